//! The rows of questions and what was answered.

pub mod sheets;
pub mod texts;
pub mod waves;

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, Selectable, SelectableHelper};

use super::question::Question;
use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::{Error, Result},
    },
    schema::{question_answers, question_tallies, questions},
};

#[derive(Debug, Clone, diesel::Queryable, Selectable, diesel::Insertable)]
#[diesel(table_name = questions)]
struct Row {
    id: String,
    trial_id: String,
    authority_id: String,
    about: String,
    wave: i32,
    words: String,
    options: String,
    anonymous: bool,
    opens_at: Moment,
    closes_at: Moment,
    asked_at: Option<Moment>,
}

pub fn add(conn: &mut Conn, question: &Question) -> Result<()> {
    let row = Row {
        id: question.id.clone(),
        trial_id: question.trial_id.clone(),
        authority_id: question.authority_id.clone(),
        about: question.about.clone(),
        wave: question.wave,
        words: question.words.clone(),
        options: serde_json::to_string(&question.options)?,
        anonymous: question.anonymous,
        opens_at: question.opens_at,
        closes_at: question.closes_at,
        asked_at: question.asked_at,
    };
    diesel::insert_into(questions::table).values(row).execute(conn)?;
    Ok(())
}

pub fn question(conn: &mut Conn, id: &str) -> Result<Question> {
    let found: Option<Row> = questions::table.find(id).select(Row::as_select()).get_result(conn).optional()?;
    found.ok_or(Error::Missing("That question"))?.read()
}

pub fn about(conn: &mut Conn, about: &str) -> Result<Vec<Question>> {
    let rows: Vec<Row> = questions::table
        .filter(questions::about.eq(about))
        .order(questions::wave)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// `false` where it was asked before.
pub fn mark_asked(conn: &mut Conn, id: &str, now: Moment) -> Result<bool> {
    let open = questions::table.find(id).filter(questions::asked_at.is_null());
    Ok(diesel::update(open).set(questions::asked_at.eq(now)).execute(conn)? > 0)
}

pub fn answer(conn: &mut Conn, question_id: &str, person_id: &str) -> Result<Option<String>> {
    let found = question_answers::table.find((question_id, person_id)).select(question_answers::chosen);
    Ok(found.get_result(conn).optional()?)
}

/// Everyone's, in no order.
pub fn answers(conn: &mut Conn, question_id: &str) -> Result<Vec<(String, String)>> {
    Ok(question_answers::table
        .filter(question_answers::question_id.eq(question_id))
        .select((question_answers::person_id, question_answers::chosen))
        .load(conn)?)
}

/// One person's: question, what was chosen, and when; in no order.
pub fn of_person(conn: &mut Conn, person_id: &str) -> Result<Vec<(String, String, Moment)>> {
    let mine = question_answers::table.filter(question_answers::person_id.eq(person_id));
    let columns = (question_answers::question_id, question_answers::chosen, question_answers::answered_at);
    Ok(mine.select(columns).load(conn)?)
}

pub fn erase(conn: &mut Conn, person_id: &str) -> Result<()> {
    diesel::delete(question_answers::table.filter(question_answers::person_id.eq(person_id))).execute(conn)?;
    Ok(())
}

/// Whether it took the place of one before.
pub fn put_answer(conn: &mut Conn, question_id: &str, person_id: &str, chosen: &str, now: Moment) -> Result<bool> {
    let known = question_answers::table.find((question_id, person_id));
    let set = (question_answers::chosen.eq(chosen), question_answers::answered_at.eq(now));
    if diesel::update(known).set(set).execute(conn)? > 0 {
        return Ok(true);
    }
    let row = (
        question_answers::question_id.eq(question_id),
        question_answers::person_id.eq(person_id),
        question_answers::chosen.eq(chosen),
        question_answers::answered_at.eq(now),
    );
    diesel::insert_into(question_answers::table).values(row).execute(conn)?;
    Ok(false)
}

/// One more for a tally.
pub fn count(conn: &mut Conn, question_id: &str, chosen: &str) -> Result<()> {
    once(conn, |conn| {
        diesel::insert_into(question_tallies::table)
            .values((
                question_tallies::question_id.eq(question_id),
                question_tallies::chosen.eq(chosen),
                question_tallies::tally.eq(0),
            ))
            .execute(conn)
    })?;
    diesel::update(question_tallies::table.find((question_id, chosen)))
        .set(question_tallies::tally.eq(question_tallies::tally + 1))
        .execute(conn)?;
    Ok(())
}

impl Row {
    fn read(self) -> Result<Question> {
        Ok(Question {
            options: serde_json::from_str(&self.options)?,
            id: self.id,
            trial_id: self.trial_id,
            authority_id: self.authority_id,
            about: self.about,
            wave: self.wave,
            words: self.words,
            anonymous: self.anonymous,
            opens_at: self.opens_at,
            closes_at: self.closes_at,
            asked_at: self.asked_at,
        })
    }
}
