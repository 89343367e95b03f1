//! The day of a Round: who came, however they came, and that it was held.

use chrono::TimeDelta;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    interventions::rounds::check_in::wall_code,
    schema::{round_attendances, uptake_events},
};

use crate::{goals::person, rounds::Year, story, world::World};

/// Two are booked, and the clock stands `minutes` after the beginning.
fn begun(world: &World, minutes: i64) -> Year<'_> {
    let year = Year::announced(world, 4, &[]);
    for who in [year.team[1], year.team[2]] {
        year.comes(who, "book");
        world.work();
    }
    at(year, minutes)
}

/// So many minutes after the Round begins, on Thursday 18 March at 12:30.
fn at(mut year: Year<'_>, minutes: i64) -> Year<'_> {
    let starts = chrono::NaiveDate::from_ymd_opt(2027, 3, 18).unwrap().and_hms_opt(12, 30, 0).unwrap();
    year.world.pass(starts + TimeDelta::minutes(minutes) - year.world.now());
    year.coordinator.sign_in("cora@x.example");
    year
}

/// Presses the sheet with these ticks, of which some were there.
fn tick(year: &mut Year<'_>, came: &[&str], was: &[&str], more: &[(&str, &str)]) {
    let here = format!("/rounds/{}/attendance", year.rounds[0]);
    year.coordinator.open(&here);
    let fields = came.iter().map(|one| ("came", *one)).chain(was.iter().map(|one| ("was", *one)));
    let fields: Vec<(&str, &str)> = fields.chain(more.iter().copied()).collect();
    year.coordinator.press(&here, &fields);
}

fn details(world: &World, reference: &str, event: &str) -> Vec<String> {
    let id = person(world, reference);
    let rows = uptake_events::table.filter(uptake_events::person_id.eq(id)).filter(uptake_events::event.eq(event));
    world.floor.db.read(|conn| Ok(rows.select(uptake_events::detail).load(conn)?)).unwrap()
}

fn is_down(world: &World, reference: &str) -> bool {
    let id = person(world, reference);
    let rows =
        round_attendances::table.filter(round_attendances::person_id.eq(id)).filter(round_attendances::came.eq(true));
    world.floor.db.read(|conn| Ok(rows.count().get_result::<i64>(conn)?)).unwrap() == 1
}

story!(a_tick_is_set_and_not_turned_over_and_can_be_taken_back, |world| {
    let mut year = begun(world, 5);
    let (one, two) = (year.team[1], year.team[2]);
    let (first, second) = (year.place_id(one), year.place_id(two));
    for _ in 0..2 {
        tick(&mut year, &[&first, &second], &[], &[]);
        assert!(year.coordinator.seen.says("Kept."), "{}", year.coordinator.seen.text());
    }
    assert_eq!((year.events(one, "round.attended"), year.events(two, "round.attended")), (1, 1));
    assert_eq!(details(world, one, "round.attended"), ["invited"]);
    tick(&mut year, &[&first], &[&first, &second], &[]);
    assert!(is_down(world, one) && !is_down(world, two));
    assert_eq!((year.events(one, "round.not_attended"), year.events(two, "round.not_attended")), (0, 1));
    tick(&mut year, &[&first, &second], &[&first], &[]);
    assert!(is_down(world, two));
    assert_eq!(year.events(two, "round.attended"), 2, "the record forgets nothing");
});

story!(whoever_came_without_a_booking_is_put_down_and_no_screen_says_why_they_had_none, |world| {
    let mut year = begun(world, 5);
    let (silent, other) = (year.team[3], year.others[1]);
    tick(&mut year, &[], &[], &[("walk_in", other)]);
    assert!(year.coordinator.seen.says("Came without a booking"), "{}", year.coordinator.seen.text());
    assert_eq!(details(world, other, "round.attended"), ["not invited"]);
    assert_eq!(year.events(other, "trial.unblinded"), 0);
    assert!(!year.coordinator.seen.text().contains("comparison"));
    tick(&mut year, &[], &[], &[("walk_in", &silent.to_lowercase())]);
    assert_eq!(details(world, silent, "round.attended"), ["invited"]);
    // A tick that is nobody's of this Round does nothing at all.
    let (stranger, also) = (person(world, year.others[2]), year.others[3]);
    tick(&mut year, &[&stranger], &[], &[("walk_in", also)]);
    assert_eq!(year.coordinator.seen.status, 404);
    assert!(!is_down(world, year.others[2]) && !is_down(world, also));
});

story!(a_name_that_several_bear_asks_which_and_one_that_nobody_bears_says_so, |world| {
    let mut year = begun(world, 5);
    let here = format!("/rounds/{}/attendance", year.rounds[0]);
    tick(&mut year, &[], &[], &[("walk_in", "l")]);
    let (status, text) = (year.coordinator.seen.status, year.coordinator.seen.text());
    assert_eq!(status, 422, "{text}");
    assert!(text.contains("people fit. Choose one of them.") && text.contains("Who of these?"), "{text}");
    let lou = person(world, "WC");
    year.coordinator.press(&here, &[("walk_in", "l"), ("walk_in_person", &lou)]);
    assert!(is_down(world, "WC"));
    tick(&mut year, &[], &[], &[("walk_in", "Zebedee"), ("unnamed.team_manager", "two")]);
    assert!(year.coordinator.seen.says("Write a number"), "{}", year.coordinator.seen.text());
    tick(&mut year, &[], &[], &[("walk_in", "Zebedee"), ("unnamed.team_manager", "2")]);
    assert!(year.coordinator.seen.says("Nobody of that name"), "{}", year.coordinator.seen.text());
    assert_eq!(world.count("round_unnamed"), 0, "nothing of a sheet that comes back is kept");
});

story!(nobody_is_ticked_off_long_before, |world| {
    let mut year = begun(world, -31);
    let first = year.place_id(year.team[1]);
    tick(&mut year, &[&first], &[], &[]);
    assert_eq!(year.coordinator.seen.status, 409);
    let mut year = at(year, -30);
    tick(&mut year, &[&first], &[], &[]);
    assert!(is_down(world, year.team[1]));
});

story!(people_tick_themselves_off_by_the_code_on_the_wall_and_a_late_sheet_leaves_them, |world| {
    let mut year = begun(world, 10);
    let (one, two) = (year.team[1], year.team[2]);
    let code = wall_code(&world.floor, &year.rounds[0]);
    year.coordinator.open(&format!("/rounds/{}/wall", year.rounds[0]));
    assert!(year.coordinator.seen.says(&code), "{}", year.coordinator.seen.text());
    let page = format!("/rounds/places/{}/here", year.place_id(one));
    let mut someone = year.comes(one, "");
    assert!(someone.seen.says("Are you here?"), "{}", someone.seen.text());
    someone.press(&page, &[("code", "WWWWWW")]);
    assert!(someone.seen.says("not the code on the wall") && !is_down(world, one), "{}", someone.seen.text());
    let typed = format!("{} {}", &code[..3].to_lowercase(), &code[3..]);
    someone.press(&page, &[("code", &typed)]);
    assert!(someone.seen.says("You are down as here"), "{}", someone.seen.text());
    assert_eq!(details(world, one, "round.attended"), ["invited"]);
    // The coordinator's page was made before that, and shows one tick only.
    let second = year.place_id(two);
    tick(&mut year, &[&second], &[], &[]);
    assert!(is_down(world, one) && is_down(world, two));
});

story!(at_the_wall_everybody_gets_the_same_answer, |world| {
    let year = begun(world, 10);
    let code = wall_code(&world.floor, &year.rounds[0]);
    let here = format!("/rounds/here/{code}");
    let mut someone = world.nobody();
    let other = year.others[1];
    let mut answers = Vec::new();
    for email in [format!("{}@x.example", other.to_lowercase()), "nobody@x.example".to_owned()] {
        someone.open(&here);
        someone.press(&here, &[("email", &email.to_uppercase())]);
        answers.push((someone.seen.status, someone.seen.text()));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0].0, 200);
    assert_eq!(details(world, other, "round.attended"), ["not invited"]);
    someone.press(&here, &[("email", "not an address")]);
    assert_eq!(someone.seen.status, 422);
    let year = at(year, 91);
    for path in [here.as_str(), "/rounds/here/WWWWWW"] {
        assert_eq!(someone.open(path).status, 404);
        assert_eq!(someone.press(path, &[("email", "w1@x.example")]).status, 404);
    }
    assert!(!year.comes(year.team[1], "").seen.says("Are you here?"));
});

