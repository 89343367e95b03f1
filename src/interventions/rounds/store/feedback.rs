//! The rows of the form: counts, and comments that hang on nobody.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use crate::{
    floor::{
        db::{Conn, once},
        error::{Error, Result},
    },
    schema::{round_comments, round_feedback_forms, round_feedback_tallies},
};

/// How many gave each answer to each question.
pub type Tallies = BTreeMap<(String, String), usize>;

/// How a form came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    Link,
    Paper,
}

impl How {
    const fn name(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Paper => "paper",
        }
    }
}

/// One more for a tally, by link.
pub fn count(conn: &mut Conn, round_id: &str, (question, answer): (&str, &str)) -> Result<()> {
    start(conn, round_id, (question, answer), How::Link)?;
    diesel::update(round_feedback_tallies::table.find((round_id, question, answer, How::Link.name())))
        .set(round_feedback_tallies::tally.eq(round_feedback_tallies::tally + 1))
        .execute(conn)?;
    Ok(())
}

/// Sets a tally of what came on paper.
pub fn set(conn: &mut Conn, round_id: &str, (question, answer): (&str, &str), tally: i32) -> Result<()> {
    start(conn, round_id, (question, answer), How::Paper)?;
    diesel::update(round_feedback_tallies::table.find((round_id, question, answer, How::Paper.name())))
        .set(round_feedback_tallies::tally.eq(tally))
        .execute(conn)?;
    Ok(())
}

fn start(conn: &mut Conn, round_id: &str, (question, answer): (&str, &str), how: How) -> Result<()> {
    let row = (
        round_feedback_tallies::round_id.eq(round_id),
        round_feedback_tallies::question.eq(question),
        round_feedback_tallies::answer.eq(answer),
        round_feedback_tallies::how.eq(how.name()),
        round_feedback_tallies::tally.eq(0),
    );
    once(conn, |conn| diesel::insert_into(round_feedback_tallies::table).values(row).execute(conn))?;
    Ok(())
}

/// One more form by link.
pub fn count_form(conn: &mut Conn, round_id: &str) -> Result<()> {
    start_forms(conn, round_id, How::Link)?;
    diesel::update(round_feedback_forms::table.find((round_id, How::Link.name())))
        .set(round_feedback_forms::forms.eq(round_feedback_forms::forms + 1))
        .execute(conn)?;
    Ok(())
}

/// Sets how many forms came on paper.
pub fn set_forms(conn: &mut Conn, round_id: &str, forms: i32) -> Result<()> {
    start_forms(conn, round_id, How::Paper)?;
    diesel::update(round_feedback_forms::table.find((round_id, How::Paper.name())))
        .set(round_feedback_forms::forms.eq(forms))
        .execute(conn)?;
    Ok(())
}

fn start_forms(conn: &mut Conn, round_id: &str, how: How) -> Result<()> {
    let row = (
        round_feedback_forms::round_id.eq(round_id),
        round_feedback_forms::how.eq(how.name()),
        round_feedback_forms::forms.eq(0),
    );
    once(conn, |conn| diesel::insert_into(round_feedback_forms::table).values(row).execute(conn))?;
    Ok(())
}

/// The tallies of what came one way, or (`None`) either way.
pub fn tallies(conn: &mut Conn, round_id: &str, only: Option<How>) -> Result<Tallies> {
    let rows: Vec<(String, String, String, i32)> = round_feedback_tallies::table
        .filter(round_feedback_tallies::round_id.eq(round_id))
        .select((
            round_feedback_tallies::question,
            round_feedback_tallies::answer,
            round_feedback_tallies::how,
            round_feedback_tallies::tally,
        ))
        .load(conn)?;
    let mut tallies = Tallies::new();
    for (question, answer, how, tally) in rows {
        if only.is_none_or(|only| only.name() == how) {
            *tallies.entry((question, answer)).or_default() += usize::try_from(tally).map_err(Error::broken)?;
        }
    }
    Ok(tallies)
}

/// Forms by link and on paper.
pub fn forms(conn: &mut Conn, round_id: &str) -> Result<(usize, usize)> {
    let mut by = |how: &str| {
        let known = round_feedback_forms::table.find((round_id, how)).select(round_feedback_forms::forms);
        let forms: Option<i32> = known.get_result(conn).optional()?;
        usize::try_from(forms.unwrap_or_default()).map_err(Error::broken)
    };
    Ok((by("link")?, by("paper")?))
}

/// Keeps a comment, sealed, to be looked at before anybody reads it.
pub fn add_comment(conn: &mut Conn, id: &str, round_id: &str, on: NaiveDate, sealed: &[u8]) -> Result<()> {
    let row = (
        round_comments::id.eq(id),
        round_comments::round_id.eq(round_id),
        round_comments::came_on.eq(on),
        round_comments::state.eq("to_screen"),
        round_comments::sealed.eq(sealed),
    );
    diesel::insert_into(round_comments::table).values(row).execute(conn)?;
    Ok(())
}

/// Those in a state, `to_screen` or `kept`, by their random ids: an order that says nothing.
pub fn comments(conn: &mut Conn, round_id: &str, state: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let theirs = round_comments::table.filter(round_comments::round_id.eq(round_id));
    let theirs = theirs.filter(round_comments::state.eq(state)).order(round_comments::id);
    Ok(theirs.select((round_comments::id, round_comments::sealed)).load(conn)?)
}

/// Keeps one comment to be read; whether this Round has it.
pub fn keep_comment(conn: &mut Conn, round_id: &str, id: &str) -> Result<bool> {
    let known = round_comments::table.find(id).filter(round_comments::round_id.eq(round_id));
    Ok(diesel::update(known).set(round_comments::state.eq("kept")).execute(conn)? > 0)
}

/// Takes one away for good. That it is gone already is no matter.
pub fn remove_comment(conn: &mut Conn, round_id: &str, id: &str) -> Result<()> {
    let known = round_comments::table.find(id).filter(round_comments::round_id.eq(round_id));
    diesel::delete(known).execute(conn)?;
    Ok(())
}
