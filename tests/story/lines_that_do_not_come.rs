//! What can be done about lines that do not come: a colleague suggests, nobody writes, a reminder by a press, more time.

use chrono::{NaiveDate, TimeDelta};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::schema::{letter_rounds, letters, uptake_events};

use crate::{
    a_round::{GOOD, MUSA, NIA, Round, counted, has_email, person},
    road::Road,
    story,
    world::{Someone, World, option},
};

const ANNIE: &str = "annie@x.example";

/// A round that agreed on every way round missing lines; Annie of Musa's team can be reached by mail.
pub fn agreed_on_all(world: &World) -> Round<'_> {
    let round = Round::asked(world);
    has_email(world, "W1", ANNIE);
    let all = "coordinator deputy colleague nobody";
    let agreed = diesel::update(letter_rounds::table).set(letter_rounds::fallbacks.eq(all));
    world.floor.db.write(|conn| Ok(agreed.execute(conn)?)).unwrap();
    round
}

fn letter(world: &World, about: &str) -> String {
    let row = letters::table.filter(letters::person_id.eq(person(world, about))).select(letters::id);
    world.floor.db.read(|conn| Ok(row.first(conn)?)).unwrap()
}

fn detail(world: &World, event: &str) -> String {
    let row = uptake_events::table.filter(uptake_events::event.eq(event)).select(uptake_events::detail);
    world.floor.db.read(|conn| Ok(row.first(conn)?)).unwrap()
}

/// Musa asks Annie about Ben, and she comes by her link.
fn annie_is_asked<'w>(world: &'w World, musa: &mut Someone<'w>, page: &str) -> Someone<'w> {
    let ask = format!("{page}/colleague/{}", letter(world, "W2"));
    assert!(musa.seen.links(&ask).contains(&ask), "the page offers it: {}", musa.seen.text());
    musa.open(&ask);
    let annie = option(&musa.seen.body, "Annie Wójcik");
    musa.press(&ask, &[("colleague", &annie)]);
    assert!(musa.seen.says("Asked."), "{}", musa.seen.text());
    world.work();
    let mail = world.mail_to(ANNIE);
    assert!(mail.text.contains("You work beside Ben Şen"), "{}", mail.text);
    let mut annie = world.nobody();
    let link = annie.link_in_mail(ANNIE);
    annie.open(&link);
    annie.press(&link, &[]);
    annie
}

story!(a_colleague_suggests_two_lines_and_they_count_once_the_manager_takes_them_on, |world| {
    let round = agreed_on_all(world);
    let page = format!("{}/{}", round.page(), person(world, "M1"));
    let mut musa = round.manager(MUSA);
    let mut annie = annie_is_asked(world, &mut musa, &page);
    let own = annie.seen.path.clone();
    assert!(annie.seen.says("Two lines about Ben Şen") && !annie.seen.says("Cai"), "{}", annie.seen.text());
    annie.press(&own, &[("first", "Thank you for [what]."), ("second", GOOD[1])]);
    assert_eq!(annie.seen.status, 422);
    annie.press(&own, &[("first", GOOD[0]), ("second", GOOD[1])]);
    assert!(annie.seen.says("their manager sees it now"), "{}", annie.seen.text());
    assert_eq!((counted(world, "lines.gave"), round.words("W2").0), (0, String::new()), "a suggestion is not given");

    musa.open(&round.page());
    assert!(musa.seen.says("Annie Wójcik suggests two lines about Ben"), "{}", musa.seen.text());
    let suggestion = musa.seen.links(&format!("{page}/suggestion/")).remove(0);
    musa.open(&suggestion);
    musa.press(&suggestion, &[("first", GOOD[0]), ("second", ""), ("act", "take")]);
    assert_eq!(musa.seen.status, 422);
    musa.press(&suggestion, &[("first", GOOD[0]), ("second", "Everyone saw it, Ben."), ("act", "take")]);
    assert!(musa.seen.says("Taken on"), "{}", musa.seen.text());
    assert_eq!(round.words("W2"), (GOOD[0].into(), "Everyone saw it, Ben.".into()));
    assert_eq!((counted(world, "lines.gave"), detail(world, "lines.gave")), (1, "colleague".into()));

    annie.open(&own);
    annie.press(&own, &[("first", "Other words."), ("second", "And more.")]);
    assert_eq!(annie.seen.status, 409);
    assert_eq!(round.words("W2").0, GOOD[0]);
});

