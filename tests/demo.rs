//! `hearten demo`, as somebody new plays it: twice, and the same letters come out to the byte, to the treated arm alone.
#![expect(clippy::unwrap_used, reason = "a demo that cannot be played fails")]

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Child, Command, Stdio},
};

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    floor::db::Db,
    schema::{allocated_units, allocation_lists, arms, letters, trials},
};
use serde_json::Value;

#[test]
fn the_demo_played_twice_gives_the_same_letters_to_the_treated_arm_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    let playing = [play(&one), play(&two)];
    for child in playing {
        let played = child.wait_with_output().unwrap();
        assert!(played.status.success(), "{}", String::from_utf8_lossy(&played.stderr));
    }
    let (first, second) = (pack(&one), pack(&two));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    assert!(first == second, "the same letters to the byte");
    adds_up(&one, first.len() as u64);
    let served = letters_of_the_treated_arm(&one);
    for name in first.keys() {
        assert!(served.iter().any(|id| name.ends_with(&format!("-{id}.pdf"))), "{name} is of the treated arm");
    }
}

#[test]
#[ignore = "needs qpdf, poppler and page-validation"]
fn every_letter_of_the_demo_passes_the_checkers() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("demo");
    assert!(play(&dir).wait().unwrap().success());
    let python = std::env::var("HEARTEN_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    for authority in fs::read_dir(dir.join("pack")).unwrap() {
        let checked =
            Command::new("tests/paper/check.sh").arg(authority.unwrap().path()).arg(&python).output().unwrap();
        assert!(
            checked.status.success(),
            "{}{}",
            String::from_utf8_lossy(&checked.stdout),
            String::from_utf8_lossy(&checked.stderr)
        );
    }
}

fn play(dir: &Path) -> Child {
    let mut hearten = Command::new(env!("CARGO_BIN_EXE_hearten"));
    hearten
        .args(["demo", "--no-serve", "--people", "120", "--dir"])
        .arg(dir)
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    hearten.spawn().unwrap()
}

/// Every file of the pack, by authority and name.
fn pack(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for authority in fs::read_dir(dir.join("pack")).unwrap() {
        let authority = authority.unwrap();
        for letter in fs::read_dir(authority.path()).unwrap() {
            let letter = letter.unwrap();
            let name = format!("{}/{}", authority.file_name().display(), letter.file_name().display());
            found.insert(name, fs::read(letter.path()).unwrap());
        }
    }
    found
}

/// What the report says of the demo, read in the demo's own folder.
fn adds_up(dir: &Path, in_pack: u64) {
    let mut hearten = Command::new(env!("CARGO_BIN_EXE_hearten"));
    let said = hearten
        .args(["report", "uptake", "--trial", "Letters of thanks", "--format", "json"])
        .args(["--as", "tom.ashby@programme.example"])
        .current_dir(dir)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&said.stdout).unwrap();
    let count = |measure: &str| report["counts"][measure].as_u64().unwrap();
    assert_eq!(count("in_trial"), 391);
    assert_eq!(
        count("asked"),
        count("gave") + count("fallback") + count("outstanding") + count("no_longer_asked"),
        "everybody asked about is in one place"
    );
    assert_eq!(
        count("allocated"),
        count("posted") + count("held") + count("withdrawn") + count("not_owed") + count("in_hand"),
        "everybody allocated to a letter is in one place"
    );
    assert_eq!(count("comparison_letters"), 0);
    assert_eq!(count("posted"), in_pack);
    assert_eq!(report["adds_up"], Value::Bool(true));
}

fn letters_of_the_treated_arm(dir: &Path) -> Vec<String> {
    let db = Db::open(&dir.join("hearten.sqlite3").to_string_lossy(), 1).unwrap();
    db.read(|conn| {
        let live = allocation_lists::table.inner_join(trials::table).filter(allocation_lists::mode.eq("live"));
        let live = live.filter(trials::name.eq("Letters of thanks"));
        let list: String = live.select(allocation_lists::id).get_result(conn)?;
        let served = allocated_units::table
            .inner_join(arms::table)
            .filter(allocated_units::list_id.eq(list))
            .filter(arms::gets.ne(""))
            .select(allocated_units::unit_id);
        let people: Vec<String> = served.load(conn)?;
        Ok(letters::table.filter(letters::person_id.eq_any(people)).select(letters::id).load(conn)?)
    })
    .unwrap()
}
