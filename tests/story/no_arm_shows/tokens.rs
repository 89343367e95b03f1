//! Tokens, planned and not delivered yet, in two houses whose lists give them to other buildings. Once one stands somewhere, everybody
//! who passes sees it.

use hearten::floor::web::Role;

use super::{on_both_engines, seeds, side_by_side};
use crate::{
    tokens::{BUILDINGS, Town, people_come_in, people_come_in_of, press_plan, randomise_from, set_up_trial},
    world::{Engine, World},
};

/// Of each the only building.
const ALONE: [(&str, &[(&str, usize)]); 2] =
    [("Northmoor", &[("Alder House", 30)]), ("Southmoor", &[("Birch House", 30)])];
const RATIO: (&str, &str) = ("3", "2");

on_both_engines!(
    nothing_of_tokens_tells_a_researcher_without_the_right_an_arm_before_they_stand,
    crate::no_arm_shows::tokens::tell
);

on_both_engines!(
    nothing_tells_which_authority_of_one_building_has_a_plan_before_a_token_stands_there,
    crate::no_arm_shows::tokens::tell_alone
);

pub fn tell_alone(engine: Engine) {
    let set_up = |world: &World| {
        people_come_in_of(world, &ALONE);
        set_up_trial(world, ("1", "1"))
    };
    side_by_side(engine, seeds(engine, "Alder House", set_up), |world, seed| {
        people_come_in_of(world, &ALONE);
        randomise_from(world, ("1", "1"), true, seed);
        let mut coordinator = world.someone("cora@x.example", &[Role::Coordinator]);
        ALONE.iter().for_each(|(council, _)| press_plan(&mut coordinator, council));
        assert_eq!(world.count("token_placements"), 1, "only one of them receives");
        world.pass(chrono::TimeDelta::days(4));
    });
}

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
