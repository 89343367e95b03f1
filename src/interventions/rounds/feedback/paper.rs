//! Forms that came on paper: somebody counts them and types the counts in. They are set, so that a slip can be put right.

use super::instrument::Instrument;
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Complaints, Error, Result},
        web::Form,
    },
    interventions::rounds::{
        round::{Round, State},
        store,
    },
};

/// More than this is a slip of the pen.
const MOST: i32 = 2_000;

/// Counts as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    forms: i32,
    /// Question, answer, how many.
    answers: Vec<(String, String, i32)>,
}

/// The field of an answer to a question.
#[must_use]
pub fn field(question: &str, answer: &str) -> String {
    format!("{question}:{answer}")
}

impl Counts {
    /// Reads `forms`, and a count for each answer; an empty one is 0.
    ///
    /// # Errors
    /// `Invalid`, for what is no count, and where a question was answered more often than there are forms.
    pub fn parse(form: &Form, instrument: &Instrument) -> Result<Self> {
        let (mut complaints, mut answers) = (Complaints::default(), Vec::new());
        let forms = number(form, "forms", &mut complaints);
        for question in instrument.questions() {
            let mut all = 0;
            for (answer, _) in &question.answers {
                let count = number(form, &field(&question.key, answer), &mut complaints);
                all += count;
                answers.push((question.key.clone(), answer.clone(), count));
            }
            if all > forms && complaints.is_empty() {
                let first = question.answers.first().map(|(answer, _)| answer.as_str()).unwrap_or_default();
                let says = format!("“{}” has {all} answers, on {forms} forms.", question.words);
                complaints.add(field(&question.key, first), says);
            }
        }
        complaints.or(Self { forms, answers })
    }
}

fn number(form: &Form, name: &str, complaints: &mut Complaints) -> i32 {
    let typed = form.text(name).trim();
    match typed.parse() {
        Ok(count) if (0..=MOST).contains(&count) => count,
        _ if typed.is_empty() => 0,
        _ => {
            complaints.add(name, format!("Write a number from 0 to {MOST}."));
            0
        }
    }
}

/// Keeps what came on paper.
///
/// # Errors
/// `TooLate`, before the Round has begun, or where it was not held.
pub fn keep(conn: &mut Conn, floor: &Floor, actor: &str, round: &Round, counts: &Counts) -> Result<()> {
    let now = floor.clock.now();
    let on = round.state.is_open() || round.state == State::Held;
    if !on || now < round.span.starts {
        return Err(Error::TooLate("There is nothing to count before a Round has begun.".into()));
    }
    store::feedback::set_forms(conn, &round.id, counts.forms)?;
    for (question, answer, count) in &counts.answers {
        store::feedback::set(conn, &round.id, (question, answer), *count)?;
    }
    audit::write(conn, now, &Act::new(actor, "rounds.paper_counted", &round.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(fields: &[(&str, &str)]) -> Result<Counts> {
        let form = Form::of(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect());
        Counts::parse(&form, &Instrument::in_use("").unwrap())
    }

    #[test]
    fn no_question_has_more_answers_than_there_are_forms() {
        let counts = read(&[("forms", "3"), ("rating:5", "2"), ("rating:4", " 1 ")]).unwrap();
        assert_eq!(counts.forms, 3);
        assert_eq!(counts.answers.iter().map(|(_, _, count)| count).sum::<i32>(), 3);
        let error = read(&[("forms", "2"), ("rating:5", "2"), ("rating:4", "1")]).unwrap_err().to_string();
        assert!(error.contains("3 answers, on 2 forms"), "{error}");
        assert!(read(&[("forms", "two")]).is_err() && read(&[("forms", "-1")]).is_err());
    }
}
