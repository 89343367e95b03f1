//! Outcomes of a trial of people: an extract comes in under trial ids, all or nothing, and is told by arm to who may see the arms.

use chrono::TimeDelta;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    schema::{accounts, outcome_facts},
    trial::{
        allocation::{end, sight},
        outcomes::{erase_person, of_person},
        trial_ids,
        uptake::{event::Event, record::record_all},
    },
};

use crate::{
    story,
    surveys::{Study, answer_and_send},
    world::in_arm,
};

const HEADING: &str = "staff reference,authority,from,until,days lost,fte,left on\n";

/// By hand: of those allocated a letter every other one lost 1 day and the rest 3; of the others 3 and 5. The first two of these left.
fn extract(study: &Study<'_>) -> String {
    let (letter, comparison) = (in_arm(&study.whole, "letter"), in_arm(&study.whole, "comparison"));
    let row = |member: &hearten::trial::allocation::frame::Member| {
        let person = member.person_id.as_str();
        let (arm, more) = if letter.contains(&person) { (&letter, 0) } else { (&comparison, 2) };
        let at = arm.iter().position(|one| *one == person).unwrap();
        let left = if more == 2 && at < 2 { "2027-05-03" } else { "" };
        format!("{},Northmoor,2027-03-01,2027-05-31,{},1,{left}\n", member.reference, 1 + more + 2 * (at % 2))
    };
    HEADING.to_owned() + &study.whole.members.iter().map(row).collect::<String>()
}

fn give_sight(study: &Study<'_>) {
    let floor = &study.world.floor;
    let account = accounts::table.filter(accounts::email.eq("rhea@x.example")).select(accounts::id);
    let account: String = floor.db.read(|conn| Ok(account.first(conn)?)).unwrap();
    floor.db.write(|conn| sight::give(conn, floor, "lead", &study.trial.id, &account)).unwrap();
}

/// Three months on, with the researcher signed in afresh.
fn months_later(study: &mut Study<'_>) -> String {
    study.world.floor.clock.advance(TimeDelta::days(122));
    study.again();
    format!("/outcomes/{}", study.trial.id)
}

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

story!(an_outcome_is_told_by_arm_to_those_who_may_see_the_arms_and_to_nobody_else, |world| {
    let mut study = Study::on_footing(world, 40);
    let page = months_later(&mut study);
    study.researcher.open(&page);
    study.researcher.upload(&page, "extract.csv", extract(&study).as_bytes(), &[]);
    let letters: Vec<String> = in_arm(&study.whole, "letter").into_iter().take(10).map(str::to_owned).collect();
    let (now, trial) = (world.now(), study.trial.id.clone());
    world.floor.db.write(|conn| record_all(conn, now, Event::LetterPosted, &letters, &trial, "r1")).unwrap();

    study.researcher.open(&page);
    assert!(study.researcher.seen.says("They are told to those who may see the arms"));
    let told = format!("{page}/told");
    let refused = study.researcher.press(&told, &[("outcome", "absence")]).clone();
    assert!(refused.status == 403 && refused.says("to those who may see the arms"), "{}", refused.text());
    let untold = world.hearten(&["report", "outcomes", "--outcome", "absence"]);
    assert!(untold.code == 2 && untold.out.is_empty() && untold.err.contains("once it has ended"), "{untold:?}");
    assert_eq!(study.audited("outcomes.joined_to_arms"), 0);

    give_sight(&study);
    study.researcher.open(&page);
    let empty = study.researcher.press(&told, &[("outcome", ""), ("from", "soon")]).clone();
    assert!(empty.status == 422 && empty.says("Choose an outcome") && empty.says("Give a day"), "{}", empty.text());
    let text = study.researcher.press(&told, &[("outcome", "absence")]).text();
    // By hand: SD of ten 1s and ten 3s is the root of 20/19; error the root of 2 × 20/19/20; t of 38 is 2.0244.
    for row in [
        "comparison 20 20 100.0% 4.00 1.03 0.0%",
        "letter 20 20 100.0% 2.00 1.03 50.0%",
        "Difference, intention to treat people, Welch’s t -2.00 -2.66 -1.34",
        "Standardised difference Cohen’s d -1.95",
        "Difference in compliance those with data 50.0%",
        "letter less comparison, with data: 20 of 20 in letter, 20 of 20 in comparison",
        "rows from 1 March 2027 on",
    ] {
        assert!(text.contains(row), "{row}: {text}");
    }
    assert!(text.contains("CACE people, Welch’s t -4.00"), "{text}");
    assert!(!text.contains('*') && !text.contains("significant"), "{text}");
    let left = study.researcher.press(&told, &[("outcome", "turnover")]).text();
    assert!(left.contains("comparison 20 20 100.0% 0.100"), "{left}");
    assert_eq!(study.audited("outcomes.joined_to_arms"), 2);
    let none = study.researcher.press(&told, &[("outcome", "absence"), ("from", "2027-03-02")]).clone();
    assert!(none.status == 409 && none.says("Nothing of this kind is on record for these days"), "{}", none.text());
    study.researcher.open(&page);
    assert!(study.researcher.seen.links(&format!("{page}/extracts/")).is_empty(), "it was used");
    let extract: String = world
        .floor
        .db
        .read(|conn| {
            Ok(hearten::schema::outcome_extracts::table.select(hearten::schema::outcome_extracts::id).first(conn)?)
        })
        .unwrap();
    assert_eq!(study.researcher.press(&format!("{page}/extracts/{extract}/take-back"), &[]).status, 409);
    in_files(&mut study, &told);
});

