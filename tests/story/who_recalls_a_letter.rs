//! People of every arm are asked whether they recall a letter, and a researcher brings in what they said.

use hearten::{
    floor::{audit, web::Role},
    interventions::letters::store,
};

use crate::{road::Road, story};

const ANSWERS: &str =
    "staff reference,recalled\nW1,yes\nW2,no\nW3,not sure\nW4,yes\nW5,no\nW6,no\nW7,not sure\nW8,no\n";

story!(a_researcher_brings_in_who_recalls_a_letter_all_or_nothing_and_a_changed_answer_counts, |world| {
    let road = Road::ready_to_compose(world);
    let trial = world.floor.db.read(|conn| store::rounds::one(conn, &road.id)).unwrap().trial_id;
    let (page, uptake) = (format!("/uptake/{trial}/recall"), format!("/uptake/{trial}"));
    let mut researcher = world.someone("rhys@x.example", &[Role::Researcher]);
    researcher.open(&uptake);
    assert!(researcher.seen.body.contains(&page));
    let mut bring = |file: &str| {
        researcher.open(&page);
        researcher.upload(&page, "answers.csv", file.as_bytes(), &[]).clone()
    };
    let count = || world.count("uptake_events where event = 'letter.recalled'");

    let refused = bring(&ANSWERS.replace("W2,no", "W2,perhaps").replace("W8", "W99"));
    assert_eq!((refused.status, count()), (422, 0));
    for words in ["Nothing was saved", "perhaps", "This is not an answer", "Nobody in this trial", "W99"] {
        assert!(refused.says(words), "{words}: {}", refused.text());
    }
    assert!(bring(ANSWERS).says("8 new, 0 changed, 0 as before"));
    assert!(bring(ANSWERS).says("0 new, 0 changed, 8 as before"));
    assert_eq!(count(), 8);
    world.floor.clock.advance(chrono::TimeDelta::minutes(1));
    let changed = bring(&ANSWERS.replace("W1,yes", "W1,no"));
    assert!(changed.says("0 new, 1 changed, 7 as before"), "{}", changed.text());
    assert!(changed.says("Answered whether a letter came 8 100.0%"), "{}", changed.text());
    assert!(!changed.says("Recalled a letter"), "what each arm said is not for everybody");
    assert!(bring(ANSWERS).says("0 new, 1 changed, 7 as before"), "and back again");
    assert_eq!(count(), 10);
    assert!(world.floor.db.read(audit::verify).unwrap().is_ok());
});
