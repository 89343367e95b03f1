//! Every instrument by hand, every row of the one table, each missing rule and each reversal.

use proptest::prelude::*;

use super::{super::instrument::Shelf, *};

fn shelf() -> Shelf {
    Shelf::shipped().unwrap()
}

fn instrument(id: &str) -> Instrument {
    shelf().find(id).unwrap().clone()
}

fn answers(instrument: &Instrument, given: &[(&str, i32)]) -> Answers {
    let mut answers = Answers::default();
    for (item, code) in given {
        answers.take(instrument, item, &code.to_string()).unwrap();
    }
    answers
}

/// Items 1, 2, 3 … answered with these codes.
fn numbered(instrument: &Instrument, codes: &[i32]) -> Answers {
    let ids: Vec<String> = (1..=codes.len()).map(|n| n.to_string()).collect();
    let given: Vec<(&str, i32)> = ids.iter().map(String::as_str).zip(codes.iter().copied()).collect();
    answers(instrument, &given)
}

fn of(instrument: &Instrument, answers: &Answers, scale: &str) -> Outcome {
    let scores = score(instrument, answers);
    scores.into_iter().find(|one| one.scale.id == scale).unwrap_or_else(|| panic!("no scale {scale}")).outcome
}

fn value(instrument: &Instrument, answers: &Answers, scale: &str) -> f64 {
    of(instrument, answers, scale).value().unwrap_or_else(|| panic!("{scale} has no score"))
}

fn missing(instrument: &Instrument, answers: &Answers, scale: &str) -> Vec<String> {
    match of(instrument, answers, scale) {
        Outcome::Missing(items) => items,
        Outcome::Value(value) => panic!("{scale} came to {value}"),
    }
}

/// The published table, typed apart from the file that is under test.
const SWEMWBS: [f64; 29] = [
    7.00, 9.51, 11.25, 12.40, 13.33, 14.08, 14.75, 15.32, 15.84, 16.36, 16.88, 17.43, 17.98, 18.59, 19.25, 19.98,
    20.73, 21.54, 22.35, 23.21, 24.11, 25.03, 26.02, 27.03, 28.13, 29.31, 30.70, 32.55, 35.00,
];

#[test]
fn every_row_of_swemwbs_is_the_published_one() {
    let swemwbs = instrument("swemwbs");
    for (raw, metric) in (7..=35).zip(SWEMWBS) {
        // So many ones raised, seven items in turn, until they sum to the row.
        let mut codes = [1; 7];
        (0..raw - 7).for_each(|step: i32| codes[usize::try_from(step % 7).unwrap()] += 1);
        let given = numbered(&swemwbs, &codes);
        assert_eq!(value(&swemwbs, &given, "raw"), f64::from(raw));
        assert_eq!(value(&swemwbs, &given, "metric"), metric, "raw {raw}");
    }
    let sum: f64 = swemwbs.scale("metric").unwrap().table.iter().map(|(_, metric)| metric).sum();
    assert!((sum - 585.66).abs() < 1e-9, "{sum}");
}

#[test]
fn swemwbs_with_an_item_missing_has_no_metric_and_no_raw_score() {
    let swemwbs = instrument("swemwbs");
    let six = numbered(&swemwbs, &[3, 3, 3, 3, 3, 3]);
    assert_eq!(missing(&swemwbs, &six, "metric"), ["7"]);
    assert_eq!(missing(&swemwbs, &six, "raw"), ["7"]);
}

#[test]
fn no_row_of_swemwbs_falls_between_two_bands() {
    let metric = instrument("swemwbs").scale("metric").unwrap().clone();
    let band = |value: f64| metric.bands.iter().find(|band| value <= band.to).unwrap().name.as_str();
    assert_eq!((band(SWEMWBS[14]), band(SWEMWBS[15])), ("low", "medium"));
    assert_eq!((band(SWEMWBS[23]), band(SWEMWBS[24])), ("medium", "high"));
    assert_eq!(metric.bands.last().unwrap().to, 35.0);
}

