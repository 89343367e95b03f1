//! Each file about a trial that somebody takes, and each look beside its arms, is on record: who, what, and why where that was asked.

use chrono::TimeDelta;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{floor::audit, schema::audits};

use crate::{
    every_route::fingerprint,
    extracts::{extract, give_sight},
    story,
    surveys::{Study, id_of},
};

/// What is on record of files and looks: who, and what with why, oldest first.
fn on_record(study: &Study<'_>) -> Vec<(String, String)> {
    let acts = ["trial.file_taken", "trial.arms_looked_at"];
    let rows = audits::table.filter(audits::subject.eq(&study.trial.id)).filter(audits::act.eq_any(acts));
    let rows = rows.order(audits::seq).select((audits::actor, audits::detail));
    study.world.floor.db.read(|conn| Ok(rows.load(conn)?)).unwrap()
}

fn newest(study: &Study<'_>) -> (String, String) {
    on_record(study).pop().unwrap()
}

story!(a_file_of_counts_is_on_record_each_time_and_is_the_same_again, |world| {
    let mut study = Study::on_footing(world, 40);
    let (id, rhea) = (study.trial.id.clone(), id_of(world, "rhea@x.example"));
    let files = ["uptake.csv", "uptake.json", "uptake.svg", "flow.csv", "flow.json", "flow.svg"];
    let of_uptake = files.map(|name| (format!("/uptake/{id}/{name}"), name));
    let of_delivery = ["dose.csv", "dose.json", "description.csv", "description.json"];
    let of_delivery = of_delivery.map(|name| (format!("/trials/{id}/delivery/{name}"), name));
    let of_all = ["uptake.csv", "uptake.json", "uptake.svg"].map(|name| (format!("/{name}"), name));
    for (path, name) in of_uptake.into_iter().chain(of_delivery).chain(of_all) {
        let before = on_record(&study).len();
        let once = study.researcher.open(&path).clone();
        assert_eq!((once.status, &study.researcher.open(&path).bytes), (200, &once.bytes), "{path}");
        let row = (rhea.clone(), format!("{name}; no reason was asked"));
        assert_eq!(on_record(&study)[before..], [row.clone(), row], "{path}");
    }
    let rows = on_record(&study).len();
    for path in [format!("/uptake/{id}/uptake.txt"), format!("/trials/{id}/delivery/all.csv"), "/uptake.txt".into()] {
        assert_eq!(study.researcher.open(&path).status, 404);
    }
    for page in [format!("/uptake/{id}/flow"), format!("/trials/{id}/delivery"), format!("/trials/{id}/spill-over")] {
        assert_eq!(study.researcher.open(&page).status, 200, "no arm is told there");
    }
    assert_eq!(on_record(&study).len(), rows);
    study.researcher.open(&format!("/trials/{id}"));
    assert!(study.researcher.seen.says("took a file"), "{}", study.researcher.seen.text());
    assert!(world.floor.db.read(audit::verify).unwrap().is_ok());
});

story!(taking_a_file_writes_that_it_was_taken_and_nothing_else, |world| {
    let mut study = Study::on_footing(world, 40);
    let path = format!("/uptake/{}/uptake.csv", study.trial.id);
    study.researcher.open("/");
    let mut watch = world.floor.db.conn().unwrap();
    let mut expected = fingerprint(&mut watch);
    assert_eq!(study.researcher.open(&path).status, 200);
    expected[0] += 1;
    // On SQLite the last is the engine's own word that somebody wrote.
    let tables = expected.len() - usize::from(world.on_sqlite());
    assert_eq!(fingerprint(&mut watch)[..tables], expected[..tables], "the first is the audit log");
});