story!(a_suggestion_that_is_declined_leaves_the_lines_to_come, |world| {
    let round = agreed_on_all(world);
    let page = format!("{}/{}", round.page(), person(world, "M1"));
    let mut musa = round.manager(MUSA);
    let mut annie = annie_is_asked(world, &mut musa, &page);
    let own = annie.seen.path.clone();
    annie.press(&own, &[("first", GOOD[0]), ("second", GOOD[1])]);
    musa.open(&round.page());
    let suggestion = musa.seen.links(&format!("{page}/suggestion/")).remove(0);
    let mut nia = round.manager(NIA);
    assert_eq!(nia.open(&suggestion).status, 404, "it is on no other manager's page");
    musa.open(&suggestion);
    musa.press(&suggestion, &[("act", "decline")]);
    assert!(musa.seen.says("Left out") && !musa.seen.says("suggests two lines"), "{}", musa.seen.text());
    assert_eq!(counted(world, "lines.gave"), 0);
    round.write(&mut musa, "W2", GOOD);
    assert_eq!(detail(world, "lines.gave"), "manager");
});

story!(a_round_does_only_what_it_agreed_on, |world| {
    let mut round = Round::asked(world);
    has_email(world, "W1", ANNIE);
    let (ben, musa) = (letter(world, "W2"), person(world, "M1"));
    round.look();
    let here = format!("/letters/rounds/{}", round.id);
    assert!(round.coordinator.seen.links(&format!("{here}/fallback/")).len() == 5);
    assert!(round.coordinator.seen.links(&format!("{here}/colleague/")).is_empty());
    round.press(&format!("nobody/{ben}"), &[("why", "would_not"), ("words", "Asked twice")]);
    assert_eq!(round.coordinator.seen.status, 409);
    let mut manager = round.manager(MUSA);
    assert_eq!(manager.open(&format!("{}/{musa}/colleague/{ben}", round.page())).status, 409);
    assert_eq!(round.standing()[1], ("W2".into(), "asked".into()));
});

story!(where_nobody_can_write_the_lines_are_closed_and_the_record_says_why, |world| {
    let mut round = agreed_on_all(world);
    round.look();
    let close = format!("/letters/rounds/{}/nobody/{}", round.id, letter(world, "W2"));
    round.coordinator.open(&close);
    round.coordinator.press(&close, &[("why", ""), ("words", "")]);
    assert_eq!(round.coordinator.seen.status, 422);
    round.coordinator.press(&close, &[("why", "not_known_well"), ("words", "New in the team, asked three people")]);
    assert!(round.coordinator.seen.says("Closed."), "{}", round.coordinator.seen.text());
    assert_eq!((counted(world, "lines.none"), detail(world, "lines.none")), (1, "not_known_well".into()));
    assert_eq!(round.standing()[1], ("W2".into(), "no_longer_asked".into()));
    let musa = round.manager(MUSA);
    assert!(musa.seen.says("Nobody is asked to write about Ben any more") && musa.seen.says("0 of 2 written"));
    round.coordinator.press(&close, &[("why", "would_not"), ("words", "Again")]);
    assert_eq!(round.coordinator.seen.status, 409);
});

