//! A letter is printed as its reader reads it: in large print, in Welsh; and is copied for a screen without the address.

use std::io::{Cursor, Read};

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    interventions::letters::{letter::Language, store, words::Words},
    schema::{audits, people as roster},
};
use lopdf::Document;

use crate::{a_round, road::Road, story, world::World};

/// What each file of the newest pack says, with how many pages it has.
fn files(road: &mut Road<'_>) -> Vec<(usize, String)> {
    let pack = road.path("pack");
    road.coordinator.open(&pack);
    road.coordinator.press(&pack, &[]);
    let mut zip = zip::ZipArchive::new(Cursor::new(road.take("zip"))).unwrap();
    (0..4)
        .map(|at| {
            let mut pdf = Vec::new();
            zip.by_index(at).unwrap().read_to_end(&mut pdf).unwrap();
            let pdf = Document::load_mem(&pdf).unwrap();
            let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
            (pages.len(), pdf.extract_text(&pages).unwrap())
        })
        .collect()
}

/// The first of those who are served reads Welsh, the second large print.
fn two_readers(world: &World, road: &Road<'_>) {
    let words = Words {
        opening: "Rwy’n ysgrifennu i ddiolch.".into(),
        closing: "Cadwch y llythyr hwn.".into(),
        sign_off: "Gyda diolch,".into(),
        signatory_title: "Cyfarwyddwr Gwasanaethau Plant".into(),
    };
    let (welsh, large) = (road.person(&road.treated[0]), road.person(&road.treated[1]));
    let act = |conn: &mut _| {
        store::texts::add(conn, &road.id, Language::Welsh, &words)?;
        diesel::update(roster::table.find(&welsh)).set(roster::letter_language.eq("cy")).execute(conn)?;
        diesel::update(roster::table.find(&large)).set(roster::letter_format.eq("large print")).execute(conn)?;
        Ok(())
    };
    world.floor.db.write(act).unwrap();
}

story!(a_letter_is_printed_in_the_language_and_the_print_that_its_reader_asked_for, |world| {
    let mut road = Road::ready_to_compose(world);
    two_readers(world, &road);
    road.compose();
    road.shown();
    assert!(road.leader.seen.says("Annwyl"), "what is signed is read in the language it prints in");
    road.sign();
    world.work();
    let files = files(&mut road);
    let welsh: Vec<&(usize, String)> = files.iter().filter(|(_, says)| says.contains("Annwyl")).collect();
    assert_eq!(welsh.len(), 1);
    assert!(welsh[0].1.contains("Mawrth 2027") && welsh[0].1.contains("Gyda diolch,"), "{}", welsh[0].1);
    assert!(welsh[0].1.contains("You kept your word"), "the manager’s lines stand as they were written");
    let english = files.iter().filter(|(_, says)| says.contains("With thanks,") && says.contains("Dear "));
    assert_eq!(english.count(), 3);
    assert!(files.iter().all(|(pages, _)| *pages <= 2));
});

story!(a_copy_for_a_screen_bears_words_and_signature_and_no_address, |world| {
    let mut road = Road::composed(world);
    let letter = road.treated[0].clone();
    let (page, copy) = (road.path(&format!("letters/{letter}")), road.path(&format!("letters/{letter}/copy")));
    road.coordinator.open(&page);
    assert!(!road.coordinator.seen.says("Save a copy"));
    road.coordinator.press(&copy, &[]);
    assert_eq!(road.coordinator.seen.status, 409, "nobody has signed it");
    road.sign();
    world.work();
    road.coordinator.open(&page);
    road.coordinator.press(&copy, &[]);
    let seen = &road.coordinator.seen;
    assert_eq!(seen.status, 200);
    assert!(seen.says("You kept your word") && seen.says("Dilys Rees") && seen.body.contains("lang=\"en-GB\""));
    assert!(!seen.says("High Street") && !seen.says("DY1"), "no address");
    let taken = audits::table.filter(audits::act.eq("letter.copied")).select(audits::subject);
    let taken: Vec<String> = world.floor.db.read(|conn| Ok(taken.load(conn)?)).unwrap();
    assert_eq!(taken, [letter]);
    let control = road.path(&format!("letters/{}/copy", road.controls[0]));
    road.coordinator.open(&page);
    road.coordinator.press(&control, &[]);
    assert_eq!(road.coordinator.seen.status, 409, "there is no letter to copy in the comparison arm");
});

story!(a_round_with_half_its_welsh_words_is_not_set_up, |world| {
    let mut round = a_round::Round::set_up(world);
    round.coordinator.open("/letters/rounds/new");
    round.coordinator.press("/letters/rounds", &[("opening_cy", "Rwy’n ysgrifennu i ddiolch.")]);
    let seen = &round.coordinator.seen;
    assert_eq!(seen.status, 422);
    assert!(seen.says("In Welsh it is all four of these, or none."));
    assert!(seen.says("Rwy’n ysgrifennu i ddiolch."), "what was typed is kept");
});
