//! Printed letters go into a pack, the pack to the print room, and the letters into the post.

use std::{fs, io::Read, path::Path};

use chrono::TimeDelta;
use diesel::{QueryDsl, RunQueryDsl};
use hearten::{
    interventions::letters::take_pack::export_pack,
    schema::addresses,
    trial::roster::{address::Address, people, vault},
};

use crate::{
    road::{Road, csrf},
    story,
};

/// Every file below a folder that holds these bytes.
fn holding(dir: &Path, bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, bytes));
        } else if fs::read(&path).unwrap().windows(bytes.len()).any(|window| window == bytes) {
            found.push(path.to_string_lossy().into_owned());
        }
    }
    found
}

story!(the_pack_holds_the_letters_of_those_who_receive_each_on_an_odd_page, |world| {
    let mut road = Road::signed_and_printed(world);
    road.coordinator.open(&road.path("pack"));
    let pack = road.path("pack");
    road.coordinator.press(&pack, &[]);
    assert!(road.coordinator.seen.says("Pack of 4 letters"), "{}", road.coordinator.seen.text());
    assert_eq!(road.states(&road.treated), ["packed"; 4]);

    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(road.take("zip"))).unwrap();
    assert_eq!(zip.len(), 4 + 2, "four letters, the list, and all in one");
    let mut bound = Vec::new();
    zip.by_name("letters.pdf").unwrap().read_to_end(&mut bound).unwrap();
    assert_eq!(bound, road.take("pdf"));
    let bound = lopdf::Document::load_mem(&bound).unwrap();
    assert_eq!(bound.get_pages().len(), 7);
    let mut names: Vec<String> = road
        .treated
        .iter()
        .map(|letter| {
            let person = road.person(letter);
            world.floor.db.read(|conn| people::person(conn, &person)).unwrap().names.full()
        })
        .collect();
    names.sort_by_key(|name| name.split(' ').next_back().unwrap().to_lowercase());
    for (at, name) in (0..).zip(&names) {
        let text = bound.extract_text(&[2 * at + 1]).unwrap();
        assert!(text.contains(name.as_str()), "{name} is not on page {}: {text}", 2 * at + 1);
    }
    let manifest = String::from_utf8(road.take("manifest")).unwrap();
    assert_eq!(manifest.lines().count(), 5);
    assert!(!manifest.contains("High Street"));

    let out = world.dir().join("out");
    assert_eq!(export_pack(&world.floor, &road.id, &out, "ann", "for the printer").unwrap(), 4);
    assert_eq!(fs::read_dir(&out).unwrap().count(), 4);
    assert!(fs::read_dir(&out).unwrap().all(|file| fs::read(file.unwrap().path()).unwrap().starts_with(b"%PDF-1.7")));
});

story!(a_posted_pack_is_on_the_record, |world| {
    let mut road = Road::signed_and_printed(world);
    let pack = road.path("pack");
    road.coordinator.open(&pack);
    road.coordinator.press(&pack, &[]);
    let links = road.coordinator.seen.links("/letters/packs/");
    let check = links.iter().find(|link| link.ends_with("/posted/check")).unwrap().clone();
    road.coordinator.press(&check, &[("posted_on", "2027-04-01")]);
    assert_eq!(road.coordinator.seen.status, 422, "a day to come is no day of posting");
    road.coordinator.press(&check, &[("posted_on", "2027-03-01")]);
    assert!(road.coordinator.seen.says("Mark 4 letters as posted?"), "{}", road.coordinator.seen.text());
    road.coordinator.press(check.trim_end_matches("/check"), &[("posted_on", "2027-03-01")]);
    assert!(road.coordinator.seen.says("4 letters are in the post"), "{}", road.coordinator.seen.text());
    assert!(road.coordinator.seen.says("12 April 2027"), "42 days of returns");
    assert_eq!(road.states(&road.treated), ["posted"; 4]);
    road.coordinator.press(check.trim_end_matches("/check"), &[("posted_on", "2027-03-01")]);
    assert_eq!(road.coordinator.seen.status, 409);
});

