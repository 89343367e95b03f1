//! The rows of the form: counts, and comments that hang on nobody.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        db::{Conn, once},
        error::{Error, Result},
    },
    schema::{round_comments, round_feedback_forms, round_feedback_tallies},
};

/// How many gave each answer to each question.
pub type Tallies = BTreeMap<Asked, usize>;

/// A question and one of its answers, by their keys.
pub type Asked = (String, String);

/// A comment as it is kept.
#[derive(Debug, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = round_comments)]
struct Comment {
    id: String,
    round_id: String,
    came_on: NaiveDate,
    state: String,
    sealed: Vec<u8>,
}

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

/// Counts one form by link: one more for each of `chosen` among all that is `asked`.
///
/// Every row is written afresh each time, in the order of the keys. Rows lie in a file as they were written: those that one form
/// changed would otherwise lie together, and tell which of its answers belong to each other.
pub fn count(conn: &mut Conn, round_id: &str, asked: &[Asked], chosen: &[Asked]) -> Result<()> {
    // Whoever counts a form for this Round at the same time waits here.
    count_form(conn, round_id)?;
    let mut tallies = tallies(conn, round_id, Some(How::Link))?;
    asked.iter().for_each(|one| *tallies.entry(one.clone()).or_default() += usize::from(chosen.contains(one)));
    let theirs = round_feedback_tallies::table.filter(round_feedback_tallies::round_id.eq(round_id));
    diesel::delete(theirs.filter(round_feedback_tallies::how.eq(How::Link.name()))).execute(conn)?;
    for ((question, answer), tally) in &tallies {
        let row = row(round_id, (question, answer), How::Link, i32::try_from(*tally).map_err(Error::broken)?);
        diesel::insert_into(round_feedback_tallies::table).values(row).execute(conn)?;
    }
    Ok(())
}

type Row<'a> = (
    diesel::dsl::Eq<round_feedback_tallies::round_id, &'a str>,
    diesel::dsl::Eq<round_feedback_tallies::question, &'a str>,
    diesel::dsl::Eq<round_feedback_tallies::answer, &'a str>,
    diesel::dsl::Eq<round_feedback_tallies::how, &'static str>,
    diesel::dsl::Eq<round_feedback_tallies::tally, i32>,
);

fn row<'a>(round_id: &'a str, (question, answer): (&'a str, &'a str), how: How, tally: i32) -> Row<'a> {
    (
        round_feedback_tallies::round_id.eq(round_id),
        round_feedback_tallies::question.eq(question),
        round_feedback_tallies::answer.eq(answer),
        round_feedback_tallies::how.eq(how.name()),
        round_feedback_tallies::tally.eq(tally),
    )
}

/// Sets a tally of what came on paper.
pub fn set(conn: &mut Conn, round_id: &str, (question, answer): (&str, &str), tally: i32) -> Result<()> {
    let row = row(round_id, (question, answer), How::Paper, tally);
    if !once(conn, |conn| diesel::insert_into(round_feedback_tallies::table).values(row).execute(conn))? {
        diesel::update(round_feedback_tallies::table.find((round_id, question, answer, How::Paper.name())))
            .set(round_feedback_tallies::tally.eq(tally))
            .execute(conn)?;
    }
    Ok(())
}

/// One more form by link.
fn count_form(conn: &mut Conn, round_id: &str) -> Result<()> {
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
///
/// The comments of a Round are written afresh in the order of their random ids, so that where they lie does not tell in which
/// order they came.
pub fn add_comment(conn: &mut Conn, id: &str, round_id: &str, on: NaiveDate, sealed: &[u8]) -> Result<()> {
    let theirs = round_comments::table.filter(round_comments::round_id.eq(round_id));
    let mut all: Vec<Comment> = theirs.select(Comment::as_select()).load(conn)?;
    diesel::delete(theirs).execute(conn)?;
    let state = "to_screen".to_owned();
    all.push(Comment { id: id.to_owned(), round_id: round_id.to_owned(), came_on: on, state, sealed: sealed.to_vec() });
    all.sort_by(|one, other| one.id.cmp(&other.id));
    for comment in &all {
        diesel::insert_into(round_comments::table).values(comment).execute(conn)?;
    }
    Ok(())
}

/// Those in a state, `to_screen` or `kept`, by their random ids: an order that says nothing.
pub fn comments(conn: &mut Conn, round_id: &str, state: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let theirs = round_comments::table.filter(round_comments::round_id.eq(round_id));
    let theirs = theirs.filter(round_comments::state.eq(state)).order(round_comments::id);
    Ok(theirs.select((round_comments::id, round_comments::sealed)).load(conn)?)
}

/// Waits for whoever counts a form of this Round just now, and has others wait: the rows of comments are written afresh then.
fn in_line(conn: &mut Conn, round_id: &str) -> Result<()> {
    let forms = round_feedback_forms::table.filter(round_feedback_forms::round_id.eq(round_id));
    diesel::update(forms).set(round_feedback_forms::forms.eq(round_feedback_forms::forms)).execute(conn)?;
    Ok(())
}

/// Keeps one comment to be read; whether this Round has it.
pub fn keep_comment(conn: &mut Conn, round_id: &str, id: &str) -> Result<bool> {
    in_line(conn, round_id)?;
    let known = round_comments::table.find(id).filter(round_comments::round_id.eq(round_id));
    Ok(diesel::update(known).set(round_comments::state.eq("kept")).execute(conn)? > 0)
}

/// Takes one away for good. That it is gone already is no matter.
pub fn remove_comment(conn: &mut Conn, round_id: &str, id: &str) -> Result<()> {
    in_line(conn, round_id)?;
    let known = round_comments::table.find(id).filter(round_comments::round_id.eq(round_id));
    diesel::delete(known).execute(conn)?;
    Ok(())
}
