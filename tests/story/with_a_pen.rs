//! Letters that are printed first and signed on paper: one that is pulled out disturbs nothing, both ways mix, and in the end
//! what is counted as printed, signed, posted and returned agrees.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::schema::{letters, uptake_events};

use crate::{road::Road, story, world::World};

fn counted(world: &World, event: &str) -> i64 {
    let rows = uptake_events::table.filter(uptake_events::event.eq(event)).count();
    world.floor.db.read(|conn| Ok(rows.get_result(conn)?)).unwrap()
}

fn places(world: &World, pack: &str) -> Vec<Option<i32>> {
    let rows = letters::table.filter(letters::pack_id.eq(pack)).order(letters::place).select(letters::place);
    world.floor.db.read(|conn| Ok(rows.load(conn)?)).unwrap()
}

/// Marks the newest pack on the page as posted today.
fn post(road: &mut Road<'_>, pack: &str) {
    let today = road.world.floor.clock.today().to_string();
    let path = format!("/letters/packs/{pack}/posted");
    road.coordinator.open(&road.path("pack"));
    road.coordinator.press(&path, &[("posted_on", &today)]);
}

fn newest_pack(road: &mut Road<'_>) -> String {
    road.coordinator.open(&road.path("pack"));
    let taken = road.coordinator.seen.links("/letters/packs/").remove(0);
    taken.split('/').nth(3).unwrap().to_owned()
}

story!(a_pack_is_signed_with_a_pen_and_a_letter_pulled_out_disturbs_nothing, |world| {
    let mut road = Road::composed(world);
    let (pack_page, print_first) = (road.path("pack"), road.path("print-first"));
    road.coordinator.open(&pack_page);
    assert!(road.coordinator.seen.says("Sign with a pen instead"), "{}", road.coordinator.seen.text());
    road.coordinator.press(&print_first, &[]);
    world.work();
    assert_eq!(road.states(&road.treated), ["unsigned"; 4]);
    road.coordinator.open(&pack_page);
    road.coordinator.press(&pack_page, &[("for_pen", "yes")]);
    assert_eq!(road.states(&road.treated), ["at_pen"; 4]);
    let bound = lopdf::Document::load_mem(&road.take("pdf")).unwrap();
    assert_eq!(bound.extract_text(&[1]).unwrap().matches("Dilys Rees").count(), 1, "the name below, and room above");

    let pack = newest_pack(&mut road);
    post(&mut road, &pack);
    assert_eq!(road.coordinator.seen.status, 422);
    assert!(
        road.coordinator.seen.says("4 letters of this pack are not ticked off"),
        "{}",
        road.coordinator.seen.text()
    );

    let second = letters::table.filter(letters::pack_id.eq(&pack)).filter(letters::place.eq(2)).select(letters::id);
    let pulled: String = world.floor.db.read(|conn| Ok(second.first(conn)?)).unwrap();
    let hold = road.path(&format!("letters/{pulled}/hold"));
    road.coordinator.open(&pack_page);
    road.coordinator.press(&hold, &[(&format!("reason.{pulled}"), "Coffee on it.")]);
    assert_eq!(places(world, &pack), [Some(1), Some(3), Some(4)], "the others keep their places");

    let signed = format!("/letters/packs/{pack}/signed");
    let dilys = road.signatory();
    let left: Vec<String> = road.treated.iter().filter(|letter| **letter != pulled).cloned().collect();
    road.coordinator.open(&pack_page);
    road.coordinator.press(&signed, &[("signer", &dilys)]);
    assert_eq!(road.coordinator.seen.status, 422, "nothing was ticked");
    road.coordinator
        .press(&signed, &[("signed", &left[0]), ("signed", &left[1]), ("signed", &left[2]), ("signer", &dilys)]);
    assert_eq!(road.states(&left), ["packed"; 3]);
    post(&mut road, &pack);
    assert_eq!(road.states(&left), ["posted"; 3]);

    let release = road.path(&format!("letters/{pulled}/release"));
    road.leader.open(&road.path("sign"));
    road.leader.press(&release, &[]);
    road.sign();
    world.work();
    road.coordinator.open(&pack_page);
    road.coordinator.press(&pack_page, &[]);
    let other = newest_pack(&mut road);
    post(&mut road, &other);
    assert_eq!(road.states(&road.treated), ["posted"; 4]);
    let counts = ["letter.signed", "letter.posted", "letter.returned"].map(|event| counted(world, event));
    assert_eq!(counts, [4, 4, 0]);
    assert_eq!(counted(world, "letter.printed"), 5, "the one that was pulled out was printed twice");

    let returned = format!("/letters/packs/{pack}/returned");
    let today = world.floor.clock.today().to_string();
    road.coordinator.open(&pack_page);
    road.coordinator.press(&returned, &[("letter", &left[0]), ("why", "gone_away"), ("returned_on", &today)]);
    assert_eq!(counted(world, "letter.returned"), 1);
    road.coordinator.open(&road.path(&format!("letters/{}", left[0])));
    assert!(road.coordinator.seen.says("with a pen by Dilys Rees"), "{}", road.coordinator.seen.text());
});
