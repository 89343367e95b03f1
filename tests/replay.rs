//! The first trials at their own sizes: `hearten demo` plays them, and its reports hold what was allocated, who was served, that every
//! box of the flow conserves, and the funnel beside the figures that the first trial gave, each on its own denominator.
#![expect(clippy::unwrap_used, reason = "a replay that cannot be played fails")]

use std::{
    collections::BTreeMap,
    path::Path,
    process::{Command, Stdio},
};

use serde_json::Value;

/// Figure, what the first trial gave, and what it is a share of. From the spring webinar of What Works for Children's Social Care, 2021;
/// how many were assigned to treatment was not given, so that no share is made of another.
const FIRST_TRIAL: [(&str, &str, &str); 4] = [
    ("started", "20% in the first trial", "allocated_to_goals"),
    ("finished", "under 2% in the first trial", "allocated_to_goals"),
    ("recalled", "one third in the first trial", "answered_and_allocated_to_goals"),
    ("recalled_diary", "10% in the first trial", "answered_and_allocated_to_goals"),
];

const LETTERS: &str = "Letters of thanks";
const GOALS: &str = "Half an hour for you";
const TOKENS: &str = "A warm cup";
/// The demo's programme lead.
const LEAD: &str = "ngozi.bright@programme.example";

#[test]
fn the_first_trials_are_played_at_their_sizes_and_every_figure_stands_on_its_own_denominator() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("demo");
    let mut demo = Command::new(env!("CARGO_BIN_EXE_hearten"));
    demo.args(["demo", "--no-serve", "--dir"]).arg(&dir).stdout(Stdio::null());
    assert!(demo.status().unwrap().success());
    for trial in [LETTERS, TOKENS] {
        let mut gives = hearten(&dir);
        gives.args(["allocate", "give-sight", "--trial", trial, "--to", LEAD]);
        assert!(gives.output().unwrap().status.success(), "whoever sees the arms sees all of the flow");
    }

    let letters = counts(&dir, LETTERS, "person");
    assert_eq!(letters["in_trial"], 391);
    assert_eq!(letters["comparison_letters"], 0, "nobody of the other arm was sent one");
    flow_conserves(&dir, LETTERS, 391);

    let goals = counts(&dir, GOALS, "team");
    assert_eq!(goals["in_trial"], 1_315);
    flow_conserves(&dir, GOALS, 1_315);
    stands_beside_the_first(&dir, &goals);

    let tokens = counts(&dir, TOKENS, "site");
    assert_eq!((tokens["in_trial"], tokens["allocated"], tokens["people_in_trial"]), (13, 7, 380));
    flow_conserves(&dir, TOKENS, 380);
}

/// The counts of a report whose sums all add up, among them that nobody of another arm was served.
fn counts(dir: &Path, trial: &str, unit: &str) -> BTreeMap<String, u64> {
    let report = report(dir, &["uptake", "--trial", trial, "--format", "json"]);
    assert_eq!(report["adds_up"], Value::Bool(true), "{trial}: {}", report["checks"]);
    assert_eq!(report["unit"], unit, "{trial}");
    let says = if trial == LETTERS { "no control has a letter" } else { "of another arm" };
    assert!(report["checks"].to_string().contains(says), "{trial}: {}", report["checks"]);
    let counts = report["counts"].as_object().unwrap().iter();
    counts.map(|(measure, count)| (measure.clone(), count.as_u64().unwrap())).collect()
}

/// Each box holds what goes into it, by people and by units.
fn flow_conserves(dir: &Path, trial: &str, people: u64) {
    let flow = report(dir, &["flow", "--trial", trial, "--format", "json"]);
    assert_eq!(flow["randomised"]["people"], people, "{trial}");
    let of_arms =
        |what: &str| flow["arms"].as_array().unwrap().iter().map(|arm| arm[what].as_u64().unwrap()).sum::<u64>();
    assert_eq!(of_arms("people"), people, "{trial}");
    assert_eq!(of_arms("units"), flow["randomised"]["units"].as_u64().unwrap(), "{trial}");
    for arm in flow["arms"].as_array().unwrap() {
        let inside = &arm["inside"];
        let number = |what: &str| inside[what].as_u64().unwrap();
        let of = |count: &Value, what: &str| count[what].as_u64().unwrap();
        let not: u64 = inside["not_received"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
        assert_eq!(of(&inside["received"], "people") + not, arm["people"].as_u64().unwrap(), "{trial}: {arm}");
        let followed = of(&inside["followed_up"], "people");
        assert_eq!(followed + number("lost") + number("withdrawn"), arm["people"].as_u64().unwrap());
        for one in inside["outcomes"].as_array().unwrap() {
            for what in ["people", "units"] {
                let whole = of(&one["analysed"], what) + of(&one["no_data"], what);
                assert_eq!(whole, arm[what].as_u64().unwrap(), "{trial}, {what}: {arm}");
            }
        }
    }
}

/// Shares of those allocated and shares of those who answered stand apart, and none is a share of a share.
fn stands_beside_the_first(dir: &Path, counts: &BTreeMap<String, u64>) {
    let told = text(dir, &["uptake", "--trial", GOALS]);
    let file = text(dir, &["uptake", "--trial", GOALS, "--format", "csv"]);
    let mut lines = csv::Reader::from_reader(file.as_bytes());
    let rows: Vec<csv::StringRecord> = lines.records().map(Result::unwrap).collect();
    let row = |measure: &str| rows.iter().find(|row| &row[0] == measure).unwrap();
    for (measure, first, of) in FIRST_TRIAL {
        assert!(told.contains(first), "{measure}: {told}");
        let row = row(measure);
        assert_eq!(&row[3], of, "{measure}");
        let (count, whole): (f64, f64) = (row[2].parse().unwrap(), row[4].parse().unwrap());
        assert_eq!(row[5], format!("{:.4}", count / whole), "{measure}");
        assert_eq!(row[2], counts[measure].to_string());
    }
    let wholes = |measure: &str| row(measure)[4].parse::<u64>().unwrap();
    assert_eq!(wholes("started"), wholes("finished"), "finishing is no share of starting");
    assert_eq!(wholes("started"), counts["allocated"]);
    assert!(wholes("recalled") < counts["recall_answered"], "those of the arm who answered");
}

fn report(dir: &Path, words: &[&str]) -> Value {
    serde_json::from_str(&text(dir, words)).unwrap()
}

fn text(dir: &Path, words: &[&str]) -> String {
    let said = hearten(dir).arg("report").args(words).args(["--as", LEAD]).output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    String::from_utf8(said.stdout).unwrap()
}

fn hearten(dir: &Path) -> Command {
    let mut hearten = Command::new(env!("CARGO_BIN_EXE_hearten"));
    hearten.current_dir(dir);
    hearten
}
