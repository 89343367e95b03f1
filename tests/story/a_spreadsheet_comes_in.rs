//! People come in from a spreadsheet: after the footing is on record, after a look, and all of them or none.

use hearten::{
    floor::{audit, web::Role},
    trial::roster::people,
};

use crate::{story, world::Someone, world::World};

pub const HEADING: &str = "Staff Reference,given-name,family_name,Work E-mail,role,team,manager's reference,authority,address line 1,\
                       address line 2,postcode,do not post\n";
pub const GOOD: &str = "M1,Musa,Khan,musa@x.example,team manager,North,,Exampleshire,,,,\n\
                    W1,Siân,Ŵyn,,social worker,North,M1,Exampleshire,1 High Street,Dudley,dy11hf,\n";

pub fn record_the_footing(lead: &mut Someone<'_>) {
    lead.open("/governance");
    let statement = [
        ("lawful_basis", "public task"),
        ("article_9_condition", "none: no health data"),
        ("dpia_reference", "DPIA 7"),
        ("privacy_notice", "On the intranet"),
        ("notice_given_on", "2027-02-01"),
    ];
    lead.press("/governance", &statement);
    assert!(lead.seen.says("Recorded."), "{}", lead.seen.text());
}

/// How many are on the roster, and how many acts on record.
fn counts(world: &World) -> (usize, i64) {
    world.floor.db.read(|conn| Ok((people::count(conn)?, audit::verify(conn)?.unwrap()))).unwrap()
}

story!(nobody_comes_in_before_the_footing_is_on_record, |world| {
    let mut lead = world.someone("lead@x.example", &[Role::ProgrammeLead]);
    lead.open("/people/import");
    assert!(lead.seen.says("First, the footing"));
    lead.upload("/people/import", "people.csv", (HEADING.to_owned() + GOOD).as_bytes(), &[]);
    assert_eq!((lead.seen.status, counts(world).0), (422, 0));
    lead.open("/governance");
    lead.press("/governance", &[("lawful_basis", "consent"), ("dpia_reference", "DPIA 7")]);
    assert_eq!(lead.seen.status, 422);
    assert_eq!(lead.seen.field("dpia_reference").as_deref(), Some("DPIA 7"), "what was typed is kept");
    record_the_footing(&mut lead);
});

story!(a_good_file_is_looked_at_and_then_comes_in, |world| {
    let mut lead = world.someone("lead@x.example", &[Role::ProgrammeLead]);
    record_the_footing(&mut lead);
    lead.open("/people/import");
    lead.upload("/people/import", "people.csv", (HEADING.to_owned() + GOOD).as_bytes(), &[]);
    assert!(lead.seen.says("2 to be added") && lead.seen.says("Siân Ŵyn"), "{}", lead.seen.text());
    assert!(!lead.seen.says("High Street"), "a preview shows no address");
    assert_eq!(counts(world).0, 0);
    let confirm = lead.seen.links("/people/import/").into_iter().find(|link| link.ends_with("/confirm")).unwrap();
    lead.press(&confirm, &[]);
    assert!(lead.seen.says("2 added") && lead.seen.says("Ŵyn, Siân"), "{}", lead.seen.text());
    let once = counts(world);
    lead.press(&confirm, &[]);
    assert!(lead.seen.says("confirmed already"), "{}", lead.seen.text());
    assert_eq!(counts(world), once, "a double click is harmless");
    lead.open("/people");
    let person = lead.seen.links("/people/0").into_iter().next_back().unwrap();
    lead.open(&person);
    assert!(lead.seen.says("In the vault") && !lead.seen.says("High Street"), "{}", lead.seen.text());
    lead.open("/people");
    lead.press("/people.csv", &[]);
    assert!(lead.seen.body.contains("W1,Siân") && !lead.seen.body.contains("High Street"));
    let mut manager = world.nobody();
    manager.sign_in("musa@x.example");
    assert_eq!(manager.open("/people").status, 403);
});

story!(a_bad_file_is_told_by_row_and_reason_and_saves_nothing, |world| {
    let mut lead = world.someone("lead@x.example", &[Role::ProgrammeLead]);
    record_the_footing(&mut lead);
    let good = HEADING.to_owned() + GOOD;
    let eight = "\"1\n2\n3\n4\n5\n6\"";
    let table: [(Vec<u8>, &str); 8] = [
        (good.replace("family_name", "famly").into_bytes(), "There is no column 'family name'"),
        (good.replace("dy11hf", "DY1").into_bytes(), "'DY1' is not a UK postcode"),
        (good.replace("1 High Street", eight).into_bytes(), "The address has 8 lines"),
        ((good.clone() + &GOOD.replace("Siân", "Ann")).into_bytes(), "has the same staff reference"),
        (good.replace("North,M1", "North,M9").into_bytes(), "neither in the file nor on record"),
        (Vec::new(), "The file is empty"),
        (b"%PDF-1.7".to_vec(), "The file is a PDF"),
        (good.replace("social worker", "wizard").into_bytes(), "This is not a role"),
    ];
    let before = counts(world);
    for (file, says) in table {
        lead.open("/people/import");
        lead.upload("/people/import", "people.csv", &file, &[]);
        assert_eq!(lead.seen.status, 422, "{says}");
        assert!(lead.seen.says(says), "{says}: {}", lead.seen.text());
    }
    assert_eq!(counts(world), before);
});

story!(how_the_file_was_saved_does_not_matter, |world| {
    let mut lead = world.someone("lead@x.example", &[Role::ProgrammeLead]);
    record_the_footing(&mut lead);
    let good = HEADING.to_owned() + GOOD;
    let windows = encoding_rs::WINDOWS_1252.encode(&good.replace('Ŵ', "W")).0.into_owned();
    let table: [(Vec<u8>, &str); 4] = [
        (windows, "read as Windows-1252"),
        (format!("\u{feff}{good}").into_bytes(), "2 to be added"),
        (good.replace(',', ";").into_bytes(), "2 to be added"),
        (good.replace("1 High Street", "\"Flat 1\n1 High Street\"").into_bytes(), "2 to be added"),
    ];
    for (file, says) in table {
        lead.open("/people/import");
        lead.upload("/people/import", "people.csv", &file, &[]);
        assert!(lead.seen.says(says), "{says}: {}", lead.seen.text());
        let discard = lead.seen.links("/people/import/").into_iter().find(|link| link.ends_with("/discard")).unwrap();
        lead.press(&discard, &[]);
        assert!(lead.seen.says("Nothing was changed"));
    }
    assert_eq!(counts(world).0, 0);
});
