//! People come in from a workbook of any kind as they do from text; and a file that is not right says how to mend it.

use hearten::{floor::web::Role, trial::roster::people};

use crate::{
    a_spreadsheet_comes_in::{GOOD, HEADING, record_the_footing},
    books::{cells, compound, ods, ods_of, record, rows, xls, xls_of, xlsx, xlsx_of, zip},
    story,
    world::{Someone, World},
};

fn good() -> String {
    HEADING.to_owned() + GOOD
}

fn count(world: &World) -> usize {
    world.floor.db.read(people::count).unwrap()
}

/// Sends a file under a name that says nothing of what it is.
fn send(lead: &mut Someone<'_>, file: &[u8]) {
    lead.open("/people/import");
    lead.upload("/people/import", "people", file, &[]);
}

pub fn link(lead: &Someone<'_>, end: &str) -> String {
    let links = lead.seen.links("/people/import");
    links.into_iter().find(|link| link.ends_with(end)).unwrap_or_else(|| panic!("no {end}: {}", lead.seen.text()))
}

story!(every_kind_of_file_comes_in_with_the_same_result, |world| {
    let mut lead = world.someone("lead@x.example", &[Role::ProgrammeLead]);
    record_the_footing(&mut lead);
    let staff = rows(&good());
    send(&mut lead, &xlsx(&staff));
    assert!(lead.seen.says("2 to be added"), "{}", lead.seen.text());
    lead.press(&link(&lead, "/confirm"), &[]);
    assert_eq!(count(world), 2, "{}", lead.seen.text());
    let tabs = good().replace(',', "\t").into_bytes();
    for file in [xls(&staff), ods(&staff), good().into_bytes(), tabs] {
        send(&mut lead, &file);
        assert!(lead.seen.says("0 to be added") && lead.seen.says("2 as before"), "{}", lead.seen.text());
        lead.press(&link(&lead, "/discard"), &[]);
    }
});

story!(a_workbook_that_is_not_right_says_how_to_mend_it_and_saves_nothing, |world| {
    let mut lead = world.someone("lead@x.example", &[Role::ProgrammeLead]);
    record_the_footing(&mut lead);
    let formula = cells(&rows(&good())).replace("<is><t>Siân</t></is>", "<f>A1</f><v>Siân</v>");
    let title = cells(&rows("Our staff\nin two rows\n"));
    let staff = cells(&rows(&good()));
    let blank = vec![b' '; 20 << 20];
    let table: [(Vec<u8>, &str); 8] = [
        (xlsx_of(&[("Staff", "", &formula)], &[]), "B3 holds a formula"),
        (xlsx_of(&[("Title", "", &title), ("Staff", "", &staff)], &[]), "'Title' was read"),
        (xlsx_of(&[("Staff", "", &staff)], &[("xl/media/a.bin", &blank)]), "unpacks to far more"),
        (compound(&[("EncryptedPackage", b"x")]), "locked with a password"),
        (xls_of(&record(0x2f, &[0; 6]), &[]), "locked with a password"),
        (ods_of("", "<manifest:encryption-data/>"), "locked with a password"),
        (zip(&[("word/document.xml", b"<a/>")]), "The file is a Word document"),
        (vec![b'a'; (32 << 20) + 1], "larger than 32 MB"),
    ];
    for (file, says) in table {
        send(&mut lead, &file);
        assert_eq!(lead.seen.status, 422, "{says}");
        assert!(lead.seen.says(says), "{says}: {}", lead.seen.text());
    }
    assert_eq!(count(world), 0);
    lead.open("/people/import");
    assert!(lead.seen.says("up to 32 MB"), "{}", lead.seen.text());
});
