//! What goes out with small cells hidden says no more than it shows, a code stays what it was, and outcomes go along under trial ids.

use std::collections::BTreeSet;

use crate::{
    extracts::{extract, months_later, the_one},
    story,
    surveys::{Study, answer_and_send},
    the_data_of_a_trial::{rows, take, unzip},
};

story!(outcomes_go_along_under_trial_ids_and_their_extract_stays, |world| {
    let mut study = Study::on_footing(world, 40);
    let page = months_later(&mut study);
    study.researcher.open(&page);
    study.researcher.upload(&page, "extract.csv", extract(&study).as_bytes(), &[]);
    let files = unzip(&take(&mut study.researcher, &study.trial.id, &[]));
    let outcomes = rows(&files, "outcomes.csv");
    let people: BTreeSet<String> =
        rows(&files, "participants.csv").into_iter().map(|row| row["trial_id"].clone()).collect();
    let of = |measure: &str| outcomes.iter().filter(|row| row["measure"] == measure).collect::<Vec<_>>();
    assert_eq!((of("absence").len(), of("turnover").len(), people.len()), (40, 40, 40));
    assert!(outcomes.iter().all(|row| people.contains(&row["trial_id"]) && row["window"] == "1"));
    let days: f64 = of("absence").iter().map(|row| row["days_lost"].parse::<f64>().unwrap()).sum();
    // By hand: ten each of 1, 3, 3 and 5.
    assert!((days - 120.0).abs() < 1e-9, "{days}");
    assert_eq!(of("turnover").iter().filter(|row| row["leaver"] == "1").count(), 2);
    assert!(of("absence").iter().all(|row| row["months_observed"] == "3.02" && row["fte"] == "1.0000"));
    assert!(!files["outcomes.csv"].contains("arm") && !files["outcomes.csv"].contains("Northmoor"));
    assert!(files["codebook.csv"].contains("outcomes.csv,days_lost,number,working days,"), "{}", files["codebook.csv"]);
    assert!(files["value_labels.csv"].contains("outcomes.csv,window,1,\"extract 1, up to 31 May 2027\""));
    assert!(files["read.R"].contains("outcomes <- read.csv") && files["read.do"].contains("using \"outcomes.csv\""));
    study.researcher.open(&page);
    let gone = study.researcher.press(&format!("{page}/extracts/{}/take-back", the_one(world)), &[]);
    assert_eq!(gone.status, 409, "data went out that rest on it");
    // Two left, which is few: nothing says who.
    let hidden = unzip(&take(&mut study.researcher, &study.trial.id, &[("small_cells", "yes")]));
    let leavers: BTreeSet<String> =
        rows(&hidden, "outcomes.csv").into_iter().map(|row| row["leaver"].clone()).collect();
    assert_eq!(leavers, ["", "-9"].map(str::to_owned).into());
    let left: BTreeSet<String> = rows(&hidden, "participants.csv").into_iter().map(|row| row["left"].clone()).collect();
    assert_eq!(left, ["-9".to_owned()].into());
});

story!(a_score_does_not_tell_an_answer_that_is_hidden_nor_a_time_who_it_was, |world| {
    let mut study = Study::on_footing(world, 24);
    let here = study.launched("baseline", "named", &["ons4"]);
    for (at, person) in study.people().iter().enumerate().take(20) {
        let satisfaction = match at {
            0 => "2",
            1..10 => "6",
            _ => "7",
        };
        answer_and_send(world, &study.link(&here, person), &[satisfaction, "5", "5", "5"]);
    }
    study.go_to(3, 22);
    study.again();
    let files = unzip(&take(&mut study.researcher, &study.trial.id, &[("small_cells", "yes")]));
    let of = |file: &str, column: &str, what: &str| {
        let mut found: Vec<String> = rows(&files, file)
            .into_iter()
            .filter(|row| row[column] == "satisfaction")
            .map(|row| row[what].clone())
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    assert_eq!(of("survey_answers.csv", "item", "code"), ["-9", "7"], "one said 2, and nine the next: 6");
    assert_eq!(of("survey_scores.csv", "scale", "score"), ["-9", "7.0000"]);
    let others = rows(&files, "survey_scores.csv").into_iter().filter(|row| row["scale"] == "worthwhile");
    assert!(others.map(|row| row["score"].clone()).all(|score| score == "5.0000"));
    assert!(rows(&files, "survey_scales.csv").iter().any(|row| row["scale"] == "satisfaction"));
    let times: BTreeSet<String> = rows(&files, "events.csv").into_iter().map(|row| row["at"].clone()).collect();
    assert_eq!(times, ["2027-03-01T00:00:00Z".to_owned()].into());
    assert!(files["README.txt"].contains("Times are the Monday of their week"), "{}", files["README.txt"]);
});

story!(a_code_says_the_same_when_more_has_happened, |world| {
    let mut study = Study::on_footing(world, 24);
    let codes = |study: &mut Study<'_>| -> BTreeSet<String> {
        let files = unzip(&take(&mut study.researcher, &study.trial.id, &[]));
        let asked = rows(&files, "events.csv").into_iter().filter(|row| row["event"] == "survey.asked");
        asked.map(|row| row["occasion"].clone()).collect()
    };
    study.launched("baseline", "named", &["ons4"]);
    let mut seen = codes(&mut study);
    assert_eq!(seen.len(), 1);
    for name in ["second", "third", "fourth"] {
        study.launched(name, "named", &["ons4"]);
        let now = codes(&mut study);
        assert!(now.is_superset(&seen) && now.len() == seen.len() + 1, "{seen:?} {now:?}");
        seen = now;
    }
});
