//! What was changed of a protocol once the list was locked. Whoever reads an outcome asks whether it was chosen knowing how it came out,
//! so each change is said beside the figures: when, after what, from what to what, and why.

use super::{
    answer::{Said, all},
    outcomes::Outcomes,
    question::Question,
};
use crate::{
    floor::{
        audit,
        clock::{Moment, london_date, long_date},
        db::Conn,
        error::Result,
    },
    trial::{
        allocation::{reveal::showings, stored::List},
        surveys::wave::Wave,
    },
};

/// A sentence for each change since the lock, the oldest first.
pub fn after_lock(conn: &mut Conn, trial_id: &str) -> Result<Vec<String>> {
    let Some(list) = List::live(conn, trial_id)? else { return Ok(Vec::new()) };
    let Some(locked_at) = list.locked_at else { return Ok(Vec::new()) };
    let known = Known::of(conn, &list)?;
    let mut found = Vec::new();
    for question in [Question::Outcomes, Question::Windows, Question::Asked] {
        for change in all(conn, trial_id, question)?.windows(2) {
            let [before, now] = change else { continue };
            // An answer of the moment of the lock came before it, where it needed no reason.
            if now.at >= locked_at && !now.reason.is_empty() {
                found.push((now.at, says(question, (before, now), &known.by(now.at))?));
            }
        }
    }
    found.sort_by_key(|(at, _)| *at);
    Ok(found.into_iter().map(|(_, says)| says).collect())
}

/// Acts by which outcomes, scores of surveys among them, stand beside arms.
const BESIDE_ARMS: [&str; 3] = ["outcomes.joined_to_arms", "survey.joined_to_arms", "export.joined_to_arms"];

/// What could be known of arms, and from when.
struct Known {
    /// The first showing of the arms.
    shown: Option<Moment>,
    /// When outcomes first stood beside arms.
    beside_outcomes: Option<Moment>,
}

impl Known {
    fn of(conn: &mut Conn, list: &List) -> Result<Self> {
        let shown = showings(conn, &list.id)?.iter().map(|shown| shown.at).min();
        let mut history = audit::history(conn, &list.trial.id)?;
        for wave in Wave::of_trial(conn, &list.trial.id)? {
            history.extend(audit::history(conn, &wave.id)?);
        }
        let beside = history.iter().filter(|entry| BESIDE_ARMS.contains(&entry.act.as_str())).map(|entry| entry.at);
        Ok(Self { shown, beside_outcomes: beside.min() })
    }

    /// As the middle of a sentence about a moment; '' where nothing could.
    fn by(&self, at: Moment) -> String {
        let day = |moment: Option<Moment>| moment.filter(|moment| *moment <= at).map(|at| long_date(london_date(at)));
        let shown = day(self.shown).map(|day| format!(" and after arms were shown on {day}"));
        let beside = day(self.beside_outcomes).map(|day| format!(" and after outcomes were set beside arms on {day}"));
        shown.into_iter().chain(beside).collect()
    }
}

fn says(question: Question, (before, now): (&Said, &Said), known: &str) -> Result<String> {
    let [was, is] = [before, now].map(|said| said.answer.clone());
    let (mut what, mut from, mut to) =
        (subject(question), question.says(&was)?.join(" "), question.says(&is)?.join(" "));
    if question == Question::Outcomes {
        let [was, is] = [primary(serde_json::from_value(was)?), primary(serde_json::from_value(is)?)];
        if was != is {
            (what, from, to) = ("The primary outcome was", was, is);
        }
    }
    let (day, reason) = (long_date(london_date(now.at)), now.reason.trim_end_matches('.'));
    Ok(format!("{what} changed on {day} after the list was locked{known}, from “{from}” to “{to}”: {reason}."))
}

const fn subject(question: Question) -> &'static str {
    match question {
        Question::Windows => "The windows were",
        Question::Outcomes => "The outcomes were",
        Question::Asked => "What each arm is asked was",
        Question::SpillOver => "What follows from spill-over was",
    }
}

/// In words, without a full stop.
fn primary(outcomes: Outcomes) -> String {
    let primary = outcomes.0.into_iter().find(|one| one.primary);
    primary.map_or_else(|| "none".to_owned(), |one| format!("{}, {}", one.name, one.when))
}
