//! The rules themselves, each a sentence that a broken one gives back.

use std::path::Path;

use crate::{
    owners::OWNERS,
    reading::{Reading, read},
};

/// The floor's own files that speak SQL without being called a store.
const SQL_ON_THE_FLOOR: &[&str] =
    &["src/floor/audit.rs", "src/floor/db/", "src/floor/error.rs", "src/floor/schedule.rs"];

/// What a type may take from diesel anywhere, to say that it is read or written as a row.
const OF_A_ROW: &[&str] = &["AsChangeset", "Identifiable", "Insertable", "QueryResult", "Queryable", "Selectable"];

/// Files past 250 lines, each with its reason.
const LONG: &[(&str, &str)] = &[
    ("src/app.rs", "every route, every kind of job and every schedule, in one place"),
    ("src/schema.rs", "every table of the house, in one place"),
    ("src/demo/letters.rs", "one round, from its first press to its last"),
    ("src/floor/mail/tests.rs", "one ending of a mail after another"),
    ("src/floor/pdf/bind.rs", "one file format, written from its first byte to its last"),
    ("tests/browser/browser.rs", "everything that somebody does at a browser"),
    ("src/trial/roster/address.rs", "the address rules, and nothing else, in one pure file"),
    ("src/trial/roster/check/tests.rs", "one bad file after another"),
    ("src/trial/surveys/score/tests.rs", "one instrument after another, each worked by hand"),
    ("tests/story/answers_scored_by_hand.rs", "one instrument after another, each worked by hand"),
    ("src/trial/roster/import/tests.rs", "one life of a draft after another"),
];

/// Everything that is wrong with a file, a sentence each.
pub fn offences(file: &str, text: &str) -> Vec<String> {
    let reading = read(file, text);
    let mut faults = Vec::new();
    if let Some(module) = file.strip_prefix("src/") {
        let room = room(module);
        let paths = || reading.paths.iter();
        faults.extend(paths().chain(&reading.test_paths).filter_map(|path| arrow(&room, path)));
        faults.extend(paths().filter_map(|path| table(&room, path)));
        if !may_speak_sql(file) && paths().any(|path| is_sql(path)) {
            faults.push("SQL stands in a store, so that 'where?' has one answer".into());
        }
    }
    faults.extend(names(file, &reading));
    faults.extend(tests(&reading));
    if reading.lines > 250 && !LONG.iter().any(|(long, _)| *long == file) {
        faults.push(format!("{} lines: split it by act, or give its reason in tests/rooms/rules.rs", reading.lines));
    }
    faults.into_iter().map(|fault| format!("{file}: {fault}")).collect()
}

/// `floor`, `trial::roster`, `interventions::letters`, `app`, `commands`, …
fn room(module: &str) -> String {
    let mut parts = module.trim_end_matches(".rs").split('/');
    let storey = parts.next().unwrap_or_default();
    match (storey, parts.next()) {
        ("trial" | "interventions", Some(room)) if room != "mod" => format!("{storey}::{room}"),
        _ => storey.to_owned(),
    }
}

fn arrow(room: &str, path: &str) -> Option<String> {
    let used = path.strip_prefix("crate::")?;
    let target = used.split("::").next()?;
    let slice = used.strip_prefix("interventions::").and_then(|rest| rest.split("::").next());
    let fine = match room.split("::").next()? {
        "app" | "commands" | "demo" | "lib" | "main" => true,
        "floor" => matches!(target, "floor" | "schema"),
        "trial" => matches!(target, "floor" | "schema" | "trial"),
        "interventions" => {
            matches!(target, "floor" | "schema" | "trial")
                || slice.is_some_and(|slice| room.ends_with(&format!("::{slice}")))
        }
        _ => false,
    };
    (!fine).then(|| format!("{room} uses {path}, which is above it or beside it"))
}

fn table(room: &str, path: &str) -> Option<String> {
    let table = path.strip_prefix("crate::schema::")?.split("::").next()?;
    if table == "*" {
        return Some("name each table that is used, so that it can be seen whose it is".into());
    }
    let (owner, _) = OWNERS.iter().find(|(_, tables)| tables.contains(&table))?;
    (*owner != room).then(|| format!("{room} reads {table}, which is {owner}'s to tell"))
}

fn may_speak_sql(file: &str) -> bool {
    let store = file.ends_with("/store.rs") || file.contains("/store/");
    store || file == "src/schema.rs" || SQL_ON_THE_FLOOR.iter().any(|start| file.starts_with(start))
}

fn is_sql(path: &str) -> bool {
    path.starts_with("diesel") && !path.rsplit("::").next().is_some_and(|last| OF_A_ROW.contains(&last))
}

/// Names that say nothing of what a thing is for.
fn names(file: &str, reading: &Reading) -> Vec<String> {
    let parts = Path::new(file).with_extension("");
    let files = parts.iter().map(|part| ("file".to_owned(), part.to_string_lossy().into_owned()));
    let given = files.chain(reading.given.iter().cloned());
    given
        .filter(|(kind, name)| is_empty_name(kind, name))
        .map(|(kind, name)| format!("{kind} {name} says nothing of its purpose"))
        .collect()
}

fn is_empty_name(kind: &str, name: &str) -> bool {
    const EMPTY: [&str; 7] = ["common", "helper", "helpers", "misc", "util", "utilities", "utils"];
    match kind {
        "file" | "mod" => EMPTY.contains(&name),
        "fn" => name.starts_with("handle_") || name.starts_with("process_"),
        // A team manager is somebody; a manager of anything else is a word for nothing.
        _ => name != "TeamManager" && ["Manager", "Helper", "Util", "Utils"].iter().any(|end| name.ends_with(end)),
    }
}

fn tests(reading: &Reading) -> Vec<String> {
    let short =
        |name: &&String| name.split("::").flat_map(|part| part.split('_')).count() < 3 || name.starts_with("test_");
    let mut faults: Vec<String> =
        reading.tests.iter().filter(short).map(|name| format!("the test {name} is not a sentence")).collect();
    if reading.bare_ignore {
        faults.push("a test that is left out says why: #[ignore = \"needs …\"]".into());
    }
    faults
}
