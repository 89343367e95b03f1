//! `hearten import people`: what is wrong is told by row, with exit code 2 and the database as it was.

use std::{
    path::Path,
    process::{Command, Output},
    sync::{Arc, Mutex},
};

use hearten::{
    floor::{
        Floor, audit,
        clock::Clock,
        config::Settings,
        db::{Db, migrate},
        files::Files,
        ids::Ids,
        mail::Tray,
        seal::Secrets,
        web::Templates,
    },
    trial::roster::{
        governance::{Statement, Typed, record},
        made_up::{Plan, spreadsheet},
        people,
    },
};

const HEADING: &str = "staff reference,given name,family name,work e-mail,role,team,manager's reference,authority,\
                       address line 1,address line 2,postcode,do-not-post\n";
const GOOD: &str = "M1,Musa,Khan,musa@x.example,team manager,North,,Exampleshire,,,,\n\
                    W1,Siân,Ŵyn,,social worker,North,M1,Exampleshire,1 High Street,Dudley,dy11hf,\n";

/// A folder to work in, with a database and keys.
struct Desk {
    dir: tempfile::TempDir,
    floor: Floor,
}

impl Desk {
    fn lay() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let keys = format!("[secrets]\nserver_key = \"{}\"\nvault_keys = [\"{}\"]\n", "07".repeat(32), "08".repeat(32));
        std::fs::write(dir.path().join("hearten.toml"), &keys).unwrap();
        let clock = Clock::machine();
        let floor = Floor {
            db: Db::open(&dir.path().join("hearten.sqlite3").to_string_lossy(), 2).unwrap(),
            ids: Ids::from_chance(clock.clone()),
            clock,
            secrets: Secrets::new([7; 32], &[[8; 32]]),
            files: Files::folder(&dir.path().join("files")).unwrap(),
            tray: Tray::Memory(Arc::new(Mutex::new(Vec::new()))),
            templates: Templates::load().unwrap(),
            settings: Arc::new(Settings::with(&keys).unwrap()),
            demo: false,
        };
        migrate::up(&floor.db).unwrap();
        Self { dir, floor }
    }

    fn governed(self) -> Self {
        let typed = Typed {
            lawful_basis: "public task",
            article_9_condition: "none: no health data",
            dpia_reference: "DPIA 7",
            privacy_notice: "On the intranet",
            notice_given_on: "2020-02-01",
        };
        let statement = Statement::parse(typed, self.floor.clock.today()).unwrap();
        self.floor.db.write(|conn| record(conn, &self.floor, "ann", statement)).unwrap();
        self
    }

    fn import(&self, file: &[u8], words: &[&str]) -> (i32, String) {
        let path = self.dir.path().join("people.csv");
        std::fs::write(&path, file).unwrap();
        let out = hearten(self.dir.path(), &[&["import", "people", "people.csv"], words].concat());
        (out.status.code().unwrap(), String::from_utf8_lossy(&out.stdout).into_owned())
    }

    fn counts(&self) -> (usize, i64) {
        self.floor.db.read(|conn| Ok((people::count(conn)?, audit::verify(conn)?.unwrap()))).unwrap()
    }
}

fn hearten(dir: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hearten")).args(words).current_dir(dir).output().unwrap()
}

#[test]
fn every_bad_file_ends_in_2_with_its_row_and_reason_and_saves_nothing() {
    let desk = Desk::lay().governed();
    let good = HEADING.to_owned() + GOOD;
    let table: [(Vec<u8>, &str); 9] = [
        (good.replace("family name", "famly name").into_bytes(), "There is no column 'family name'."),
        (good.replace("dy11hf", "DY1").into_bytes(), "row 3, postcode: “DY1” 'DY1' is not a UK postcode."),
        (good.replace("1 High Street", "\"1\n2\n3\n4\n5\n6\"").into_bytes(), "row 3: The address has 8 lines"),
        (
            (good.clone() + "M1,Ann,Lee,,team manager,North,,Exampleshire,,,,\n").into_bytes(),
            "row 4, staff reference: “M1” Row 2",
        ),
        (good.replace("North,M1", "North,M9").into_bytes(), "row 3, manager's reference: “M9”"),
        (Vec::new(), "The file is empty."),
        (b"\xef\xbb\xbf\n".to_vec(), "The file is empty."),
        (b"%PDF-1.7\n".to_vec(), "The file is a PDF"),
        (b"PK\x03\x04".to_vec(), "The workbook is damaged"),
    ];
    let before = desk.counts();
    for (file, says) in table {
        for words in [&["--check"][..], &["--yes"], &[]] {
            let (code, out) = desk.import(&file, words);
            assert_eq!(code, 2, "{says}: {out}");
            assert!(out.contains(says), "{says}: {out}");
        }
    }
    assert_eq!(desk.counts(), before);
}