#[test]
fn ghq_is_scored_in_three_ways_from_the_same_answers() {
    let ghq = instrument("ghq12");
    // By hand: items 1 to 12 as 0 1 2 3 0 1 2 3 0 1 2 3. Likert 18. Bimodal counts the six 2s and 3s. C-GHQ counts those six, and
    // the 1s of negative items: item 2, 6 and 10 are negative.
    let given = numbered(&ghq, &[0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3]);
    assert_eq!(value(&ghq, &given, "likert"), 18.0);
    assert_eq!(value(&ghq, &given, "bimodal"), 6.0);
    assert_eq!(value(&ghq, &given, "cghq"), 9.0);
    // All ones: the six negative items alone count in C-GHQ.
    let ones = numbered(&ghq, &[1; 12]);
    assert_eq!((value(&ghq, &ones, "bimodal"), value(&ghq, &ones, "cghq")), (0.0, 6.0));
    let worst = numbered(&ghq, &[3; 12]);
    assert_eq!((value(&ghq, &worst, "likert"), value(&ghq, &worst, "bimodal")), (36.0, 12.0));
    let eleven = numbered(&ghq, &[0; 11]);
    for scale in ["likert", "bimodal", "cghq"] {
        assert_eq!(missing(&ghq, &eleven, scale), ["12"]);
    }
    assert_eq!(ghq.scale("bimodal").unwrap().line.as_ref().unwrap().at_least, 4.0);
}

#[test]
fn each_question_of_ons4_stands_by_itself() {
    let ons4 = instrument("ons4");
    let given = answers(&ons4, &[("satisfaction", 0), ("happiness", 10), ("anxiety", 2)]);
    assert_eq!(value(&ons4, &given, "satisfaction"), 0.0);
    assert_eq!(value(&ons4, &given, "happiness"), 10.0);
    assert_eq!(value(&ons4, &given, "anxiety"), 2.0);
    assert_eq!(missing(&ons4, &given, "worthwhile"), ["worthwhile"]);
    assert!(ons4.scales.iter().all(|scale| scale.items.len() == 1), "never summed");
    let bands = |scale: &str| ons4.scale(scale).unwrap().bands.iter().map(|band| band.to).collect::<Vec<_>>();
    assert_eq!(bands("satisfaction"), [4.0, 6.0, 8.0, 10.0]);
    assert_eq!(bands("anxiety"), [1.0, 3.0, 5.0, 10.0]);
}

#[test]
fn burnout_is_the_mean_of_what_was_answered_and_its_one_item_is_reversed() {
    let cbi = instrument("cbi");
    let work = |energy| {
        answers(
            &cbi,
            &[
                ("work_1", 100),
                ("work_2", 75),
                ("work_3", 50),
                ("work_4", 25),
                ("work_5", 0),
                ("work_6", 50),
                ("work_energy", energy),
            ],
        )
    };
    // By hand: 300 over the six; always enough energy counts 0, never 100.
    assert_eq!(value(&cbi, &work(100), "work"), 300.0 / 7.0);
    assert_eq!(value(&cbi, &work(0), "work"), 400.0 / 7.0);
    assert_eq!(value(&cbi, &work(75), "work"), 325.0 / 7.0);
    let three = answers(&cbi, &[("personal_1", 100), ("personal_3", 50), ("personal_6", 0)]);
    assert_eq!(value(&cbi, &three, "personal"), 50.0);
}

