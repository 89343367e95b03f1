//! A survey is asked of everyone, extracts of absence come in, and letters are posted, in two houses whose lists differ. Some left.

use hearten::trial::uptake::{event::Event, record::record_all};

use super::{on_both_engines, seeds, side_by_side};
use crate::{
    extracts::HEADING,
    surveys::{Study, answer_and_send},
    world::{Engine, World, council, in_arm},
};

const PEOPLE: usize = 24;

on_both_engines!(
    nothing_of_surveys_and_outcomes_tells_a_researcher_without_the_right_an_arm,
    crate::no_arm_shows::surveys::tell
);

pub fn tell(engine: Engine) {
    let set_up = |world: &World| {
        world.people_come_in(&[council("Northmoor", PEOPLE, 0)]);
        world.trial("Spring letters", "person", &[])
    };
    let mut first = String::new();
    World::tell(engine, |world| {
        set_up(world);
        let mut people = world.floor.db.read(hearten::trial::roster::people::everyone).unwrap();
        people.retain(|person| person.role.is_practitioner());
        people.sort_by(|a, b| a.reference.cmp(&b.reference));
        first = people[0].reference.to_string();
    });
    side_by_side(engine, seeds(engine, &first, set_up), |world, seed| lived(world, seed, &first));
}

/// `leaves` is a staff reference.
fn lived(world: &World, seed: u8, leaves: &str) {
    let mut study = Study::drawn_from(world, PEOPLE, seed);
    study.footing();
    let letters: Vec<String> = in_arm(&study.whole, "letter").into_iter().map(str::to_owned).collect();
    let (now, trial) = (world.now(), study.trial.id.clone());
    world.floor.db.write(|conn| record_all(conn, now, Event::LetterPosted, &letters, &trial, "r1")).unwrap();
    let here = study.launched("endline", "named", &["ons4"]);
    study.set_up("later", "named", &["ons4"]);
    let mut members = study.whole.members.clone();
    members.sort_by(|a, b| a.reference.cmp(&b.reference));
    for (at, member) in members.iter().enumerate().skip(1) {
        answer_and_send(world, &study.link(&here, &member.person_id), &[["4", "8"][at % 2], "5", "5", "5"]);
    }
    world.tamper(&format!("update people set left_on = '2027-03-05' where staff_reference = '{leaves}'"));
    study.go_to(4, 22);
    study.again();
    let row = |(at, member): (usize, &hearten::trial::allocation::frame::Member)| {
        let left = if member.reference == leaves { "2027-03-05" } else { "" };
        format!("{},Northmoor,2027-03-01,2027-03-31,{},1,{left}\n", member.reference, at % 3)
    };
    let file = HEADING.to_owned() + &members.iter().enumerate().map(row).collect::<String>();
    let page = format!("/outcomes/{}", study.trial.id);
    study.researcher.open(&page);
    study.researcher.upload(&page, "extract.csv", file.as_bytes(), &[]);
    assert!(study.researcher.seen.says("The extract is on record"), "{}", study.researcher.seen.text());
    // Commands have the machine's clock, by which the survey has closed too.
    world.tamper("update survey_waves set opens_on = '2020-03-01', closes_on = '2020-03-20'");
}
