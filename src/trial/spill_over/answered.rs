//! What people of a comparison arm said of the other arm's things in a survey, once it has closed. Answers hang on a trial id, and who
//! gave one is told to nobody: an exposure of this kind is counted and dated, and shown without a name.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::exposure::{Exposure, Kind};
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::{
        allocation::trial::Trial,
        surveys::{
            score::Answers,
            sheet::saved,
            wave::{Mode, Wave, asked::WHAT_REACHED},
        },
        trial_ids,
        uptake::{event::Event, record::Seen},
    },
};

/// Its answer yes, of what people recall.
const YES: i32 = 1;
/// Its answer that somebody used it or took part; those below, but for nothing at all, are that they heard of it or saw it.
const TOOK_PART: i32 = 3;

/// What its items call the things of an intervention.
#[must_use]
pub fn thing(intervention: &str) -> Option<&'static str> {
    match intervention {
        "letters" => Some("letter"),
        "goals" => Some("half_hour"),
        "rounds" => Some("round"),
        "tokens" => Some("coffee"),
        _ => None,
    }
}

/// By the surveys of a trial that have closed. `seen` is the trial's record, which has the day of each answer.
pub fn answered(
    conn: &mut Conn,
    floor: &Floor,
    trial: &Trial,
    compared: &BTreeSet<String>,
    seen: &[(NaiveDate, Seen)],
) -> Result<Vec<Exposure>> {
    let (Some(thing), now) = (thing(&trial.intervention), floor.clock.now()) else { return Ok(Vec::new()) };
    let called = trial_ids::for_counts(conn, &trial.id)?;
    let mut found = Vec::new();
    for wave in Wave::of_trial(conn, &trial.id)? {
        if wave.mode != Mode::Named || !wave.has_closed(now) {
            continue;
        }
        let Some(instrument) = wave.asked(conn)?.into_iter().find(|one| one.id == WHAT_REACHED) else { continue };
        let sheets: BTreeMap<String, _> = saved::sent(conn, floor, &wave)?.into_iter().collect();
        let sent = seen.iter().filter(|(_, seen)| seen.event == Event::SurveyAnswered && seen.occasion == wave.id);
        for (on, seen) in sent.filter(|(_, seen)| compared.contains(&seen.person)) {
            let sheet = called.get(&seen.person).and_then(|called| sheets.get(called));
            let kind = sheet.and_then(|sheet| said(&sheet.answers(&instrument), thing));
            found.extend(kind.map(|kind| Exposure { on: *on, kind, person_id: seen.person.clone() }));
        }
    }
    Ok(found)
}

fn said(answers: &Answers, thing: &str) -> Option<Kind> {
    let recalls = answers.get(&format!("recall_{thing}"));
    let contact = answers.get(&format!("contact_{thing}")).unwrap_or_default();
    match () {
        () if recalls == Some(YES) || contact >= TOOK_PART => Some(Kind::AnswersSo),
        () if contact > 0 => Some(Kind::Heard),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::surveys::instrument::Shelf;

    #[test]
    fn every_intervention_has_items_that_ask_of_it_and_each_answer_says_what_it_says() {
        let shelf = Shelf::shipped().unwrap();
        let instrument = shelf.find(WHAT_REACHED).unwrap();
        for intervention in ["letters", "goals", "rounds", "tokens"] {
            let thing = thing(intervention).unwrap();
            let of = |item: String, given: &str| {
                let mut answers = Answers::default();
                answers.take(instrument, &item, given).unwrap();
                said(&answers, thing)
            };
            let (recall, contact) = (format!("recall_{thing}"), format!("contact_{thing}"));
            let by_recall = ["1", "0", "2", ""].map(|given| of(recall.clone(), given));
            assert_eq!(by_recall, [Some(Kind::AnswersSo), None, None, None], "{intervention}");
            let by_contact = ["0", "1", "2", "3"].map(|given| of(contact.clone(), given));
            assert_eq!(by_contact, [None, Some(Kind::Heard), Some(Kind::Heard), Some(Kind::AnswersSo)]);
            assert_eq!(of("recall_book".into(), "1"), None, "it was sent to nobody");
        }
    }
}
