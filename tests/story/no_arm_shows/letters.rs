//! Letters are written, printed and posted, in two houses that are alike but for the arms of one person who left and of one more.

use super::{on_both_engines, side_by_side};
use crate::{
    road::Road,
    world::{Engine, World},
};

on_both_engines!(
    no_page_file_mail_or_count_of_letters_tells_a_researcher_without_the_right_an_arm,
    crate::no_arm_shows::letters::tell
);

pub fn tell(engine: Engine) {
    side_by_side(engine, [5, other_seed(engine)], lived);
}

fn lived(world: &World, seed: u8) {
    let mut road = Road::drawn_from(world, seed);
    world.tamper("update people set left_on = '2027-02-28' where staff_reference = 'W1'");
    road.compose();
    road.sign();
    world.work();
    let pack = road.path("pack");
    road.coordinator.open(&pack);
    road.coordinator.press(&pack, &[]);
    let links = road.coordinator.seen.links("/letters/packs/");
    let posted = links.iter().find_map(|link| link.strip_suffix("/check")).unwrap();
    road.coordinator.press(posted, &[("posted_on", "2027-03-01")]);
    assert!(road.coordinator.seen.says("letters are in the post"), "{}", road.coordinator.seen.text());
    world.work();
}

/// A seed whose list puts W1 in another arm than that of 5 does, and is alike but for one more.
fn other_seed(engine: Engine) -> u8 {
    let mut found = None;
    World::tell(engine, |world| {
        // Nobody practises by the seed of the live list.
        let road = Road::drawn_from(world, 4);
        let letters = |seed: u8| road.letters_of_practice(seed);
        let first = letters(5);
        found = (6..250).find(|seed| {
            let other = letters(*seed);
            first.contains("W1") != other.contains("W1") && first.intersection(&other).count() == first.len() - 1
        });
    });
    found.unwrap()
}