story!(a_letter_that_came_back_stays_posted_and_its_address_is_bad, |world| {
    let mut road = Road::signed_and_printed(world);
    let pack = road.path("pack");
    road.coordinator.open(&pack);
    road.coordinator.press(&pack, &[]);
    let links = road.coordinator.seen.links("/letters/packs/");
    let posted = links.iter().find_map(|link| link.strip_suffix("/check")).unwrap().to_owned();
    road.coordinator.press(&posted, &[("posted_on", "2027-03-01")]);
    road.coordinator.open(&pack);
    let (returned, letter) = (posted.replace("/posted", "/returned"), road.treated[0].clone());
    let back = [("letter", &*letter), ("why", "gone_away"), ("returned_on", "2027-03-01")];
    road.coordinator.press(&returned, &[("letter", &letter), ("why", "ate it"), ("returned_on", "2027-02-01")]);
    assert_eq!(road.coordinator.seen.status, 422, "{}", road.coordinator.seen.text());
    road.coordinator.press(&returned, &back);
    assert!(road.coordinator.seen.says("Gone away, 1 March 2027"), "{}", road.coordinator.seen.text());
    assert_eq!(road.state(&letter), "posted");
    let person = road.person(&letter);
    assert!(world.floor.db.read(|conn| vault::is_bad(conn, &person)).unwrap());
    road.coordinator.press(&returned, &back);
    assert_eq!(road.coordinator.seen.status, 409);
});

story!(no_file_of_the_house_holds_an_address_in_the_clear, |world| {
    let mut road = Road::signed_and_printed(world);
    let pack = road.path("pack");
    road.coordinator.open(&pack);
    road.coordinator.press(&pack, &[]);
    assert!(holding(world.dir(), b"High Street").is_empty());
    assert!(holding(world.dir(), b"%PDF").is_empty(), "letters lie sealed");
    assert!(!holding(world.dir(), b"letters.print").is_empty() || !world.on_sqlite(), "the search finds what is there");
});

story!(addresses_and_files_are_erased_when_the_time_for_returns_is_over, |world| {
    let mut road = Road::signed_and_printed(world);
    let (pack, held) = (road.path("pack"), road.treated[0].clone());
    road.coordinator.open(&road.path("sign"));
    let fields = [(&*format!("reason.{held}"), "They asked us not to."), ("csrf", &csrf(&road.coordinator))];
    road.coordinator.press(&road.path(&format!("letters/{held}/withdraw")), &fields);
    road.coordinator.open(&pack);
    road.coordinator.press(&pack, &[]);
    let links = road.coordinator.seen.links("/letters/packs/");
    let posted = links.iter().find_map(|link| link.strip_suffix("/check")).unwrap().to_owned();
    road.coordinator.press(&posted, &[("posted_on", "2027-03-01")]);
    world.work();
    let sealed = || -> Vec<Vec<u8>> {
        world.floor.db.read(|conn| Ok(addresses::table.select(addresses::sealed).load(conn)?)).unwrap()
    };
    let before = sealed();
    assert_eq!(before.len(), 8);
    assert!(
        !world.on_sqlite() || before.iter().all(|blob| !holding(world.dir(), blob).is_empty()),
        "the search finds them"
    );
    world.pass(TimeDelta::days(41));
    assert_eq!(sealed().len(), 8, "not a day too soon");
    world.pass(TimeDelta::days(1));
    assert!(sealed().is_empty(), "nor a day too late");
    for blob in &before {
        assert!(holding(world.dir(), blob).is_empty(), "an address lies in a file of the house, sealed as it is");
    }
    let (person, new) = (road.person(&held), Address::parse(["2 New Road", "DY1 1HF"]).unwrap());
    world.floor.db.write(|conn| vault::put(conn, &world.floor, &person, &new)).unwrap();
    world.pass(TimeDelta::days(1));
    assert_eq!(sealed().len(), 1, "an address that came in since is for another round");
    let files = |dir: &str| fs::read_dir(world.dir().join("files").join(dir)).map_or(0, Iterator::count);
    assert_eq!((files(&format!("letters/{}", road.id)), files(&format!("packs/{}", road.id))), (0, 0));
});
