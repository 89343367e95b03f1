//! What a report says it says again, to the byte, from the same data; what is weak is called so where it is read; and whoever has
//! answered a survey is told whom they can talk to.

use hearten::trial::uptake::{event::Event, record::record_all};

use crate::{
    extracts::{extract, give_sight, months_later},
    no_arm_shows::on_both_engines,
    story,
    surveys::{Study, answer, answer_and_send},
    world::{Engine, World, in_arm},
};

/// Letters came to so many of those who were allocated one, and an extract of absence came in.
fn lived(world: &World, letters: usize) -> (Study<'_>, String) {
    let mut study = Study::on_footing(world, 40);
    let page = months_later(&mut study);
    study.researcher.open(&page);
    let file = extract(&study);
    study.researcher.upload(&page, "extract.csv", file.as_bytes(), &[]);
    assert!(study.researcher.seen.says("The extract is on record"), "{}", study.researcher.seen.text());
    let letters: Vec<String> = in_arm(&study.whole, "letter").into_iter().take(letters).map(str::to_owned).collect();
    let (now, trial) = (world.now(), study.trial.id.clone());
    world.floor.db.write(|conn| record_all(conn, now, Event::LetterPosted, &letters, &trial, "r1")).unwrap();
    give_sight(&study);
    (study, page)
}

story!(every_report_is_the_same_bytes_when_it_is_asked_for_again, |world| {
    let (mut study, page) = lived(world, 10);
    let reports: [(&[&str], &[&str]); 5] = [
        (&["dose"], &["table", "csv", "json"]),
        (&["description"], &["table", "csv", "json"]),
        (&["outcomes", "--outcome", "absence", "--why", "To look"], &["table", "csv", "json"]),
        (&["uptake"], &["table", "csv", "json", "svg"]),
        (&["flow"], &["table", "csv", "json", "svg"]),
    ];
    for (what, formats) in reports {
        for format in formats {
            let words = [&["report"], what, &["--as", "rhea@x.example", "--format", *format]].concat();
            let first = world.hearten(&words);
            assert!(first.code == 0 && !first.out.is_empty(), "{words:?}: {}", first.err);
            assert_eq!(world.hearten(&words), first, "{words:?}");
        }
    }
    // From the pages too, in another hour.
    let trial = study.trial.id.clone();
    let files = ["delivery/dose.csv", "delivery/dose.json", "delivery/description.csv", "delivery/description.json"];
    let mut paths: Vec<String> = files.map(|file| format!("/trials/{trial}/{file}")).to_vec();
    paths.extend(["uptake.json", "uptake.svg", "flow.json", "flow.svg"].map(|file| format!("/uptake/{trial}/{file}")));
    let mut taken = || {
        let mut taken: Vec<Vec<u8>> = paths.iter().map(|path| study.researcher.open(path).bytes.clone()).collect();
        for go in ["csv", "json"] {
            study.researcher.open(&page);
            let asked = [("outcome", "absence"), ("go", go), ("why", "To look")];
            taken.push(study.researcher.press(&format!("{page}/told"), &asked).bytes.clone());
            assert_eq!(study.researcher.seen.status, 200, "{}", study.researcher.seen.text());
        }
        taken
    };
    let first = taken();
    world.floor.clock.advance(chrono::TimeDelta::minutes(20));
    let again = taken();
    for (at, (one, other)) in first.iter().zip(&again).enumerate() {
        let name = paths.get(at).map_or("outcomes", String::as_str);
        assert!(one == other, "{name}: {}\nand {}", String::from_utf8_lossy(one), String::from_utf8_lossy(other));
    }
});

/// What the page says of absence by arm.
fn told(study: &mut Study<'_>, page: &str) -> String {
    study.researcher.open(page);
    study.researcher.press(&format!("{page}/told"), &[("outcome", "absence"), ("why", "To look")]).text()
}

const WARNS: &str = "Where compliance differs by less than 10 in a hundred, CACE multiplies the difference";

story!(an_effect_on_those_it_came_to_is_warned_of_where_it_came_to_few, |world| {
    // One letter of twenty is 5 in a hundred.
    let (mut study, page) = lived(world, 1);
    let text = told(&mut study, &page);
    assert!(text.contains("Difference in compliance those with data 5.0%") && text.contains(WARNS), "{text}");
    assert!(text.contains("CACE, weak: see below"), "{text}");
    let said = |format| {
        let outcome = ["report", "outcomes", "--outcome", "absence", "--why", "To look"];
        world.hearten(&[&outcome[..], &["--as", "rhea@x.example", "--format", format]].concat())
    };
    let table = said("table").out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(table.contains(WARNS), "{table}");
    let json: serde_json::Value = serde_json::from_str(&said("json").out).unwrap();
    assert_eq!(json["comparisons"][0]["figures"]["cace"]["weak"].as_bool(), Some(true), "{json}");
    // Two of twenty are 10 in a hundred, and that is said without.
    let letters: Vec<String> = in_arm(&study.whole, "letter").into_iter().skip(1).take(1).map(str::to_owned).collect();
    let (now, trial) = (world.now(), study.trial.id.clone());
    world.floor.db.write(|conn| record_all(conn, now, Event::LetterPosted, &letters, &trial, "r2")).unwrap();
    let text = told(&mut study, &page);
    assert!(text.contains("Difference in compliance those with data 10.0%") && !text.contains(WARNS), "{text}");
    assert!(!said("table").out.contains("CACE multiplies"), "{}", said("table").out);
});

on_both_engines!(whoever_has_answered_is_told_whom_they_can_talk_to, crate::said_again::tell_sources);

fn tell_sources(engine: Engine) {
    World::tell_with_wording(engine, |world| {
        let mut study = Study::on_footing(world, 6);
        let here = study.launched("baseline", "named", &["ons4"]);
        let link = study.link(&here, &study.people()[0]);
        let mut person = world.nobody();
        person.open(&link);
        assert!(!person.seen.says("Staff counselling"), "not before: {}", person.seen.text());
        answer(&mut person, &link, &["5"; 4]);
        person.press(&link, &[("at", "4"), ("go", "send")]);
        for says in
            ["Your answers are sent", "If something stays with you", "Staff counselling 01234 567890", "NHS 111"]
        {
            assert!(person.seen.says(says), "{says}: {}", person.seen.text());
        }
    });
    // A site that has set nobody still tells of those who are there for all.
    World::tell(engine, |world| {
        let mut study = Study::on_footing(world, 6);
        let here = study.launched("baseline", "named", &["ons4"]);
        let (link, mut person) = (study.link(&here, &study.people()[0]), world.nobody());
        answer_and_send(world, &link, &["5"; 4]);
        person.open(&link);
        assert!(person.seen.says("NHS 111") && !person.seen.says("Staff counselling"), "{}", person.seen.text());
    });
}
