//! Somebody fills the form in. It becomes counts at once; what they wrote is sealed under a random id.

use super::{
    instrument::{Instrument, Question},
    is_open,
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Complaints, Error, Result},
        web::Form,
    },
    interventions::rounds::store,
};

/// The longest comment, in characters.
pub const LONGEST: usize = 2_000;

/// What somebody chose, and wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// Question and answer, by their keys.
    chosen: Vec<(String, String)>,
    comment: String,
}

impl Answers {
    /// Reads a form: each question in a field of its own, and `comment`. Any of them may be left out.
    ///
    /// # Errors
    /// `Invalid`, for a form that is empty, an answer that is not offered, or a comment that is too long.
    pub fn parse(form: &Form, instrument: &Instrument) -> Result<Self> {
        let (mut complaints, mut chosen) = (Complaints::default(), Vec::new());
        let questions = instrument.questions();
        for question in &questions {
            match form.text(question.field()) {
                "" => {}
                answer if offers(question, answer) => chosen.push((question.key.clone(), answer.to_owned())),
                _ => complaints.add(question.field(), "Choose one of the answers, or none."),
            }
        }
        let comment = form.text("comment").trim().to_owned();
        if comment.chars().count() > LONGEST {
            complaints.add("comment", format!("Keep it to {LONGEST} letters."));
        }
        if complaints.is_empty() && chosen.is_empty() && comment.is_empty() {
            let first = questions.first().map(Question::field).unwrap_or_default();
            complaints.add(first, "Nothing is filled in yet. Answer as much or as little as you like.");
        }
        complaints.or(Self { chosen, comment })
    }
}

fn offers(question: &Question, answer: &str) -> bool {
    question.answers.iter().any(|(key, _)| key == answer)
}

/// Counts one form by link.
///
/// # Errors
/// `TooLate`, before the Round and once the form has closed.
pub fn keep(conn: &mut Conn, floor: &Floor, round_id: &str, answers: &Answers) -> Result<()> {
    if !is_open(&store::rounds::one(conn, round_id)?, floor.clock.now()) {
        return Err(Error::TooLate("This form is not open now. Thank you for wanting to fill it in.".into()));
    }
    let asked: Vec<_> = Instrument::of(floor)?.questions().iter().flat_map(Question::asked).collect();
    store::feedback::count(conn, round_id, &asked, &answers.chosen)?;
    if answers.comment.is_empty() {
        return Ok(());
    }
    let id = floor.ids.random();
    let sealed = floor.secrets.seal(&floor.ids, &context(&id), answers.comment.as_bytes())?;
    store::feedback::add_comment(conn, &id, round_id, floor.clock.today(), &sealed)
}

/// What a comment is sealed beside.
pub(super) fn context(id: &str) -> String {
    format!("round comment:{id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(fields: &[(&str, &str)]) -> Result<Answers> {
        let form = Form::of(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect());
        Answers::parse(&form, &Instrument::in_use("").unwrap())
    }

    #[test]
    fn as_much_or_as_little_as_one_likes_but_not_nothing() {
        assert_eq!(read(&[("rating", "5")]).unwrap().chosen, [("rating".to_owned(), "5".to_owned())]);
        assert!(read(&[("comment", "Thank you")]).unwrap().chosen.is_empty());
        assert!(read(&[("comment", "  ")]).is_err() && read(&[]).is_err());
    }

    #[test]
    fn only_what_is_offered_is_counted() {
        assert!(read(&[("rating", "6")]).is_err());
        assert!(read(&[("item.talk", "3"), ("group", "wizard")]).is_err());
        assert!(read(&[("colour", "blue")]).is_err());
        assert!(read(&[("comment", &"x".repeat(LONGEST + 1))]).is_err());
    }
}