story!(a_look_beside_the_arms_is_on_record_once_a_day_with_the_reason_that_was_given, |world| {
    let mut study = Study::on_footing(world, 40);
    let id = study.trial.id.clone();
    give_sight(&study);
    let pages = [
        (format!("/uptake/{id}"), "uptake"),
        (format!("/uptake/{id}/flow"), "the flow of participants"),
        (format!("/trials/{id}/delivery"), "what was delivered"),
        (format!("/trials/{id}/spill-over"), "spill-over"),
    ];
    for (page, what) in &pages {
        let before = on_record(&study).len();
        study.researcher.open(page);
        assert_eq!(study.researcher.open(page).status, 200);
        assert_eq!(on_record(&study).len(), before + 1, "{what}");
        assert_eq!(newest(&study).1, format!("{what}; no reason was asked"));
    }
    study.researcher.open("/uptake");
    assert_eq!(newest(&study).1, "spill-over; no reason was asked", "the uptake of this trial was looked at that day");
    for (path, name) in [
        (format!("/uptake/{id}/uptake.csv"), "uptake.csv"),
        (format!("/uptake/{id}/flow.csv"), "flow.csv"),
        (format!("/trials/{id}/delivery/dose.csv"), "dose.csv"),
        ("/uptake.csv".to_owned(), "uptake.csv"),
    ] {
        study.researcher.open(&path);
        assert_eq!(newest(&study).1, format!("{name}, with the arms; no reason was asked"));
    }
    // Whoever said that day why they look at the arms is taken at their word for the rest of it.
    world.floor.clock.advance(TimeDelta::days(122));
    study.again();
    let outcomes = format!("/outcomes/{id}");
    study.researcher.open(&outcomes);
    study.researcher.upload(&outcomes, "extract.csv", extract(&study).as_bytes(), &[]);
    study.researcher.open(&outcomes);
    let asked = [("outcome", "absence"), ("why", "The main  analysis")];
    assert_eq!(study.researcher.press(&format!("{outcomes}/told"), &asked).status, 200);
    study.researcher.open(&format!("/uptake/{id}/flow.csv"));
    assert_eq!(newest(&study).1, "flow.csv, with the arms; The main analysis");
    study.researcher.open(&pages[1].0);
    assert_eq!(newest(&study).1, "the flow of participants; The main analysis");
    world.floor.clock.advance(TimeDelta::days(1));
    study.again();
    study.researcher.open(&outcomes);
    assert_eq!(
        study.researcher.press(&format!("{outcomes}/told"), &[("outcome", "absence")]).status,
        422,
        "the day after"
    );
    assert!(study.researcher.seen.says("Say in a few words why you look at the arms"));
});

story!(a_report_at_the_command_line_is_on_record_where_it_goes_into_a_file_or_tells_arms, |world| {
    let study = Study::on_footing(world, 40);
    let report = |what: &str, more: &[&str]| {
        let said = world.hearten(&[&["report", what], more].concat());
        assert_eq!(said.code, 0, "{what} {more:?}: {}", said.err);
        said.out
    };
    let whats = ["uptake", "flow", "dose", "description"];
    whats.iter().for_each(|what| drop(report(what, &[])));
    assert_eq!(on_record(&study), [], "counts that are read on a terminal");
    for what in whats {
        assert_eq!(report(what, &["--format", "csv"]), report(what, &["--format", "csv"]));
        assert_eq!(newest(&study), ("command line".to_owned(), format!("{what}.csv; no reason was asked")));
    }
    assert_eq!(on_record(&study).len(), 8);
    give_sight(&study);
    let rhea = id_of(world, "rhea@x.example");
    report("uptake", &["--as", "rhea@x.example"]);
    assert_eq!(newest(&study), (rhea.clone(), "uptake; no reason was asked".to_owned()));
    report("flow", &["--as", "rhea@x.example"]);
    assert_eq!(newest(&study), (rhea.clone(), "the flow of participants; no reason was asked".to_owned()));
    report("dose", &["--as", "rhea@x.example", "--format", "json"]);
    assert_eq!(newest(&study), (rhea, "dose.json, with the arms; no reason was asked".to_owned()));
    assert_eq!(world.hearten(&["verify"]).code, 0);
});
