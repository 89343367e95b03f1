//! An extract of absence and turnover comes in under trial ids, all or nothing, by the page and from the command line.

use diesel::{QueryDsl, RunQueryDsl};
use hearten::{
    schema::outcome_facts,
    trial::{
        outcomes::{erase_person, of_person},
        trial_ids,
    },
};

use crate::{
    extracts::{HEADING, extract, months_later, the_one},
    story,
    surveys::Study,
};

story!(an_extract_comes_in_all_or_nothing_under_trial_ids_and_is_taken_back_until_it_is_used, |world| {
    let mut study = Study::new(world, 40);
    let page = months_later(&mut study);
    let file = extract(&study);
    study.researcher.open(&format!("/trials/{}", study.trial.id));
    assert_eq!(study.researcher.seen.links(&page).len(), 1);
    let bring = |study: &mut Study<'_>, file: &str, fields: &[(&str, &str)]| {
        study.researcher.open(&page);
        study.researcher.upload(&page, "extract.csv", file.as_bytes(), fields).clone()
    };
    let facts = || world.count("outcome_facts");
    let refused = bring(&mut study, &file, &[]);
    assert!(refused.status == 422 && refused.says("First record a condition of Article 9"), "{}", refused.text());
    study.footing();
    let wrong = file.replacen("2027-05-31,1,1", "2027-05-31,many,1", 1).replacen("2027-05-31,3,1", "2027-02-01,3,1", 1);
    let refused = bring(&mut study, &wrong, &[]);
    assert_eq!((refused.status, facts()), (422, 0), "{}", refused.text());
    for words in ["Nothing was saved", "many", "This is no number", "This ends before it starts"] {
        assert!(refused.says(words), "{words}: {}", refused.text());
    }
    let file = file + "W9999,Northmoor,2027-03-01,2027-05-31,2,1,\n";
    let checked = bring(&mut study, &file, &[("check", "yes")]);
    assert!(checked.says("Nothing was saved") && checked.says("80 new"), "{}", checked.text());
    assert_eq!(facts(), 0);
    let brought = bring(&mut study, &file, &[]);
    assert!(brought.says("80 new, 0 known already, 1 person who is not on the list passed over"), "{}", brought.text());
    assert_eq!((facts(), world.count("trial_ids"), study.audited("outcomes.brought")), (80, 40, 1));
    let again = bring(&mut study, &file, &[]);
    assert!(again.says("0 new, 80 known already"), "{}", again.text());
    assert_eq!((facts(), world.count("outcome_extracts")), (80, 1));
    let other = bring(&mut study, &file.replace("2027-05-31,3,1", "2027-05-30,3,1"), &[]);
    assert!(other.status == 422 && other.says("came in before, with other figures"), "{}", other.text());
    let stranger = format!("{HEADING}W9999,Northmoor,2027-03-01,2027-05-31,2,1,\n");
    assert!(bring(&mut study, &stranger, &[]).says("Nobody in this file is on the trial’s list"));
    beside_no_name(&study);
    study.researcher.open(&page);
    let take_back = study.researcher.seen.links(&format!("{page}/extracts/")).remove(0);
    study.researcher.press(&take_back, &[]);
    assert!(study.researcher.seen.says("The extract is taken back: 80 rows"), "{}", study.researcher.seen.text());
    assert_eq!((facts(), study.audited("outcomes.taken_back")), (0, 1));
    assert!(bring(&mut study, &file, &[]).says("80 new"));
    let (who, floor) = (&study.people()[0], &world.floor);
    let held = || floor.db.read(|conn| of_person::of_person(conn, floor, who)).unwrap();
    assert_eq!((held()[0].trial.as_str(), held()[0].facts.len()), ("Spring letters", 2));
    let erase = |conn: &mut _| {
        erase_person::erase(conn, who)?;
        trial_ids::erase(conn, who)
    };
    floor.db.write(erase).unwrap();
    assert!(held().is_empty() && facts() == 78 && world.count("trial_ids") == 39);
});

/// What is stored says neither who, nor what, nor when.
fn beside_no_name(study: &Study<'_>) {
    let rows: Vec<(String, String, Vec<u8>)> = study
        .world
        .floor
        .db
        .read(|conn| {
            let columns = (outcome_facts::id, outcome_facts::called, outcome_facts::sealed);
            Ok(outcome_facts::table.select(columns).load(conn)?)
        })
        .unwrap();
    for (id, called, sealed) in rows {
        let told = format!("{id} {called} {}", String::from_utf8_lossy(&sealed));
        assert!(!told.contains("2027-0") && !told.contains("absence"), "{told}");
        for member in &study.whole.members {
            assert!(!told.contains(&member.person_id), "{told}");
        }
    }
}

story!(an_extract_comes_in_from_the_command_line, |world| {
    let study = Study::on_footing(world, 20);
    let file = world.dir().join("extract.csv");
    // The command has the machine's clock, which is before the trial.
    let past =
        extract(&study).replace("2027-03-01,2027-05-31", "2026-03-01,2026-05-31").replace("2027-05-03", "2026-05-03");
    std::fs::write(&file, &past).unwrap();
    let path = file.to_str().unwrap();
    let run = |words: &[&str]| world.hearten(&[&["import", "outcomes", "--trial", "Spring letters"], words].concat());
    let checked = run(&[path, "--check"]);
    assert!(checked.code == 0 && checked.out.contains("nothing wrong: 40 new") && world.count("outcome_facts") == 0);
    let brought = run(&[path]).out;
    let id = the_one(world);
    let outside = "40 of the new outside the days that count (from 1 March 2027) and so in no figure";
    assert_eq!(brought, format!("40 new, 0 known already, {outside}\nto take it back: --take-back {id}\n"));
    assert_eq!(run(&[path]).out, "0 new, 40 known already\n");
    let broken = world.dir().join("broken.csv");
    std::fs::write(&broken, past.replacen("2026-05-31,1,1", "2026-05-31,1,7", 1)).unwrap();
    let refused = run(&[broken.to_str().unwrap()]);
    assert!(refused.code == 2 && refused.err.contains("fte: FTE is more than 0"), "{refused:?}");
    assert!(refused.err.contains("row ") && refused.err.contains("nothing was saved"), "{refused:?}");
    assert_eq!(run(&["--take-back", &id]).out, "taken back: 40 rows\n");
    assert_eq!(world.count("outcome_facts"), 0);
    assert_eq!(run(&["--take-back", &id]).code, 2);
});
