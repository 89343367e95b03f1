//! A signature is typed, drawn or sent as a picture, by the leader or the deputy they name; it covers the words, and a file
//! that turns up can be told for what it is.

use std::io::{Cursor, Read};

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    floor::web::Role,
    schema::{letter_files, letters, people as roster, signatures, uptake_events},
    trial::roster::{address::Address, vault},
};

use crate::{
    road::{Road, csrf},
    story,
    world::{Someone, World},
};

const OLWEN: &str = "olwen@x.example";
const DRAWN: &str = "[[[100,200],[180,60],[260,210],[420,120],[800,140]]]";

/// A thick dark stroke on white paper.
fn picture() -> Vec<u8> {
    let paper = image::GrayImage::from_fn(600, 200, |x, y| {
        image::Luma([if (50..550).contains(&x) && (80..110).contains(&y) { 20 } else { 250 }])
    });
    let mut bytes = Cursor::new(Vec::new());
    paper.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// The single letters of the newest pack.
fn letters_of_pack(road: &mut Road<'_>) -> Vec<Vec<u8>> {
    road.coordinator.open(&road.path("pack"));
    let pack = road.path("pack");
    road.coordinator.press(&pack, &[]);
    let mut zip = zip::ZipArchive::new(Cursor::new(road.take("zip"))).unwrap();
    (0..4)
        .map(|at| {
            let mut pdf = Vec::new();
            zip.by_index(at).unwrap().read_to_end(&mut pdf).unwrap();
            pdf
        })
        .collect()
}

fn kinds(world: &World) -> Vec<(String, String, bool)> {
    let rows = signatures::table.select((signatures::kind, signatures::name, signatures::on_behalf));
    world.floor.db.read(|conn| Ok(rows.load(conn)?)).unwrap()
}

fn as_pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

story!(a_drawn_signature_prints_as_a_figure_that_is_read_aloud, |world| {
    let mut road = Road::composed(world);
    let mut fields = road.shown();
    assert!(road.leader.seen.says("Draw it here"));
    fields.retain(|(name, _)| name != "signature");
    fields.push(("way".into(), "drawn".into()));
    road.press_sign(&fields);
    assert_eq!(road.leader.seen.status, 422);
    assert!(road.leader.seen.says("or choose to type your name"), "{}", road.leader.seen.text());
    fields.push(("drawn".into(), DRAWN.into()));
    road.press_sign(&fields);
    assert!(road.leader.seen.says("Signed. Thank you."), "{}", road.leader.seen.text());
    assert!(road.leader.seen.body.contains("M100 200L180 60"), "the page shows what was drawn");
    world.work();
    let pdf = lopdf::Document::load_mem(&letters_of_pack(&mut road)[0]).unwrap();
    let figures = pdf.objects.values().filter_map(|object| object.as_dict().ok());
    let figure =
        figures.into_iter().find(|element| element.get(b"S").is_ok_and(|role| role.as_name().unwrap() == b"Figure"));
    let alt = lopdf::decode_text_string(figure.unwrap().get(b"Alt").unwrap()).unwrap();
    assert!(alt.starts_with("Signature of "), "{alt}");
    let sealed: Option<Vec<u8>> =
        world.floor.db.read(|conn| Ok(signatures::table.select(signatures::sealed).first(conn)?)).unwrap();
    assert!(!sealed.unwrap().windows(3).any(|bytes| bytes == b"[[["), "what was drawn is sealed");
});

story!(a_picture_of_a_signature_prints_and_one_of_nothing_is_refused, |world| {
    let mut road = Road::composed(world);
    let mut fields = road.shown();
    fields.push(("way".into(), "uploaded".into()));
    let path = road.path("sign");
    road.leader.upload(&path, "holiday.png", b"not a picture", &as_pairs(&fields));
    assert_eq!(road.leader.seen.status, 422);
    assert!(road.leader.seen.says("not a PNG or JPEG"), "{}", road.leader.seen.text());
    assert_eq!(road.states(&road.treated), ["ready"; 4]);
    road.leader.upload(&path, "me.png", &picture(), &as_pairs(&fields));
    assert!(road.leader.seen.says("Signed. Thank you."), "{}", road.leader.seen.text());
    assert!(road.leader.seen.body.contains("data:image/png;base64,"));
    world.work();
    let pdf = lopdf::Document::load_mem(&letters_of_pack(&mut road)[0]).unwrap();
    let pictures = pdf.objects.values().filter_map(|object| object.as_stream().ok());
    let drawn =
        pictures.filter(|stream| stream.dict.get(b"Subtype").is_ok_and(|kind| kind.as_name().unwrap() == b"Image"));
    assert_eq!(drawn.count(), 1);
});

story!(a_deputy_signs_for_the_leader_and_nobody_else_does, |world| {
    let mut road = Road::composed(world);
    let fields = road.shown();
    let mut olwen = world.someone(OLWEN, &[Role::SeniorLeader]);
    let sign = road.path("sign");
    olwen.open(&sign);
    olwen.press(&sign, &as_pairs(&fields));
    assert_eq!(olwen.seen.status, 403, "{}", olwen.seen.text());
    assert!(olwen.seen.says("Dilys Rees"), "it says who signs");
    let pugh: String = world
        .floor
        .db
        .read(|conn| Ok(roster::table.filter(roster::staff_reference.eq("L2")).select(roster::id).first(conn)?))
        .unwrap();
    let deputy = road.path("deputy");
    road.leader.press(&deputy, &[("deputy", "somebody")]);
    assert_eq!(road.leader.seen.status, 422);
    road.leader.press(&deputy, &[("deputy", &pugh)]);
    assert!(road.leader.seen.says("Olwen Pugh may sign for Dilys Rees"), "{}", road.leader.seen.text());
    world.work();
    assert!(world.mail_to(OLWEN).text.contains("Dilys Rees asks you to sign in their place"));
    let link = olwen.link_in_mail(OLWEN);
    let mut by_link = world.nobody();
    by_link.open(&link);
    by_link.press(&link, &[]);
    assert_eq!(by_link.seen.path, sign);
    olwen.open(&sign);
    assert!(olwen.seen.says("You sign for Dilys Rees"));
    let mut fields = fields;
    fields.retain(|(name, _)| name != "signature");
    fields.push(("signature".into(), "O. Pugh".into()));
    olwen.press(&sign, &as_pairs(&fields));
    assert!(olwen.seen.says("Signed. Thank you."), "{}", olwen.seen.text());
    assert_eq!(kinds(world), [("typed".to_owned(), "O. Pugh".to_owned(), true)]);
    world.work();
    let pdf = lopdf::Document::load_mem(&letters_of_pack(&mut road)[0]).unwrap();
    let text = pdf.extract_text(&[1]).unwrap();
    assert!(text.contains("pp") && text.contains("O. Pugh") && text.contains("Dilys Rees"), "{text}");
});

story!(a_reprint_keeps_the_signature_and_both_files_are_known, |world| {
    let mut road = Road::signed_and_printed(world);
    let before = letters_of_pack(&mut road);
    let letter = road.treated[0].clone();
    let here = road.path(&format!("letters/{letter}"));
    let person = road.person(&letter);
    let lines = ["9 New Street".to_owned(), "Dudley".to_owned(), "DY1 1HF".to_owned()];
    let address = Address::parse(&lines).unwrap();
    world.floor.db.write(|conn| vault::put(conn, &world.floor, &person, &address)).unwrap();
    road.coordinator.open(&here);
    assert!(road.coordinator.seen.says("In a pack"), "{}", road.coordinator.seen.text());
    let again = format!("{here}/print-again");
    road.coordinator.press(&again, &[]);
    assert_eq!(road.coordinator.seen.status, 422, "it asks why");
    road.coordinator.press(&again, &[("reason", "She moved.")]);
    assert!(road.coordinator.seen.says("printed again"), "{}", road.coordinator.seen.text());
    world.work();
    assert_eq!(road.state(&letter), "printed");
    let made = letter_files::table.filter(letter_files::letter_id.eq(&letter)).count();
    assert_eq!(world.floor.db.read(|conn| Ok(made.get_result::<i64>(conn)?)).unwrap(), 2);
    assert_eq!(kinds(world).len(), 1, "nobody signed again");

    let mut told = 0;
    for pdf in &before {
        look_up(&mut road.leader, pdf);
        assert!(road.leader.seen.says("Yes, byte for byte."), "{}", road.leader.seen.text());
        told += usize::from(road.leader.seen.says("has been printed again since"));
    }
    assert_eq!(told, 1);
    let mut forged = before[0].clone();
    let at = forged.len() / 2;
    forged[at] ^= 1;
    look_up(&mut road.leader, &forged);
    assert!(road.leader.seen.says("No."), "{}", road.leader.seen.text());
    look_up(&mut road.leader, b"a letter, honestly");
    assert_eq!(road.leader.seen.status, 422);
});

fn look_up(someone: &mut Someone<'_>, pdf: &[u8]) {
    someone.open("/letters/verify");
    someone.upload("/letters/verify", "letter.pdf", pdf, &[]);
}

story!(a_held_letter_goes_back_to_the_manager_and_the_record_says_what_that_told, |world| {
    let mut road = Road::composed(world);
    let letter = road.treated[0].clone();
    road.shown();
    let hold = road.path(&format!("letters/{letter}/hold"));
    road.leader.press(&hold, &[(&format!("reason.{letter}"), "Not her doing.")]);
    assert!(world.mails().iter().all(|mail| !mail.text.contains("once more")), "the manager is not told of a hold");
    let back = road.path(&format!("letters/{letter}/give-back"));
    road.coordinator.open(&back);
    assert!(road.coordinator.seen.says("In a trial that is an unblinding"), "{}", road.coordinator.seen.text());
    assert!(road.coordinator.seen.says("Unit: person"), "{}", road.coordinator.seen.text());
    road.coordinator.press(&back, &[]);
    assert_eq!((road.coordinator.seen.status, road.state(&letter)), (422, "held".to_owned()));
    let csrf = csrf(&road.coordinator);
    road.coordinator.press(&back, &[("reason", "Only he knows what she did."), ("csrf", &csrf)]);
    assert_eq!(road.state(&letter), "lines");
    world.work();
    let told = uptake_events::table.filter(uptake_events::event.eq("trial.unblinded"));
    let told: Vec<String> = world.floor.db.read(|conn| Ok(told.select(uptake_events::person_id).load(conn)?)).unwrap();
    assert_eq!(told, [road.person(&letter)]);

    let mut musa = world.nobody();
    let link = musa.link_in_mail("musa@x.example");
    musa.open(&link);
    musa.press(&link, &[]);
    let (first, second) = (format!("first.{}", road.person(&letter)), format!("second.{}", road.person(&letter)));
    let page = road.path("lines");
    musa.press(
        &page,
        &[(&first, "You found the bus that got him to school."), (&second, "He has not missed a day since.")],
    );
    let words: String =
        world.floor.db.read(|conn| Ok(letters::table.find(&letter).select(letters::line_one).first(conn)?)).unwrap();
    assert_eq!(words, "You found the bus that got him to school.");
    road.compose();
    assert_eq!(road.states(&road.treated), ["ready"; 4]);
});