#[test]
fn whoever_answers_too_little_on_burnout_has_no_score() {
    let cbi = instrument("cbi");
    let two = answers(&cbi, &[("personal_1", 100), ("personal_2", 100), ("client_1", 0), ("client_2", 0)]);
    assert_eq!(missing(&cbi, &two, "personal"), ["personal_3", "personal_4", "personal_5", "personal_6"]);
    assert_eq!(missing(&cbi, &two, "client").len(), 4);
    let three = answers(&cbi, &[("work_1", 50), ("work_2", 50), ("work_energy", 50), ("client_4", 25)]);
    assert_eq!(missing(&cbi, &three, "work"), ["work_3", "work_4", "work_5", "work_6"]);
    let four = answers(&cbi, &[("work_1", 50), ("work_2", 50), ("work_energy", 50), ("work_6", 100)]);
    assert_eq!(value(&cbi, &four, "work"), 62.5);
    let clients = answers(&cbi, &[("client_1", 100), ("client_2", 50), ("client_6", 75)]);
    assert_eq!(value(&cbi, &clients, "client"), 75.0);
}

#[test]
fn wrqol_reverses_three_items_and_totals_all_but_the_overall_one() {
    let wrqol = instrument("wrqol");
    // By hand: everybody answers 4, but the reversed 7, 9 and 19, which count 2 each: 20 × 4 + 3 × 2.
    let fours = numbered(&wrqol, &[4; 24]);
    assert_eq!(value(&wrqol, &fours, "total"), 86.0);
    assert_eq!(value(&wrqol, &fours, "stress"), 4.0);
    assert_eq!(value(&wrqol, &fours, "wellbeing"), 22.0);
    assert_eq!(value(&wrqol, &fours, "career"), 24.0);
    assert_eq!(value(&wrqol, &fours, "overall"), 4.0);
    for reversed in ["7", "9", "19"] {
        let with = |code: i32| {
            let mut codes = [3; 24];
            codes[reversed.parse::<usize>().unwrap() - 1] = code;
            value(&wrqol, &numbered(&wrqol, &codes), "total")
        };
        assert_eq!((with(1), with(5)), (71.0, 67.0), "item {reversed}");
    }
    let best: Vec<i32> = (1..=24).map(|n| if [7, 9, 19].contains(&n) { 1 } else { 5 }).collect();
    assert_eq!(value(&wrqol, &numbered(&wrqol, &best), "total"), 115.0);
    let without_overall = numbered(&wrqol, &[3; 23]);
    assert_eq!(value(&wrqol, &without_overall, "total"), 69.0);
    assert_eq!(missing(&wrqol, &without_overall, "overall"), ["24"]);
    assert_eq!(missing(&wrqol, &numbered(&wrqol, &[3; 22]), "total"), ["23"]);
    let factors = ["career", "wellbeing", "home", "stress", "control", "conditions"];
    let mut items: Vec<usize> = factors
        .iter()
        .flat_map(|factor| wrqol.scale(factor).unwrap().items.iter().map(|item| item.parse().unwrap()))
        .collect();
    items.sort_unstable();
    assert_eq!(items, (1..=23).collect::<Vec<_>>(), "each item is in one factor");
}

#[test]
fn brief_cope_sums_fourteen_pairs_and_keeps_the_base_of_its_codes() {
    let cope = instrument("brief_cope");
    let codes: Vec<i32> = (1..=28).map(|n| 1 + n % 4).collect();
    let given = numbered(&cope, &codes);
    // By hand: item n counts 1 + n mod 4. Self-blame is 13 (2) and 26 (3); humour 18 (3) and 28 (1).
    assert_eq!((value(&cope, &given, "self_blame"), value(&cope, &given, "humour")), (5.0, 4.0));
    assert_eq!(cope.scales.len(), 14);
    assert!(cope.scales.iter().all(|scale| scale.items.len() == 2 && scale.range == [2.0, 8.0]), "and no total");
    let zero = cope.from_base(0).unwrap();
    let lower: Vec<i32> = codes.iter().map(|code| code - 1).collect();
    assert_eq!(value(&zero, &numbered(&zero, &lower), "self_blame"), 3.0);
    assert!(zero.scales.iter().all(|scale| scale.range == [0.0, 6.0]));
    assert_eq!(zero.from_base(1).unwrap().answers, cope.answers);
    assert!(cope.from_base(2).is_none());
    let mut refused = Answers::default();
    assert!(refused.take(&cope, "1", "0").unwrap_err().contains("1, 2, 3, 4"));
    assert_eq!(missing(&cope, &numbered(&cope, &[2]), "self_distraction"), ["19"]);
    let mut items: Vec<&String> = cope.scales.iter().flat_map(|scale| &scale.items).collect();
    items.sort();
    items.dedup();
    assert_eq!(items.len(), 28);
}

