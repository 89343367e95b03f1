//! The lead's week: a rule that was written before anybody was served, judged on its day and decided on; and what is off its course, told
//! to whoever runs it.

use chrono::TimeDelta;
use hearten::{
    floor::{db::Conn, web::Role},
    trial::{
        allocation::{
            set_up::{self, Plan, Typed},
            stored::Whole,
            trial::Trial,
        },
        uptake::{event::Event, record::record},
    },
};

use crate::{
    road::Road,
    rounds::Year,
    story,
    tokens::Town,
    world::{Someone, World, council, in_arm},
};

/// The tables of it, for whoever watches that looking changes nothing.
pub const TABLES: &[&str] = &["week_rules", "week_decisions", "week_verdicts"];

pub const RULE: [(&str, &str); 6] = [
    ("measure", "started/step_before"),
    ("percent", "30"),
    ("day", "14"),
    ("then", "adapt"),
    ("words", "Managers bring it up in the next team meeting"),
    ("decides", "The programme lead"),
];

/// A trial of goal-setting with 40 people, one to one.
pub fn half_hours(world: &World) -> (Trial, Whole) {
    world.people_come_in(&[council("Oakby", 40, 0)]);
    let own = |text: &str| text.to_owned();
    let typed = Typed {
        name: own("Half hours"),
        intervention: own("goals"),
        unit: own("person"),
        arms: vec![(own("goals"), own("1"), true), (own("comparison"), own("1"), false)],
        ..Typed::default()
    };
    let plan = Plan::parse(&typed).unwrap();
    let make = |conn: &mut Conn| {
        let id = set_up::set_up(conn, &world.floor, "researcher", &plan)?;
        Trial::find(conn, &id)
    };
    let trial = world.floor.db.write(make).unwrap();
    let whole = world.locked(&trial);
    (trial, whole)
}

/// Something happens to the first so many of those who are served.
pub fn happens(world: &World, whole: &Whole, event: Event, many: usize) {
    let about = whole.list.trial.id.clone();
    let put = |conn: &mut Conn| {
        for person in &in_arm(whole, "goals")[..many] {
            record(conn, world.now(), event, person, &about, "run/1", "")?;
        }
        Ok(())
    };
    world.floor.db.write(put).unwrap();
}

pub fn lead(world: &World) -> Someone<'_> {
    world.someone("lea@x.example", &[Role::ProgrammeLead])
}

story!(a_rule_is_written_before_anybody_is_served_and_locked_by_the_first_who_is, |world| {
    let (trial, whole) = half_hours(world);
    let page = format!("/trials/{}/week-rule", trial.id);
    let mut lead = lead(world);
    assert!(lead.open("/this-week").says("No rule for the second week: Half hours"), "{}", lead.seen.text());
    lead.open(&page);
    let wrong = lead.press(&page, &[("measure", "opened/whole"), ("percent", "130")]);
    assert!(wrong.status == 422 && wrong.says("Choose what is measured") && wrong.says("from 1 to 100"));
    assert!(lead.press(&page, &RULE).says("The rule is kept"), "{}", lead.seen.text());
    let changed = RULE.map(|(field, words)| (field, if field == "percent" { "25" } else { words }));
    lead.press(&page, &changed);
    lead.press(&page, &changed);
    assert_eq!((world.count("week_rules"), world.count("audits where act = 'trial.week_rule'")), (2, 2));
    lead.open("/this-week");
    assert!(
        lead.seen.says("fewer than 25% of those at ‘Put into the diary’ have come to ‘Began the course’: adapt."),
        "{}",
        lead.seen.text()
    );
    assert!(lead.seen.says("Nobody is served yet") && !lead.seen.says("No rule for the second week"));
    happens(world, &whole, Event::GoalsOffered, 20);
    let late = lead.press(&page, &RULE);
    assert!(late.status == 409 && late.says("The first person was served on 1 March 2027"), "{}", late.text());
    assert!(lead.open(&page).says("from then on the rule is not changed"), "{}", lead.seen.text());
    assert!(lead.open("/this-week").says("It is judged at the end of 15 March 2027"), "{}", lead.seen.text());
    assert!(lead.open(&format!("/trials/{}/set-up", trial.id)).says("Rule for the second week Ready"));
});

