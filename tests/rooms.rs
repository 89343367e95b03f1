//! Holds the arrows of the house: who may use whom, whose tables are whose, where SQL may stand, and how things are
//! named. Read ARCHITECTURE.md for what the rooms are.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a file that cannot be read fails the test")]

#[path = "rooms/owners.rs"]
mod owners;
#[path = "rooms/reading.rs"]
mod reading;
#[path = "rooms/rules.rs"]
mod rules;
#[path = "rooms/words.rs"]
mod words;

use std::{collections::BTreeSet, fs, path::Path};

use owners::OWNERS;
use rules::offences;

/// Every Rust file of the house and of its tests, by its path from the repository's root.
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join("src"), root.join("tests")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_file_keeps_the_rules_of_the_house() {
    let files = files();
    assert!(files.iter().any(|(name, _)| name == "src/interventions/letters/mod.rs"), "the house was not found");
    let faults: Vec<String> = files.iter().flat_map(|(name, text)| offences(name, text)).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_table_has_one_owner() {
    let schema = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/schema.rs")).unwrap();
    let tables: BTreeSet<&str> =
        schema.split("table! {").skip(1).map(|rest| rest.trim_start().split([' ', '(']).next().unwrap()).collect();
    assert!(tables.len() > 3, "the tables were not found");
    let owned: Vec<&str> = OWNERS.iter().flat_map(|(_, owned)| owned.iter().copied()).collect();
    assert_eq!(owned.len(), owned.iter().collect::<BTreeSet<_>>().len(), "two rooms own one table");
    assert_eq!(tables, owned.into_iter().collect(), "left: src/schema.rs; right: OWNERS in tests/rooms/owners.rs");
}

/// Each rule, broken on purpose, so that a rule which has stopped looking is found out.
#[test]
fn each_rule_catches_a_planted_breach() {
    let breaches = [
        ("src/floor/jobs/claim.rs", "use crate::trial::roster;", "floor uses crate::trial::roster"),
        ("src/floor/web/page.rs", "fn f() { crate::app::routes(); }", "floor uses crate::app::routes"),
        ("src/trial/uptake/funnel.rs", "use crate::interventions::letters::Letter;", "trial::uptake uses"),
        ("src/trial/uptake/funnel.rs", "use super::super::super::interventions::letters;", "trial::uptake uses"),
        ("src/interventions/goals/ask.rs", "use crate::interventions::{goals, letters::store};", "goals uses"),
        ("src/interventions/goals/ask.rs", "use super::super::letters::Letter;", "goals uses"),
        (
            "src/interventions/goals/ask.rs",
            "use crate::interventions as i; fn f() { i::letters::sign(); }",
            "goals uses",
        ),
        ("src/interventions/goals/ask.rs", "fn f() { log!(crate::interventions::letters::sign()); }", "goals uses"),
        ("src/interventions/letters/sign.rs", "use crate::commands::demo;", "letters uses crate::commands::demo"),
        ("src/interventions/goals/store.rs", "use crate::schema::{letters};", "goals reads letters"),
        (
            "src/interventions/goals/store.rs",
            "use crate::schema; fn f() { schema::letters::table; }",
            "goals reads letters",
        ),
        ("src/interventions/goals/store.rs", "use crate::schema::*;", "name each table"),
        ("src/interventions/letters/sign.rs", "use diesel::prelude::*;", "SQL stands in a store"),
        ("src/trial/roster/move.rs", "#[cfg(test)] mod tests { use crate::app; }", "trial::roster uses crate::app"),
        ("src/commands/report.rs", "use diesel::RunQueryDsl;", "SQL stands in a store"),
        ("src/floor/util.rs", "", "says nothing"),
        ("tests/story/helpers.rs", "", "says nothing"),
        ("src/floor/jobs/mod.rs", "pub struct JobManager;", "says nothing"),
        ("src/floor/jobs/mod.rs", "fn handle_job() {}", "says nothing"),
        ("src/floor/jobs/mod.rs", "#[cfg(test)] mod tests { #[test] fn claim() {} }", "not a sentence"),
        ("tests/story/sign.rs", "story!(signing, |world| {});", "not a sentence"),
        ("tests/story/sign.rs", "#[ignore]\n#[test]\nfn a_leader_signs_a_batch() {}", "says why"),
    ];
    for (name, text, words) in breaches {
        let found = offences(name, text);
        assert!(found.iter().any(|fault| fault.contains(words)), "{name}: {text}\nfound {found:?}");
    }
    let long = "fn a() {}\n".repeat(251);
    assert!(offences("src/floor/jobs/mod.rs", &long)[0].contains("251 lines"));
}

#[test]
fn what_the_house_allows_is_not_called_a_breach() {
    let fine = [
        ("src/app.rs", "use crate::interventions::letters;"),
        ("src/demo/stage.rs", "use crate::{interventions::letters, trial::roster};"),
        ("src/trial/roster/governance.rs", "#[derive(diesel::Queryable, diesel::Insertable)] struct Recorded;"),
        ("src/trial/roster/import/tests.rs", "use crate::schema::accounts; use diesel::QueryDsl;"),
        ("src/trial/uptake/funnel.rs", "use crate::{floor::clock::Moment, trial::allocation};"),
        (
            "src/interventions/letters/store.rs",
            "use crate::{schema::letters, trial::roster::Person}; use diesel::QueryDsl;",
        ),
        ("src/interventions/letters/store/rounds.rs", "use super::super::round::Round; use diesel::QueryDsl;"),
        ("src/interventions/letters/sign.rs", "// use diesel::prelude::*;\nconst HELP: &str = \"crate::app::routes\";"),
        ("src/floor/db/mod.rs", "use diesel::r2d2::ConnectionManager; pub struct Db;"),
        (
            "src/trial/roster/people.rs",
            "enum Role { TeamManager } struct TeamManager; #[test] fn a_name_is_kept_whole() {}",
        ),
    ];
    for (name, text) in fine {
        assert_eq!(offences(name, text), Vec::<String>::new(), "{name}: {text}");
    }
}