story!(a_letter_without_lines_is_not_made_and_the_record_says_why, |world| {
    let mut road = Road::ready_to_compose(world);
    let closed = road.treated[0].clone();
    let row = (letters::lines.eq("no_longer_asked"), letters::reason.eq("no_lines"));
    let close = |conn: &mut _| Ok(diesel::update(letters::table.find(&closed)).set(row).execute(conn)?);
    world.floor.db.write(close).unwrap();
    road.compose();
    assert_eq!(road.state(&closed), "not_owed");
    assert_eq!(detail(world, "letter.not_owed"), "no_lines");
    assert_eq!(road.states(&road.treated[1..]), ["ready", "ready", "ready"]);
    assert!(road.alarms().is_empty());
});

fn sent_to(world: &World, email: &str, words: &str) -> usize {
    world.mails().iter().filter(|mail| mail.to.contains(email) && mail.subject.contains(words)).count()
}

story!(after_the_day_the_coordinator_reminds_by_a_press_once_a_day, |world| {
    let mut round = Round::asked(world);
    let monday = NaiveDate::from_ymd_opt(2027, 3, 15).unwrap().and_hms_opt(10, 0, 0).unwrap();
    world.pass(monday - world.now());
    assert!(round.look().contains("3 days over"), "{}", round.coordinator.seen.text());
    assert!(round.coordinator.seen.says("Remind Musa Khan now") && round.coordinator.seen.says("2 over the day"));
    let remind = format!("remind/{}", person(world, "M1"));
    round.press(&remind, &[]);
    assert!(round.coordinator.seen.says("A reminder is on its way"), "{}", round.coordinator.seen.text());
    round.press(&remind, &[]);
    assert_eq!(round.coordinator.seen.status, 409, "once a day");
    world.work();
    assert_eq!(sent_to(world, MUSA, "still welcome"), 1);
    assert!(world.mail_to(MUSA).text.contains("It was due on 12 March 2027 and is still open"));
    round.look();
    assert!(!round.coordinator.seen.body.contains("Remind Musa Khan now"), "nor is it offered");

    let mut musa = round.manager(MUSA);
    for about in ["W1", "W2", "W3"] {
        round.write(&mut musa, about, GOOD);
    }
    world.pass(TimeDelta::days(1));
    round.look();
    round.press(&remind, &[]);
    assert_eq!(round.coordinator.seen.status, 409, "a reminder stops when everything is in");
    world.work();
    assert_eq!(sent_to(world, MUSA, "still welcome"), 1);
});

story!(the_coordinator_gives_more_time_and_the_mails_say_the_new_day, |world| {
    let mut round = Round::asked(world);
    world.pass(TimeDelta::minutes(1));
    let mut nia = round.manager(NIA);
    round.write(&mut nia, "W4", GOOD);
    round.write(&mut nia, "W5", GOOD);
    let deadline = format!("/letters/rounds/{}/deadline", round.id);
    round.look();
    assert!(round.coordinator.seen.links("/letters/rounds/").contains(&deadline));
    for day in ["2027-03-11", "2027-03-12", "2027-03-22", ""] {
        round.coordinator.open(&deadline);
        round.coordinator.press(&deadline, &[("lines_due_on", day), ("reason", "Half term")]);
        assert_eq!(round.coordinator.seen.status, 422, "{day}");
    }
    round.coordinator.press(&deadline, &[("lines_due_on", "2027-03-16"), ("reason", "Half term")]);
    assert!(round.coordinator.seen.says("Lines by 16 March 2027") && round.coordinator.seen.says("Half term"));
    world.work();
    assert_eq!((sent_to(world, MUSA, "More time"), sent_to(world, NIA, "More time")), (1, 0), "only who owes lines");
    assert!(world.mail_to(MUSA).text.contains("now open until 16 March 2027"), "{}", world.mail_to(MUSA).text);
    let thirteenth = NaiveDate::from_ymd_opt(2027, 3, 15).unwrap().and_hms_opt(9, 1, 0).unwrap();
    world.pass(thirteenth - world.now());
    assert!(world.mail_to(MUSA).subject.contains("until 16 March 2027"), "reminders count to the new day");
});
