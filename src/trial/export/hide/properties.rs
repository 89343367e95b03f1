//! What is hidden is not computed back from the rest of the pack: not an answer from a score, not who left from what another file says of it.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::trial::export::file::{HIDDEN, HIDDEN_WORD, Kind, Variable};

const SMALLEST: usize = 4;

/// One person: site, left, weeks to leaving, answers to two questions, days lost, the week of something that happened, and their arm.
type Person = (u8, bool, u8, u8, u8, u8, u8, u8);

fn person() -> impl Strategy<Value = Person> {
    (0..3_u8, prop::bool::weighted(0.2), 0..30_u8, 0..4_u8, 1..4_u8, 0..40_u8, 0..3_u8, 1..3_u8)
}

fn file(name: &'static str, columns: &[(&'static str, Kind)], rows: Vec<Vec<String>>) -> DataFile {
    let variables = columns.iter().map(|(name, kind)| Variable::new(name, *kind, "")).collect();
    DataFile { name, about: "", variables, rows }
}

fn own(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

/// The files of these people. An answer of 0 is none; scale one is the first question, scale sum is both.
fn pack(people: &[Person]) -> Vec<DataFile> {
    use Kind::{Coded, Integer, Moment, Number, Text};
    let (mut participants, mut events, mut outcomes) = (Vec::new(), Vec::new(), Vec::new());
    let (mut answers, mut scores) = (Vec::new(), Vec::new());
    for (at, &(site, left, weeks, a, b, lost, week, arm)) in people.iter().enumerate() {
        let (id, gone) = (format!("p{at:02}"), if left { "1" } else { "0" });
        let weeks = if left { weeks.to_string() } else { String::new() };
        participants.push(own(&[&id, &format!("S{site}"), gone, &weeks, &arm.to_string()]));
        events.push(own(&[&id, "survey.asked", &format!("2027-03-{:02}T09:00:00Z", 1 + 7 * week), "E1", "", ""]));
        if left {
            events.push(own(&[&id, "person.left", "2027-03-30T09:00:00Z", "", "", ""]));
            events.push(own(&[&id, "letter.not_owed", "2027-03-30T09:00:00Z", "E2", "", "left"]));
        }
        outcomes.push(own(&[&id, "absence", "1", &format!("{lost}.0000"), "1.0000", "", "3.02"]));
        outcomes.push(own(&[&id, "turnover", "1", "", "", gone, "3.02"]));
        let said = |code: u8| if code == 0 { String::new() } else { code.to_string() };
        answers.push(own(&[&id, "w", "i", "a", &said(a)]));
        answers.push(own(&[&id, "w", "i", "b", &said(b)]));
        let score = |value: u8| if a == 0 { String::new() } else { format!("{value}.0000") };
        scores.push(own(&[&id, "w", "i", "one", &score(a), ""]));
        scores.push(own(&[&id, "w", "i", "sum", &score(a + b), ""]));
    }
    let scales = [["w", "i", "one", "a"], ["w", "i", "sum", "a"], ["w", "i", "sum", "b"]].map(|row| own(&row)).to_vec();
    let id = ("trial_id", Text);
    vec![
        file(
            "participants",
            &[id, ("site", Text), ("left", Coded), ("weeks_to_leaving", Integer), ("arm", Coded)],
            participants,
        ),
        file(
            "events",
            &[id, ("event", Text), ("at", Moment), ("occasion", Text), ("part", Text), ("detail", Text)],
            events,
        ),
        file(
            "outcomes",
            &[
                id,
                ("measure", Text),
                ("window", Text),
                ("days_lost", Number),
                ("fte", Number),
                ("leaver", Coded),
                ("months_observed", Number),
            ],
            outcomes,
        ),
        file("survey_answers", &[id, ("wave", Text), ("instrument", Text), ("item", Text), ("code", Integer)], answers),
        file(
            "survey_scores",
            &[id, ("wave", Text), ("instrument", Text), ("scale", Text), ("score", Number), ("unanswered", Text)],
            scores,
        ),
        file("survey_scales", &[("wave", Text), ("instrument", Text), ("scale", Text), ("item", Text)], scales),
    ]
}

fn hidden_pack(people: &[Person]) -> Vec<DataFile> {
    let mut files = pack(people);
    hide_small_cells(&mut files, SMALLEST);
    files
}

fn of<'a>(files: &'a [DataFile], name: &str) -> &'a DataFile {
    files.iter().find(|file| file.name == name).unwrap()
}

/// The arm of each.
fn arms_of(files: &[DataFile]) -> BTreeMap<&str, &str> {
    of(files, "participants").rows.iter().map(|row| (row[0].as_str(), row[4].as_str())).collect()
}