story!(a_round_is_held_once_it_is_over_and_absence_is_told_apart_from_apologies, |world| {
    let year = begun(world, -60 * 24);
    year.comes(year.team[3], "book");
    year.comes(year.team[3], "decline");
    world.work();
    let mut year = at(year, 59);
    let (here, first) = (format!("/rounds/{}", year.rounds[0]), year.place_id(year.team[1]));
    tick(&mut year, &[&first], &[], &[("unnamed.social_worker", "3")]);
    year.coordinator.press(&format!("{here}/held"), &[]);
    assert_eq!(year.coordinator.seen.status, 409);
    let mut year = at(year, 60);
    year.coordinator.open(&format!("{here}/after"));
    for _ in 0..2 {
        year.coordinator.press(&format!("{here}/held"), &[]);
    }
    let text = year.coordinator.seen.text();
    for says in
        ["7 invited", "2 booked", "4 came", "3 of them unnamed", "1 sent apologies", "1 booked and did not come"]
    {
        assert!(text.contains(says), "{says}: {text}");
    }
    year.coordinator.press(&format!("{here}/cancel"), &[("reason", "Too late")]);
    assert_eq!(year.coordinator.seen.status, 409, "what was held stays so");
});

story!(who_looks_in_on_somebody_is_kept_and_there_is_nowhere_to_write_on_whom, |world| {
    let year = begun(world, 60);
    let mut year = at(year, 61);
    let here = format!("/rounds/{}", year.rounds[0]);
    year.coordinator.press(&format!("{here}/follow-ups"), &[("who", "Fran Ode"), ("due_on", "2027-03-20")]);
    assert_eq!(year.coordinator.seen.status, 409, "it is not down as held");
    year.coordinator.open(&format!("{here}/after"));
    year.coordinator.press(&format!("{here}/held"), &[]);
    year.coordinator.press(&format!("{here}/follow-ups"), &[("who", " "), ("due_on", "2027-03-17")]);
    assert!(year.coordinator.seen.says("Give the name") && year.coordinator.seen.says("Give the day by which"));
    year.coordinator.press(&format!("{here}/follow-ups"), &[("who", "Fran Ode"), ("due_on", "2027-03-20")]);
    assert!(year.coordinator.seen.says("By 20 March 2027"), "{}", year.coordinator.seen.text());
    assert!(!year.coordinator.seen.body.contains("<textarea"), "no story has a place here");
    let mut year = at(year, 60 * 24 * 4);
    year.coordinator.open(&format!("{here}/after"));
    assert!(year.coordinator.seen.says("Late"), "{}", year.coordinator.seen.text());
    let done = year.coordinator.seen.links(&format!("{here}/follow-ups/")).remove(0);
    year.coordinator.press(&done, &[]);
    assert!(year.coordinator.seen.says("Done on 22 March 2027"), "{}", year.coordinator.seen.text());
    year.coordinator.press(&format!("{here}/debriefs"), &[("panel", "2027-03-18"), ("steering", "2027-04-01")]);
    assert!(year.coordinator.seen.says("from the Round’s own until today"), "{}", year.coordinator.seen.text());
    year.coordinator.press(&format!("{here}/debriefs"), &[("panel", "2027-03-18"), ("steering", "")]);
    year.coordinator.open(&format!("{here}/summary"));
    assert!(year.coordinator.seen.says("Panel debriefed on 18 March 2027"), "{}", year.coordinator.seen.text());
});
