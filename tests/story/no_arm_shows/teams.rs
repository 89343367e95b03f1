//! Half hours, and Rounds, in two houses whose lists give them to one team and to the other. Somebody of the first team left.

use chrono::{NaiveDate, TimeDelta};
use hearten::{floor::web::Role, trial::allocation::trial::Trial};

use super::{on_both_engines, seeds, side_by_side};
use crate::{
    goals::{Course, setting},
    rounds::{self, Year},
    world::{Engine, World},
};

on_both_engines!(
    nothing_of_half_hours_tells_a_researcher_without_the_right_an_arm,
    crate::no_arm_shows::teams::tell_half_hours
);
on_both_engines!(
    nothing_of_rounds_tells_a_researcher_without_the_right_an_arm,
    crate::no_arm_shows::teams::tell_rounds
);

pub fn tell_half_hours(engine: Engine) {
    let set_up = |world: &World| {
        setting::bring_in(world);
        setting::set_up(world)
    };
    side_by_side(engine, seeds(engine, "North", set_up), half_hours);
}

/// A rule that one person tips is written, the team agrees, one leaves, and the others are invited.
fn half_hours(world: &World, seed: u8) {
    let course = Course::drawn_from(world, seed);
    let trial = world.floor.db.read(|conn| Trial::named(conn, "Half hours")).unwrap();
    let page = format!("/trials/{}/week-rule", trial.id);
    let mut lead = world.someone("lea@x.example", &[Role::ProgrammeLead]);
    lead.open(&page);
    let rule = [("measure", "in_diary/whole"), ("percent", "100"), ("day", "10"), ("then", "adapt")];
    let rule = [&rule[..], &[("words", "Ask the managers"), ("decides", "The lead")]].concat();
    assert!(lead.press(&page, &rule).says("The rule is kept"), "{}", lead.seen.text());
    let course = course.go_live();
    world.tamper("update people set left_on = '2027-03-03' where staff_reference = 'W1'");
    course.go_to(3, 12, 12);
    assert_eq!(world.count("week_verdicts"), 1, "it was judged");
    assert!(!course.mails_to(course.team[2]).is_empty(), "whoever is served was written to");
}

pub fn tell_rounds(engine: Engine) {
    let set_up = |world: &World| {
        setting::bring_in_with(world, &rounds::MORE.map(str::to_owned));
        rounds::setting::set_up(world)
    };
    side_by_side(engine, seeds(engine, "North", set_up), a_round);
}

/// A Round is announced and booked, one leaves, and it was held.
fn a_round(world: &World, seed: u8) {
    let mut year = Year::announced_from(world, seed, 4);
    for who in [year.team[2], year.team[3]] {
        year.comes(who, "book");
        world.work();
    }
    world.tamper("update people set left_on = '2027-03-03' where staff_reference = 'W1'");
    let ends = NaiveDate::from_ymd_opt(2027, 3, 18).unwrap().and_hms_opt(14, 0, 0).unwrap();
    world.pass(ends - world.now());
    year.coordinator.sign_in("cora@x.example");
    let here = format!("/rounds/{}/attendance", year.rounds[0]);
    let came = [year.place_id(year.team[2]), year.place_id(year.team[3])];
    year.coordinator.open(&here);
    let ticks: Vec<(&str, &str)> = came.iter().map(|place| ("came", place.as_str())).collect();
    year.coordinator.press(&here, &ticks);
    assert!(year.coordinator.seen.says("Kept."), "{}", year.coordinator.seen.text());
    world.pass(TimeDelta::hours(1));
}
