//! How many people make a building large enough for a token is a setting: another number puts other buildings into the draw, and so on
//! record.

use std::collections::BTreeSet;

use crate::{
    no_arm_shows::on_both_engines,
    tokens::{BUILDINGS, Town, receiving},
    world::{Engine, World},
};

on_both_engines!(another_number_of_people_places_other_buildings, crate::how_large_a_building::tell);

fn tell(engine: Engine) {
    let mut placed = Vec::new();
    let mut plan = |least: usize, world: &World| placed.push(planned(world, least));
    World::tell(engine, |world| plan(25, world));
    World::tell_where_twenty_are_enough(engine, |world| plan(20, world));
    World::tell_where_twenty_six_are_enough(engine, |world| plan(26, world));
    let [usual, smaller, larger] = &placed[..] else { panic!("{placed:?}") };
    assert!(usual != smaller && usual != larger && smaller != larger, "{placed:?}");
}

/// The buildings that are drawn are those of so many people, and each that receives is placed.
fn planned(world: &World, least: usize) -> BTreeSet<String> {
    let town = Town::planned(world);
    let large = BUILDINGS.iter().filter(|(_, people)| *people >= least);
    let large: BTreeSet<String> = large.map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(world.count("allocated_units"), i64::try_from(large.len()).unwrap(), "{least}");
    assert_eq!(world.count(&format!("token_plans where least_people = {least}")), 1);
    let placed: BTreeSet<String> = town.placed.iter().map(|(_, name)| name.clone()).collect();
    assert!(placed == receiving(world) && !placed.is_empty() && placed.is_subset(&large), "{placed:?} of {large:?}");
    placed
}
