//! `hearten rehearse`: a whole calendar on made-up staff, over both changes of the clock and over Easter.
#![expect(clippy::unwrap_used, reason = "a rehearsal that cannot be played fails")]

use std::{fs, path::Path, process::Command};

use serde_json::Value;

/// Whoever delivers is told exact counts.
const COORDINATOR: &str = "tom.ashby@programme.example";
/// Enough for teams in both arms, and few enough for a build that is not made for speed.
const PEOPLE: &str = "160";

#[test]
fn both_changes_of_the_clock_are_rehearsed_and_every_output_agrees_with_the_report() {
    let folder = tempfile::tempdir().unwrap();
    for start in ["2027-03-08", "2027-10-04"] {
        let dir = folder.path().join(start);
        let mut hearten = Command::new(env!("CARGO_BIN_EXE_hearten"));
        let played =
            hearten.args(["rehearse", "--people", PEOPLE, "--start", start, "--dir"]).arg(&dir).output().unwrap();
        assert!(played.status.success(), "{}", String::from_utf8_lossy(&played.stderr));
        let report = report(&dir);
        let kept: Value = serde_json::from_slice(&fs::read(dir.join("report/uptake.json")).unwrap()).unwrap();
        assert_eq!(kept, report, "{start}");
        assert_eq!(report["adds_up"], Value::Bool(true), "{start}: {}", report["checks"]);
        assert_eq!(report["counts"]["in_trial"], 160);
        assert!(report["note"].as_str().unwrap().contains("made up"));
        for figure in [
            "agreed",
            "in_diary",
            "accepted",
            "first_step",
            "started",
            "moved",
            "skipped",
            "recalled",
            "delivered",
            "on_paper",
        ] {
            assert!(report["counts"][figure].as_u64().unwrap() > 0, "{start}: nobody {figure}");
        }
        for file in ["uptake.txt", "uptake.csv", "uptake.svg"] {
            assert!(dir.join("report").join(file).metadata().unwrap().len() > 100, "{start}: {file}");
        }
        assert!(fs::read_dir(dir.join("mail")).unwrap().count() > 500, "{start}: every mail lies there");
    }
}

#[test]
fn the_same_seed_rehearses_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let reports = ["one", "two"].map(|name| {
        let dir = folder.path().join(name);
        let mut hearten = Command::new(env!("CARGO_BIN_EXE_hearten"));
        let played =
            hearten.args(["rehearse", "--people", "100", "--start", "2027-10-04", "--dir"]).arg(&dir).output().unwrap();
        assert!(played.status.success(), "{}", String::from_utf8_lossy(&played.stderr));
        fs::read_to_string(dir.join("report/uptake.csv")).unwrap()
    });
    assert_eq!(reports[0], reports[1]);
}

fn report(dir: &Path) -> Value {
    let mut hearten = Command::new(env!("CARGO_BIN_EXE_hearten"));
    let said =
        hearten.args(["report", "uptake", "--as", COORDINATOR, "--format", "json"]).current_dir(dir).output().unwrap();
    serde_json::from_slice(&said.stdout).unwrap()
}