#[test]
fn a_good_file_is_saved_when_somebody_says_yes() {
    let desk = Desk::lay().governed();
    let good = HEADING.to_owned() + GOOD;
    let before = desk.counts();
    let (code, out) = desk.import(good.as_bytes(), &["--check"]);
    assert!(code == 0 && out.contains("2 to be added"), "{out}");
    let (code, out) = desk.import(good.as_bytes(), &[]);
    assert!(code == 2 && out.contains("say --yes"), "in a pipe nobody can be asked: {out}");
    assert_eq!(desk.counts(), before);
    let (code, out) = desk.import(good.as_bytes(), &["--yes"]);
    assert!(code == 0 && out.contains("2 added"), "{out}");
    let (code, out) = desk.import(good.replace(',', ";").as_bytes(), &["--yes"]);
    assert!(code == 0 && out.contains("0 added, 0 moved, 0 changed, 2 as before"), "{out}");
    assert_eq!(desk.counts().0, 2);
}

#[test]
fn a_file_comes_in_again_on_what_was_said_and_is_taken_back() {
    let desk = Desk::lay().governed();
    let good = HEADING.to_owned() + GOOD;
    let manager = HEADING.to_owned() + GOOD.lines().next().unwrap();
    assert_eq!(desk.import(good.as_bytes(), &["--yes"]).0, 0);
    let (code, out) = desk.import(good.as_bytes(), &["--yes"]);
    assert!(code == 2 && out.contains("say --again"), "{out}");
    assert_eq!(desk.import(good.as_bytes(), &["--yes", "--again"]).0, 0);
    let (code, out) = desk.import(manager.as_bytes(), &["--check"]);
    assert!(code == 0 && out.contains("1 on the roster are not in this file; they stay"), "{out}");
    let (code, out) = desk.import(manager.as_bytes(), &["--yes", "--leavers-left-on", "2026-01-31"]);
    assert!(code == 0 && out.contains("1 marked as left"), "{out}");
    let id = out.split("hearten import undo ").nth(1).unwrap().trim().to_owned();
    let (code, out) = desk.import(good.as_bytes(), &["--check", "--again"]);
    assert!(code == 0 && out.contains("say --back"), "{out}");
    let past = |words: &[&str]| {
        let out = hearten(desk.dir.path(), &[&["import"], words].concat());
        (out.status.code().unwrap(), String::from_utf8_lossy(&out.stdout).into_owned())
    };
    assert!(
        past(&["past"]).1.contains("1 marked as left, 0 back, 1 as before. It can be undone."),
        "{}",
        past(&["past"]).1
    );
    assert_eq!(past(&["undo", &id]).0, 0);
    assert_eq!(past(&["undo", &id]).0, 2, "it is undone once");
    assert!(past(&["past"]).1.contains("It was undone."));
}

#[test]
fn nothing_is_saved_before_the_footing_is_on_record() {
    let desk = Desk::lay();
    let good = HEADING.to_owned() + GOOD;
    assert_eq!(desk.import(good.as_bytes(), &["--check"]).0, 0);
    assert_eq!(desk.import(good.as_bytes(), &["--yes"]).0, 2);
    assert_eq!(desk.counts(), (0, 0));
}

#[test]
fn the_template_and_the_demos_people_come_in_as_they_are() {
    let desk = Desk::lay().governed();
    let template = hearten(desk.dir.path(), &["import", "template"]).stdout;
    assert_eq!(desk.import(&template, &["--yes"]).0, 0);
    assert_eq!(desk.import(spreadsheet(1, &Plan::demo()).as_bytes(), &["--yes"]).0, 0);
    assert!(desk.counts().0 > 395);
}