/// The same figures in a file and at the command line, in the same bytes each time.
fn in_files(study: &mut Study<'_>, told: &str) {
    let world = study.world;
    let asked = [("outcome", "absence"), ("go", "csv")];
    study.researcher.open(told.trim_end_matches("/told"));
    let file = study.researcher.press(told, &asked).body.clone();
    let line = "\"absence\",\"letter\",\"comparison\",\"difference\",\"people, Welch’s t\",-2.000000,-2.656";
    assert!(file.contains(line) && file.contains(",20,20,20,20\n"), "{file}");
    let words = ["report", "outcomes", "--outcome", "absence", "--as", "rhea@x.example", "--format"];
    let said = |format: &str| world.hearten(&[&words[..], &[format]].concat());
    assert_eq!(said("csv").out, file, "{}", said("csv").err);
    assert_eq!(said("json"), said("json"));
    let json: serde_json::Value = serde_json::from_str(&said("json").out).unwrap();
    assert_eq!(json["comparisons"][0]["figures"]["cace"]["effect"]["value"].as_f64(), Some(-4.0));
    assert!(said("table").out.contains("Standardised difference"), "{}", said("table").out);
    for member in &study.whole.members {
        assert!(!said("json").out.contains(&member.person_id) && !file.contains(&member.reference));
    }
    let unknown = world.hearten(&["report", "outcomes", "--outcome", "mood"]);
    assert!(unknown.code == 2 && unknown.err.contains("absence-rate, turnover"), "{unknown:?}");
    world.floor.db.write(|conn| end::end(conn, &world.floor, "second", &study.trial.id, "It is over")).unwrap();
    let ended = world.hearten(&["report", "outcomes", "--outcome", "absence", "--format", "csv"]);
    assert_eq!(ended.out, file);
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
    assert_eq!(run(&[path]).out, "40 new, 0 known already\n");
    assert_eq!(run(&[path]).out, "0 new, 40 known already\n");
    let broken = world.dir().join("broken.csv");
    std::fs::write(&broken, past.replacen("2026-05-31,1,1", "2026-05-31,1,7", 1)).unwrap();
    let refused = run(&[broken.to_str().unwrap()]);
    assert!(refused.code == 2 && refused.err.contains("fte: FTE is more than 0"), "{refused:?}");
    assert!(refused.err.contains("row ") && refused.err.contains("nothing was saved"), "{refused:?}");
    let id: String = world
        .floor
        .db
        .read(|conn| {
            Ok(hearten::schema::outcome_extracts::table.select(hearten::schema::outcome_extracts::id).first(conn)?)
        })
        .unwrap();
    assert_eq!(run(&["--take-back", &id]).out, "taken back: 40 rows\n");
    assert_eq!(world.count("outcome_facts"), 0);
    assert_eq!(run(&["--take-back", &id]).code, 2);
});

story!(a_scale_of_a_survey_is_an_outcome_too, |world| {
    let mut study = Study::on_footing(world, 40);
    let here = study.launched("endline", "named", &["ons4"]);
    for (arm, low) in [("letter", 6), ("comparison", 4)] {
        for (at, person) in in_arm(&study.whole, arm).into_iter().take(12).enumerate() {
            let score = (low + 2 * (at % 2)).to_string();
            answer_and_send(world, &study.link(&here, person), &[&score, "5", "5", "5"]);
        }
    }
    study.go_to(3, 22);
    study.again();
    give_sight(&study);
    let page = format!("/outcomes/{}", study.trial.id);
    study.researcher.open(&page);
    assert!(study.researcher.seen.says("Life satisfaction"), "{}", study.researcher.seen.text());
    let asked = [("outcome", "survey:endline:ons4.satisfaction")];
    let text = study.researcher.press(&format!("{page}/told"), &asked).text();
    assert!(text.contains("letter 20 12 60.0% 7.00 1.04 0.0%"), "{text}");
    assert!(text.contains("Difference, intention to treat people, Welch’s t 2.00"), "{text}");
    assert!(text.contains("none: the intervention came to no more people"), "{text}");
    study.researcher.open(&page);
    let wrong = study.researcher.press(&format!("{page}/told"), &[("outcome", "survey:endline:mood")]).clone();
    assert!(wrong.status == 422 && wrong.says("Name one scale of this survey"), "{}", wrong.text());
});
