//! Letters and half hours as one list, with an arm that waits and crosses over, in two houses whose lists differ. Somebody left.

use hearten::{
    floor::{db::Conn, web::Role},
    trial::{
        allocation::trial::Trial,
        uptake::{event::Event, record::record_all},
    },
};

use super::{on_both_engines, seeds, side_by_side};
use crate::world::{Engine, World, council, in_arm};

const ARMS: [(&str, &str); 3] = [("letter", "letters"), ("both", "letters+goals"), ("waiting", "2027-03-08")];

on_both_engines!(
    nothing_of_a_trial_of_several_with_an_arm_that_waits_tells_a_researcher_without_the_right_an_arm,
    crate::no_arm_shows::several::tell
);

fn set_up(world: &World) -> Trial {
    world.people_come_in(&[council("Oakby", 30, 0)]);
    world.trial_of("letters+goals", "Letters and half hours", "person", &ARMS)
}

pub fn tell(engine: Engine) {
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

/// Everybody gets a letter who is owed one and is offered half hours who is owed them, those who wait once they have crossed over;
/// `leaves`, by staff reference, left before.
fn lived(world: &World, seed: u8, leaves: &str) {
    let trial = set_up(world);
    let whole = world.locked_from(&trial, seed);
    let of = |arm: &str| in_arm(&whole, arm).into_iter().map(str::to_owned).collect::<Vec<_>>();
    let (letter, both, waiting) = (of("letter"), of("both"), of("waiting"));
    let happens = |event: Event, people: &[String]| {
        let act = |conn: &mut Conn| record_all(conn, world.now(), event, people, &trial.id, "r1");
        world.floor.db.write(act).unwrap();
    };
    happens(Event::LetterPosted, &[&letter[..], &both].concat());
    happens(Event::GoalsOffered, &both);
    world.tamper(&format!("update people set left_on = '2027-03-05' where staff_reference = '{leaves}'"));
    world.pass(chrono::TimeDelta::days(8));
    happens(Event::LetterPosted, &waiting);
    happens(Event::GoalsOffered, &waiting);
    world.pass(chrono::TimeDelta::days(4));
    let mut lead = world.someone("lea@x.example", &[Role::ProgrammeLead]);
    assert!(lead.open("/trials").says("Trial of letters and goals"), "{}", lead.seen.text());
}
