//! What managers wrote about the comparison arm stays sealed while the trial is on. After its end it may be released, and then
//! those who run the rounds can pass it on. No letter comes of it.

use hearten::{
    floor::{audit, jobs, web::Role},
    interventions::letters::{ComposeLetter, OneLetter, store},
};

use crate::{
    road::Road,
    story,
    world::{Someone, World},
};

const WORDS: &str = "The whole team saw it.";

fn trial_of(road: &Road<'_>) -> String {
    road.world.floor.db.read(|conn| store::rounds::one(conn, &road.id)).unwrap().trial_id
}

/// Presses an act that asks for a reason.
fn act(someone: &mut Someone<'_>, path: &str, reason: &str) -> u16 {
    someone.open(path);
    if someone.seen.field("csrf").is_none() {
        someone.open("/");
    }
    someone.press(path, &[("reason", reason)]);
    someone.seen.status
}

/// What is written of controls is on none of these pages.
fn is_sealed(road: &mut Road<'_>) {
    let comparison = road.path("comparison");
    road.coordinator.open(&comparison);
    assert_eq!(road.coordinator.seen.status, 409);
    assert!(road.coordinator.seen.says("These lines are sealed"), "{}", road.coordinator.seen.text());
    road.coordinator.open("/");
    road.coordinator.press(&format!("{comparison}.csv"), &[]);
    assert_eq!(road.coordinator.seen.status, 409);
    let round = road.path("");
    road.coordinator.open(round.trim_end_matches('/'));
    assert!(!road.coordinator.seen.body.contains(&comparison));
    for letter in road.controls.clone() {
        let page = road.path(&format!("letters/{letter}"));
        assert!(!road.coordinator.open(&page).says(WORDS), "{}", road.coordinator.seen.text());
    }
}

fn nothing_was_made(world: &World, road: &Road<'_>) {
    assert_eq!(road.states(&road.controls), ["lines"; 4]);
    for letter in &road.controls {
        let person = road.person(letter);
        let made = format!("uptake_events where person_id = '{person}' and event like 'letter.%'");
        assert_eq!(world.count(&made), 0);
    }
}

story!(lines_about_the_comparison_arm_are_sealed_until_the_trial_has_ended_and_they_are_released, |world| {
    let mut road = Road::composed(world);
    let trial = trial_of(&road);
    let (end, release) = (format!("/trials/{trial}/end"), format!("/letters/trials/{trial}/release"));
    let mut researcher = world.someone("rhys@x.example", &[Role::Researcher]);
    let mut lead = world.someone("lena@x.example", &[Role::ProgrammeLead]);
    is_sealed(&mut road);
    assert_eq!(act(&mut researcher, &release, "They ask for it."), 409, "the trial is still on");
    assert_eq!(act(&mut lead, &end, "It is over."), 403, "the researcher ends it");
    assert_eq!(act(&mut researcher, &end, " "), 422);
    assert_eq!(act(&mut researcher, &end, "The last wave is in."), 200);
    assert!(
        researcher.seen.says("Ended") && researcher.seen.says("The last wave is in."),
        "{}",
        researcher.seen.text()
    );
    assert_eq!(act(&mut researcher, &end, "Again."), 409);
    is_sealed(&mut road);

    world.tamper(&format!("update letters set line_one = '=1+1' where id = '{}'", road.controls[0]));
    assert_eq!(act(&mut lead, &release, ""), 422);
    assert_eq!(act(&mut lead, &release, "So that nobody goes without."), 200);
    assert_eq!(act(&mut researcher, &release, "Again."), 409, "once is enough");
    let acts = world.floor.db.read(|conn| audit::history(conn, &trial)).unwrap();
    let acts: Vec<&str> = acts.iter().map(|entry| entry.act.as_str()).collect();
    assert!(acts.ends_with(&["trial.ended", "lines.released"]), "{acts:?}");
    assert_eq!(world.count("uptake_events where event = 'trial.unblinded'"), 8);

    let comparison = road.path("comparison");
    let page = road.coordinator.open(&comparison).clone();
    assert_eq!((page.status, page.text().matches(WORDS).count()), (200, 4), "{}", page.text());
    let unsaid = road.coordinator.press(&format!("{comparison}.csv"), &[("why", "")]).clone();
    assert!(unsaid.status == 422 && unsaid.says("Say in a few words what the lines are for"), "{}", unsaid.text());
    road.coordinator.press(&format!("{comparison}.csv"), &[("why", "To pass them on")]);
    assert_eq!(world.count("audits where act = 'lines.taken' and detail = 'of 4 people; To pass them on'"), 1);
    let file = road.coordinator.seen.body.clone();
    assert_eq!(file.lines().count(), 5, "{file}");
    assert!(
        file.contains("staff reference,name,first line,second line,written by,unit of allocation\n")
            && file.contains("'=1+1"),
        "{file}"
    );
    assert!(file.lines().skip(1).all(|line| line.ends_with(",person")), "{file}");
    assert!(world.floor.db.read(audit::verify).unwrap().is_ok());
    nothing_was_made(world, &road);
});

story!(after_the_end_nothing_new_is_made_and_what_was_promised_goes_its_road, |world| {
    let mut road = Road::composed(world);
    let trial = trial_of(&road);
    let mut researcher = world.someone("rhys@x.example", &[Role::Researcher]);
    assert_eq!(act(&mut researcher, &format!("/trials/{trial}/end"), "The last wave is in."), 200);
    assert_eq!(act(&mut researcher, &format!("/letters/trials/{trial}/release"), "For everyone."), 200);
    let compose = road.path("compose");
    let pack = road.path("pack");
    road.coordinator.open(&pack);
    road.coordinator.press(&compose, &[]);
    assert_eq!(road.coordinator.seen.status, 409, "{}", road.coordinator.seen.text());
    road.sign();
    world.work();
    assert_eq!(road.states(&road.treated), ["printed"; 4], "letters that were made before go on");
    let job = OneLetter { letter_id: road.controls[0].clone() };
    world.floor.db.write(|conn| jobs::enqueue::<ComposeLetter>(conn, &world.floor, &job)).unwrap();
    world.work();
    assert_eq!(road.alarms(), ["allocation.planted_job"]);
    assert_eq!(road.let_go(), 1);
    nothing_was_made(world, &road);
});