story!(a_rule_bites_by_what_stood_at_the_end_of_its_day_and_the_lead_decides, |world| {
    let (trial, whole) = half_hours(world);
    let page = format!("/trials/{}/week-rule", trial.id);
    let mut early = lead(world);
    early.open(&page);
    early.press(&page, &RULE);
    let decide = format!("/this-week/{}/decide", trial.id);
    let adapt = [("decided", "adapt"), ("reason", "Managers had not heard of it")];
    early.open("/this-week");
    assert_eq!(early.press(&decide, &adapt).status, 409, "nothing has bitten");
    happens(world, &whole, Event::GoalsOffered, 20);
    happens(world, &whole, Event::SlotInvited, 20);
    happens(world, &whole, Event::PartStarted, 5);
    // On its day it still waits; who begins the day after changes nothing of it.
    world.floor.clock.advance(TimeDelta::days(14));
    let mut lead = lead(world);
    assert!(!lead.open("/this-week").says("The rule has bitten"), "{}", lead.seen.text());
    world.floor.clock.advance(TimeDelta::days(1));
    happens(world, &whole, Event::PartStarted, 20);
    lead.sign_in("lea@x.example");
    lead.open("/this-week");
    for says in ["The rule has bitten: Half hours To be decided", "At the end of 15 March 2027: 5 of 20 (25.0%)."] {
        assert!(lead.seen.says(says), "{says}: {}", lead.seen.text());
    }
    let wrong = lead.press(&decide, &[("decided", "wait")]);
    assert!(wrong.status == 422 && wrong.says("Choose what is decided") && wrong.says("Say why"), "{}", wrong.text());
    assert!(lead.press(&decide, &adapt).says("It is on record"), "{}", lead.seen.text());
    assert!(lead.seen.says("Decided") && lead.seen.says("decided to adapt it") && !lead.seen.says("To be decided"));
    assert_eq!(world.count("audits where act = 'trial.week_decided' and detail like 'to adapt it: %'"), 1);
    let says = "On 16 March 2027 it was decided to adapt it: “Managers had not heard of it”.";
    assert!(lead.open(&format!("/trials/{}/delivery", trial.id)).says(says), "{}", lead.seen.text());
    assert_eq!(world.hearten(&["verify"]).code, 0);
});

story!(letters_that_wait_are_told_to_who_runs_them_and_not_to_a_researcher, |world| {
    let mut road = Road::ready_to_compose(world);
    road.compose();
    let mut lead = lead(world);
    lead.open("/this-week");
    assert!(
        lead.seen.says("Letters without a signature") && lead.seen.says("4 letters wait to be read and signed"),
        "{}",
        lead.seen.text()
    );
    let round = lead.seen.links("/letters/rounds/").remove(0);
    assert_eq!(lead.open(&round).status, 200, "the link leads where it is mended");
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    researcher.open("/this-week");
    assert!(researcher.seen.status == 200 && !researcher.seen.says("letters"), "{}", researcher.seen.text());
    world.tamper("update jobs set state = 'stuck' where id = (select min(id) from jobs where state = 'done')");
    assert!(lead.open("/this-week").says("Work that is stuck Now 1 is not done"), "{}", lead.seen.text());
    assert!(!researcher.open("/this-week").says("stuck"), "{}", researcher.seen.text());
    world.tamper("update jobs set state = 'done' where state = 'stuck'");
});

story!(a_building_with_a_fault_or_something_used_up_stands_first, |world| {
    let mut town = Town::set_up(world);
    town.does("used-up", &[("what", "tea"), ("out_since", "2027-03-02")]);
    let name = town.placed[0].1.clone();
    town.coordinator.open("/this-week");
    town.hears(&format!("Used up: {name} Now Tea. Since 2 March 2027."));
    town.hears("Not set up yet");
    let page = town.page();
    assert!(town.coordinator.seen.links("/tokens/").contains(&page));
    town.does("stock", &[("stock_on", "2027-03-02"), ("tea", "100")]);
    town.coordinator.open("/this-week");
    assert!(!town.coordinator.seen.says("Used up"), "{}", town.coordinator.seen.text());
});

story!(a_round_that_few_book_is_told_when_its_day_comes_near, |world| {
    let mut year = Year::announced(world, 6, &[]);
    year.coordinator.open("/this-week");
    assert!(!year.coordinator.seen.says("Seats that are free"), "{}", year.coordinator.seen.text());
    let starts = world.floor.db.read(|conn| hearten::interventions::rounds::store::rounds::one(conn, &year.rounds[0]));
    let to_go = starts.unwrap().span.starts - world.now() - TimeDelta::days(2);
    world.floor.clock.advance(to_go);
    year.coordinator.sign_in("cora@x.example");
    year.coordinator.open("/this-week");
    assert!(year.coordinator.seen.says("0 of 6 are taken for the one on"), "{}", year.coordinator.seen.text());
    for reference in &year.team[..3] {
        year.comes(reference, "book");
    }
    year.coordinator.open("/this-week");
    assert!(!year.coordinator.seen.says("are taken for the one on"), "{}", year.coordinator.seen.text());
    world.work();
});

story!(delivery_that_does_not_keep_to_its_window_is_told, |world| {
    world.people_come_in(&[council("Oakby", 40, 0)]);
    let trial = world.trial("Spring letters", "person", &[]);
    world.answered(&trial.id);
    let whole = world.locked(&trial);
    let mut lead = lead(world);
    assert!(!lead.open("/this-week").says("window"), "{}", lead.seen.text());
    world.floor.clock.advance(TimeDelta::days(205));
    lead.sign_in("lea@x.example");
    let nobody = "The delivery window is from 1 March 2027 to 30 September 2027, and nobody was served yet.";
    assert!(lead.open("/this-week").says(nobody), "{}", lead.seen.text());
    world.floor.clock.advance(TimeDelta::days(20));
    let first = in_arm(&whole, "letter")[0];
    let sent = |conn: &mut Conn| record(conn, world.now(), Event::LetterSent, first, &trial.id, "round", "");
    world.floor.db.write(sent).unwrap();
    lead.sign_in("lea@x.example");
    let late = "The first person was served on 12 October 2027, after the delivery window closed on 30 September 2027.";
    assert!(lead.open("/this-week").says(late) && !lead.seen.says(nobody), "{}", lead.seen.text());
});
