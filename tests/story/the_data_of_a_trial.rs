//! The data of a trial go out without names, without arms for whoever may not see them, and with a reason that is kept.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{Cursor, Read},
};

use hearten::{floor::web::Role, trial::roster::made_up};
use zip::ZipArchive;

use crate::{
    goals::Course,
    story,
    surveys::{Study, answer_and_send},
    what_was_delivered::give_sight,
    world::{Someone, World, council, in_arm},
};

pub type Files = BTreeMap<String, String>;

pub fn unzip(bytes: &[u8]) -> Files {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let read = |name: String| {
        let mut text = String::new();
        zip.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        (name, text)
    };
    names.into_iter().map(read).collect()
}

/// Takes the data through the page.
pub fn take(someone: &mut Someone<'_>, trial_id: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let path = format!("/trials/{trial_id}/export");
    someone.open(&path);
    someone.press(&path, &[&[("why", "The main analysis")], more].concat());
    assert_eq!(someone.seen.header("content-type"), Some("application/zip"), "{}", someone.seen.text());
    someone.seen.bytes.clone()
}

/// The rows of a file, by variable.
pub fn rows(files: &Files, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(files[name].as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// A survey is sent by most, and closed; one of them wrote in words of their own.
pub fn answered(world: &World) -> Study<'_> {
    let mut study = Study::on_footing(world, 24);
    let here = study.launched("baseline", "named", &["ons4", "own_questions"]);
    for (at, person) in study.people().iter().take(20).enumerate() {
        let words = if at == 0 { "Zebedee said it was fine" } else { "" };
        answer_and_send(world, &study.link(&here, person), &["7", "6", "5", "2", "", "", words]);
    }
    study.go_to(3, 22);
    study.again();
    study
}

/// Every word by which anybody could be known, from the file that they came in with.
fn known_by(people: usize) -> BTreeSet<String> {
    let file = made_up::spreadsheet(5, &[council("Northmoor", people, 0)]);
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let head = reader.headers().unwrap().clone();
    let plain = ["role", "authority", "do-not-post", "letter format"];
    let columns: Vec<usize> = (0..head.len()).filter(|at| !plain.contains(&&head[*at])).collect();
    let mut found = BTreeSet::new();
    for row in reader.records().map(Result::unwrap) {
        found.extend(columns.iter().map(|at| row[*at].trim().to_owned()).filter(|cell| cell.len() > 2));
    }
    found
}

/// Whether `word` stands in `text` by itself.
fn stands_in(word: &str, text: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(word)
        .any(|(at, _)| edge(text[..at].chars().next_back()) && edge(text[at + word.len()..].chars().next()))
}

story!(nothing_by_which_anybody_is_known_stands_in_any_file_of_an_export, |world| {
    let mut study = answered(world);
    give_sight(world, "rhea@x.example", &study.trial.id);
    let files = unzip(&take(&mut study.researcher, &study.trial.id, &[]));
    let known = known_by(24);
    assert!(known.len() > 60, "the file has names, addresses and references: {known:?}");
    for (name, text) in &files {
        for word in &known {
            assert!(!stands_in(word, text), "{word} stands in {name}");
        }
        assert!(!text.contains("Zebedee") && !text.contains('@'), "{name}");
        for person in study.people() {
            assert!(!text.contains(&person), "{name} names a row of the roster");
        }
    }
    let (people, answers) = (rows(&files, "participants.csv"), rows(&files, "survey_answers.csv"));
    assert_eq!((people.len(), answers.len()), (24, 20 * 6), "texts are no answers");
    let ids: BTreeSet<&String> = people.iter().map(|row| &row["trial_id"]).collect();
    assert!(answers.iter().all(|row| ids.contains(&row["trial_id"])));
    assert!(
        answers.iter().any(|row| row["item"] == "satisfaction" && row["code"] == "7"),
        "{}",
        files["survey_answers.csv"]
    );
    assert_eq!(rows(&files, "survey_scores.csv").iter().filter(|row| row["score"] == "7.0000").count(), 20);
});

story!(whoever_may_not_see_the_arms_takes_nothing_that_tells_them, |world| {
    let mut study = answered(world);
    let untold = unzip(&take(&mut study.researcher, &study.trial.id, &[]));
    assert!(!untold["participants.csv"].contains("arm") && !untold.contains_key("dose.csv"), "{untold:?}");
    assert!(untold["README.txt"].contains("The arms are not in it"));
    let names: BTreeSet<String> =
        rows(&untold, "events.csv").into_iter().map(|mut row| row.remove("event").unwrap()).collect();
    assert_eq!(names, ["survey.asked", "trial.allocated"].map(str::to_owned).into());
    give_sight(world, "rhea@x.example", &study.trial.id);
    let told = unzip(&take(&mut study.researcher, &study.trial.id, &[]));
    let labels = rows(&told, "value_labels.csv");
    let letter = labels.iter().find(|row| row["variable"] == "arm" && row["label"] == "letter").unwrap();
    let in_letter = rows(&told, "participants.csv").into_iter().filter(|row| row["arm"] == letter["value"]).count();
    assert_eq!(in_letter, in_arm(&study.whole, "letter").len());
    assert!(
        told["codebook.csv"].contains("participants.csv,arm,coded,,\"Arm, as allocated\",1 = comparison; 2 = letter,")
    );
    // People stand in the same order whatever the arm.
    let ids = |files: &Files| {
        rows(files, "participants.csv").into_iter().map(|row| row["trial_id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&untold), ids(&told));
});

story!(events_of_one_arm_leave_only_with_the_arms, |world| {
    let course = Course::live(world);
    course.go_to(3, 12, 12);
    let id = course_trial(world);
    let mut researcher = world.someone("rhys@x.example", &[Role::Researcher]);
    let kinds = |files: &Files| {
        let mut of: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for mut row in rows(files, "events.csv") {
            of.entry(row.remove("trial_id").unwrap()).or_default().insert(row.remove("event").unwrap());
        }
        of.into_values().collect::<BTreeSet<_>>()
    };
    let untold = unzip(&take(&mut researcher, &id, &[]));
    assert_eq!(kinds(&untold).len(), 1, "to everybody the same things happened: {:?}", kinds(&untold));
    give_sight(world, "rhys@x.example", &id);
    let told = unzip(&take(&mut researcher, &id, &[]));
    assert!(kinds(&told).iter().any(|kinds| kinds.contains("slot.invited")));
    let planned: Vec<String> = rows(&told, "dose.csv")
        .into_iter()
        .filter(|row| row["measure"] == "half_hours_invited")
        .map(|row| row["planned"].clone())
        .collect();
    assert_eq!(planned.iter().filter(|planned| *planned == "6").count(), 3, "{planned:?}");
    assert!(told["participants.csv"].lines().next().unwrap().contains(",unit,"), "whole teams were randomised");
    let by = |files: &Files| rows(files, "participants.csv").into_iter().all(|row| row["unit_of_allocation"] == "2");
    assert!(by(&untold) && by(&told), "whoever may see the arms or not");
    assert!(told["codebook.csv"].contains("participants.csv,unit_of_allocation,coded,"), "{}", told["codebook.csv"]);
    assert!(told["value_labels.csv"].contains("participants.csv,unit_of_allocation,2,team"));
    assert!(
        told["read.R"].contains("participants$unit_of_allocation <- factor(")
            && told["read.do"].contains("2 `\"team\"'")
    );
});

fn course_trial(world: &World) -> String {
    world.floor.db.read(hearten::trial::allocation::trial::Trial::all).unwrap().remove(0).id
}

story!(an_export_is_the_same_again_and_says_who_took_what_and_why, |world| {
    let mut study = answered(world);
    // The command has the machine's clock, which is before the survey opens.
    world.tamper("update survey_waves set opens_on = '2020-03-01', closes_on = '2020-03-20'");
    let id = study.trial.id.clone();
    let path = format!("/trials/{id}/export");
    study.researcher.open(&format!("/trials/{id}"));
    assert_eq!(study.researcher.seen.links(&path), std::slice::from_ref(&path));
    study.researcher.open(&path);
    assert_eq!(study.researcher.press(&path, &[("why", " ")]).status, 422);
    assert!(study.researcher.seen.says("Say in a few words what the data are for"));
    assert_eq!(study.audited("export.made"), 0);
    let once = take(&mut study.researcher, &id, &[]);
    assert_eq!(take(&mut study.researcher, &id, &[]), once, "the same bytes");
    assert_eq!((study.audited("export.made"), study.audited("export.joined")), (2, 2));
    let detail = study.world.count("audits where act = 'export.made' and detail like 'The main analysis (without the arms); SHA-256: README.txt %participants.csv %'");
    assert_eq!(detail, 2);

    let dir = world.dir().join("out");
    let to = dir.to_string_lossy().into_owned();
    let words =
        ["export", "trial", "Spring letters", "--dir", &to, "--why", "The main analysis", "--as", "rhea@x.example"];
    let said = world.hearten(&words);
    assert_eq!(said.code, 0, "{}", said.err);
    for (name, text) in unzip(&once) {
        assert_eq!(fs::read_to_string(dir.join(&name)).unwrap(), text, "{name}");
    }
    // A folder that is there is left alone, and nobody but a researcher takes data.
    let again = world.hearten(&words);
    assert!(again.code == 2 && again.err.contains("it is there already"), "{}", again.err);
    drop(world.someone("cora@x.example", &[Role::Coordinator]));
    let other = world.dir().join("other").to_string_lossy().into_owned();
    let refused =
        world.hearten(&["export", "trial", "Spring letters", "--dir", &other, "--why", "x", "--as", "cora@x.example"]);
    assert!(refused.code == 2 && !std::path::Path::new(&other).exists(), "{}", refused.err);
    assert_eq!(study.audited("export.made"), 3);
    assert_eq!(world.hearten(&["verify"]).code, 0);
});

story!(small_cells_are_hidden_on_request, |world| {
    // Teams are of six to twelve.
    let mut study = Study::new(world, 13);
    study.again();
    let shown = unzip(&take(&mut study.researcher, &study.trial.id, &[]));
    let hidden = unzip(&take(&mut study.researcher, &study.trial.id, &[("small_cells", "yes")]));
    let sizes = |files: &Files, column: &str| {
        let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
        for row in rows(files, "participants.csv") {
            *sizes.entry(row[column].clone()).or_default() += 1;
        }
        sizes
    };
    assert!(sizes(&shown, "team").values().any(|size| *size < 8), "{:?}", sizes(&shown, "team"));
    for column in ["team", "site", "staff_group"] {
        for (value, size) in sizes(&hidden, column) {
            assert!(size >= 8 || value == "hidden" || value == "-9" || value.is_empty(), "{column} {value}: {size}");
        }
    }
    assert_eq!(sizes(&hidden, "staff_group"), [("1".to_owned(), 13)].into(), "of one staff group they are all");
    assert!(hidden["README.txt"].contains("what fewer than 8 people share"));
});