/// The answers that somebody may have given to a question, as far as the pack says: '' where it was not answered. Whoever gave an answer
/// that others of their arm are shown with would be shown with it too.
fn possible(files: &[DataFile], id: &str, item: &str) -> Vec<u8> {
    let answers = &of(files, "survey_answers").rows;
    let mine = answers.iter().find(|row| row[0] == id && row[3] == item).unwrap();
    let arms = arms_of(files);
    let beside = |row: &&Vec<String>| row[3] == item && arms[row[0].as_str()] == arms[id];
    let shown = |code: &u8| answers.iter().filter(beside).any(|row| row[4] == code.to_string());
    match mine[4].as_str() {
        "" => vec![0],
        HIDDEN => (1..4).filter(|code| !shown(code)).collect(),
        code => vec![code.parse().unwrap()],
    }
}

/// Which first answers are in keeping with the scores that are shown.
fn in_keeping(files: &[DataFile], id: &str) -> BTreeSet<u8> {
    let scores = &of(files, "survey_scores").rows;
    let score = |scale: &str| {
        let row = scores.iter().find(|row| row[0] == id && row[3] == scale)?;
        row[4].parse::<f64>().ok().filter(|score| *score > 0.0)
    };
    let mut found = BTreeSet::new();
    for a in possible(files, id, "a") {
        for b in possible(files, id, "b") {
            let fits = |scale, value: u8| score(scale).is_none_or(|score| score == f64::from(value));
            if fits("one", a) && fits("sum", a + b) {
                found.insert(a);
            }
        }
    }
    found
}

#[test]
fn a_score_that_was_left_beside_a_hidden_answer_would_tell_it() {
    let person = |a: u8| (0, false, 0, a, 1, 0, 0, 1);
    let people: Vec<Person> = [1].into_iter().chain([2; 8]).chain([3; 8]).map(person).collect();
    let mut files = pack(&people);
    let answers = files.iter_mut().find(|file| file.name == "survey_answers").unwrap();
    let small = Small { smallest: SMALLEST, ..Small::default() };
    small.within(answers, &["wave", "instrument", "item"], "code");
    assert_eq!(possible(&files, "p00", "a"), [1, 2]);
    assert_eq!(in_keeping(&files, "p00"), [1].into(), "were scores left as they are");
    assert_eq!(in_keeping(&hidden_pack(&people), "p00"), [1, 2].into());
}

proptest! {
    #[test]
    fn a_hidden_answer_could_be_another(people in prop::collection::vec(person(), 4..30)) {
        let files = hidden_pack(&people);
        for row in of(&files, "survey_answers").rows.iter().filter(|row| row[3] == "a" && row[4] == HIDDEN) {
            let could_be = in_keeping(&files, &row[0]);
            prop_assert!(could_be.len() > 1, "{} answered {:?}", row[0], could_be);
        }
    }

    #[test]
    fn nothing_tells_who_left_where_a_few_did(people in prop::collection::vec(person(), 4..30)) {
        let files = hidden_pack(&people);
        let (participants, outcomes) = (of(&files, "participants"), of(&files, "outcomes"));
        let turnover = outcomes.rows.iter().filter(|row| row[1] == "turnover");
        let told: BTreeSet<&str> = participants
            .rows
            .iter()
            .flat_map(|row| [row[2].as_str(), row[3].as_str()])
            .chain(turnover.map(|row| row[5].as_str()))
            .collect();
        let gone = people.iter().filter(|person| person.1).count();
        if told.contains(HIDDEN) {
            prop_assert_eq!(told, [HIDDEN].into());
            prop_assert!(!of(&files, "events").rows.iter().any(|row| row[1] == "person.left" || row[5] == "left"));
        } else {
            prop_assert!(gone == 0 || gone >= SMALLEST);
        }
    }

    #[test]
    fn what_is_shown_some_people_share(people in prop::collection::vec(person(), 1..30)) {
        let files = hidden_pack(&people);
        let shared = [
            ("participants", vec!["site"]),
            ("participants", vec!["left"]),
            ("participants", vec!["site", "left"]),
            ("participants", vec!["weeks_to_leaving"]),
            ("events", vec!["event"]),
            ("events", vec!["event", "at"]),
            ("events", vec!["event", "detail"]),
            ("outcomes", vec!["measure", "days_lost"]),
            ("outcomes", vec!["measure", "months_observed"]),
            ("survey_answers", vec!["item", "code"]),
        ];
        let arms = arms_of(&files);
        for ((name, columns), apart) in shared.iter().flat_map(|one| [(one, false), (one, true)]) {
            let file = of(&files, name);
            let at: Vec<usize> = columns.iter().map(|column| file.column(column).unwrap()).collect();
            let mut people: BTreeMap<Vec<&str>, BTreeSet<&String>> = BTreeMap::new();
            for row in &file.rows {
                let arm = if apart { arms[row[0].as_str()] } else { "every arm" };
                let key = at.iter().map(|at| row[*at].as_str()).chain([arm]).collect();
                people.entry(key).or_default().insert(&row[0]);
            }
            for (key, people) in people {
                let hidden = key.iter().any(|cell| *cell == HIDDEN || *cell == HIDDEN_WORD || cell.is_empty());
                prop_assert!(hidden || people.len() >= SMALLEST, "{} {:?} has {}", name, key, people.len());
            }
        }
    }
}