#[test]
fn a_code_that_is_not_offered_is_refused_and_a_blank_is_no_answer() {
    let swemwbs = instrument("swemwbs");
    let mut answers = Answers::default();
    for wrong in ["0", "6", "3.5", "often", "-1"] {
        assert!(answers.take(&swemwbs, "1", wrong).is_err(), "{wrong}");
    }
    assert!(answers.take(&swemwbs, "8", "3").is_err());
    answers.take(&swemwbs, "1", "  ").unwrap();
    assert!(answers.is_empty());
    answers.take(&swemwbs, "1", " 3.0 ").unwrap();
    assert_eq!(answers.get("1"), Some(3));
}

#[test]
fn a_sum_is_brought_up_to_all_of_its_items_only_where_the_file_says_so() {
    let mut cope = instrument("brief_cope");
    let one = numbered(&cope, &[3]);
    cope.scales[0].answered = Some(1);
    assert_eq!(value(&cope, &one, "self_distraction"), 3.0);
    cope.scales[0].prorate = true;
    assert_eq!(value(&cope, &one, "self_distraction"), 6.0);
}

fn any_instrument() -> impl Strategy<Value = Instrument> {
    prop::sample::select(shelf().all().iter().filter(|one| !one.scales.is_empty()).cloned().collect::<Vec<_>>())
}

/// An instrument, and for each of its items an answer or none: a place in its set.
fn answered() -> impl Strategy<Value = (Instrument, Answers)> {
    any_instrument().prop_flat_map(|instrument| {
        let places = prop::collection::vec(prop::option::weighted(0.9, 0..64_usize), instrument.items.len());
        places.prop_map(move |places| {
            let mut answers = Answers::default();
            for (item, place) in instrument.items.iter().zip(places) {
                let codes = instrument.codes(item);
                if let Some(place) = place.filter(|_| !codes.is_empty()) {
                    answers.take(&instrument, &item.id, &codes[place % codes.len()].to_string()).unwrap();
                }
            }
            (instrument.clone(), answers)
        })
    })
}

proptest! {
    #[test]
    fn every_score_lies_within_the_range_of_its_scale((instrument, answers) in answered()) {
        for one in score(&instrument, &answers) {
            if let Some(value) = one.outcome.value() {
                prop_assert!(value >= one.scale.range[0] && value <= one.scale.range[1], "{}: {value}", one.scale.id);
            }
        }
    }

    #[test]
    fn an_answer_that_counts_for_more_never_lowers_a_score((instrument, answers) in answered(), at in 0..64_usize) {
        let item = &instrument.items[at % instrument.items.len()];
        for one in score(&instrument, &answers) {
            let counts = instrument.counts(one.scale, item);
            let place = answers.get(&item.id).and_then(|code| instrument.codes(item).iter().position(|known| *known == code));
            let (Some(before), Some(place)) = (one.outcome.value(), place) else { continue };
            for (code, _) in instrument.codes(item).iter().zip(&counts).filter(|(_, count)| **count >= counts[place]) {
                let mut more = answers.clone();
                more.take(&instrument, &item.id, &code.to_string()).unwrap();
                let after = value(&instrument, &more, &one.scale.id);
                prop_assert!(after >= before, "{}: {before} to {after}", one.scale.id);
            }
        }
    }
}
