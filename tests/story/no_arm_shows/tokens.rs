//! Tokens, planned and not delivered yet, in two houses whose lists give them to other buildings. Once one stands somewhere, everybody
//! who passes sees it.

use super::{on_both_engines, seeds, side_by_side};
use crate::{
    tokens::{BUILDINGS, Town, people_come_in, randomise_from, set_up_trial},
    world::{Engine, World},
};

const RATIO: (&str, &str) = ("3", "2");

on_both_engines!(
    nothing_of_tokens_tells_a_researcher_without_the_right_an_arm_before_they_stand,
    crate::no_arm_shows::tokens::tell
);

pub fn tell(engine: Engine) {
    let set_up = |world: &World| {
        people_come_in(world, &BUILDINGS);
        set_up_trial(world, RATIO)
    };
    side_by_side(engine, seeds(engine, "Alder House", set_up), planned);
}

fn planned(world: &World, seed: u8) {
    people_come_in(world, &BUILDINGS);
    let trial = randomise_from(world, RATIO, true, seed);
    let town = Town::plan(world, trial);
    assert!(town.placed.len() >= 2);
    world.pass(chrono::TimeDelta::days(4));
}
