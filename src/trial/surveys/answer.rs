//! Somebody answers. A named answer can be changed until the question closes, and the newest counts; of an anonymous one only
//! a tally is kept, and nothing says who it came from.

use serde::Serialize;

use super::{question::Question, store};
use crate::{
    floor::{
        Floor,
        clock::Moment,
        db::Conn,
        error::{Error, Result},
    },
    trial::uptake::{event::Event, record::record},
};

/// Keeps the answer of one person.
///
/// # Errors
/// `TooLate`, once the question has closed; `Invalid`, where nothing was chosen.
pub fn answer(conn: &mut Conn, floor: &Floor, question: &Question, person_id: &str, given: &[&str]) -> Result<()> {
    let now = floor.clock.now();
    let chosen = asked(question, given, now)?;
    if store::answer(conn, &question.id, person_id)?.is_some_and(|before| before == chosen) {
        return Ok(());
    }
    let times = store::put_answer(conn, &question.id, person_id, &chosen, now)?;
    let occasion = if times { format!("{}/{now}", question.id) } else { question.id.clone() };
    record(conn, now, Event::RecallAnswered, person_id, &question.trial_id, &occasion, &chosen)?;
    Ok(())
}

/// Counts an answer of nobody in particular.
///
/// # Errors
/// As [`answer`].
pub fn count(conn: &mut Conn, floor: &Floor, question: &Question, given: &[&str]) -> Result<()> {
    let chosen = asked(question, given, floor.clock.now())?;
    store::count(conn, &question.id, &chosen)
}

fn asked(question: &Question, given: &[&str], now: Moment) -> Result<String> {
    if !question.is_open(now) {
        return Err(Error::TooLate("This question has closed. Thank you for wanting to answer it.".into()));
    }
    question.chosen(given)
}

/// What each person chose, of those who answered.
pub fn answers(conn: &mut Conn, question: &Question) -> Result<Vec<(String, String)>> {
    store::answers(conn, &question.id)
}

/// What somebody answered under their name, and when.
#[derive(Debug, Clone, Serialize)]
pub struct Answered {
    pub question: String,
    /// In the words of the question.
    pub chosen: Vec<String>,
    pub at: Moment,
}

/// Every answer of one person, the oldest first.
pub fn of_person(conn: &mut Conn, person_id: &str) -> Result<Vec<Answered>> {
    let mut answers = Vec::new();
    for (question_id, chosen, at) in store::of_person(conn, person_id)? {
        let question = Question::find(conn, &question_id)?;
        let keys: Vec<&str> = chosen.split('+').collect();
        let options = question.options.into_iter().filter(|option| keys.contains(&option.key.as_str()));
        answers.push(Answered { question: question.words, chosen: options.map(|option| option.words).collect(), at });
    }
    answers.sort_by(|a, b| (a.at, &a.question).cmp(&(b.at, &b.question)));
    Ok(answers)
}
