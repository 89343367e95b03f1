//! Two lines that a colleague suggests about somebody, until the manager takes them on or declines.

use std::collections::HashSet;

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::{Error, Result},
    },
    interventions::letters::suggested::Suggested,
    schema::{letters, line_suggestions as suggestions},
};

#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = suggestions)]
struct Row {
    id: String,
    letter_id: String,
    colleague_id: String,
    line_one: String,
    line_two: String,
    state: String,
    asked_by: String,
    asked_at: Moment,
}

/// One colleague's lines about one person in one round.
#[derive(Clone)]
pub struct Suggestion {
    pub id: String,
    pub letter_id: String,
    pub colleague_id: String,
    /// As typed.
    pub words: [String; 2],
    pub state: Suggested,
    /// The account that asked for them.
    pub asked_by: String,
    pub asked_at: Moment,
}

/// What is written of people stays out of logs.
impl std::fmt::Debug for Suggestion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Suggestion").field("id", &self.id).field("state", &self.state).finish_non_exhaustive()
    }
}

impl Suggestion {
    fn read(row: Row) -> Result<Self> {
        Ok(Self {
            state: Suggested::parse(&row.state)?,
            id: row.id,
            letter_id: row.letter_id,
            colleague_id: row.colleague_id,
            words: [row.line_one, row.line_two],
            asked_by: row.asked_by,
            asked_at: row.asked_at,
        })
    }
}

/// Adds a colleague who is asked; `false` when they were already.
pub fn add(conn: &mut Conn, id: &str, letter_id: &str, colleague_id: &str, by: &str, now: Moment) -> Result<bool> {
    let row = Row {
        id: id.to_owned(),
        letter_id: letter_id.to_owned(),
        colleague_id: colleague_id.to_owned(),
        line_one: String::new(),
        line_two: String::new(),
        state: Suggested::Asked.name().to_owned(),
        asked_by: by.to_owned(),
        asked_at: now,
    };
    once(conn, |conn| diesel::insert_into(suggestions::table).values(&row).execute(conn))
}

/// # Errors
/// `Missing`, where there is none of this id.
pub fn one(conn: &mut Conn, id: &str) -> Result<Suggestion> {
    let found = suggestions::table.find(id).select(Row::as_select()).get_result(conn).optional()?;
    Suggestion::read(found.ok_or(Error::Missing("This page"))?)
}

/// Every suggestion in a round, the oldest first.
pub fn of_round(conn: &mut Conn, round_id: &str) -> Result<Vec<Suggestion>> {
    let of_round = letters::table.filter(letters::round_id.eq(round_id)).select(letters::id);
    let rows: Vec<Row> =
        suggestions::table.filter(suggestions::letter_id.eq_any(of_round)).select(Row::as_select()).load(conn)?;
    let mut found = rows.into_iter().map(Suggestion::read).collect::<Result<Vec<_>>>()?;
    found.sort_by(|a, b| (a.asked_at, &a.id).cmp(&(b.asked_at, &b.id)));
    Ok(found)
}

/// Keeps what a colleague typed, until it is settled.
pub fn put(conn: &mut Conn, id: &str, words: &[String; 2], state: Suggested) -> Result<()> {
    let open = [Suggested::Asked, Suggested::Given].map(Suggested::name);
    let still = suggestions::table.find(id).filter(suggestions::state.eq_any(open));
    diesel::update(still)
        .set((
            suggestions::line_one.eq(&words[0]),
            suggestions::line_two.eq(&words[1]),
            suggestions::state.eq(state.name()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Takes away what colleagues wrote of somebody.
pub fn erase_words(conn: &mut Conn, letter_id: &str) -> Result<()> {
    diesel::update(suggestions::table.filter(suggestions::letter_id.eq(letter_id)))
        .set((suggestions::line_one.eq(""), suggestions::line_two.eq("")))
        .execute(conn)?;
    Ok(())
}

/// What colleagues wrote for a letter, in no order.
pub fn of_letter(conn: &mut Conn, letter_id: &str) -> Result<Vec<Suggestion>> {
    let theirs = suggestions::table.filter(suggestions::letter_id.eq(letter_id));
    let rows: Vec<Row> = theirs.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Suggestion::read).collect()
}

/// Whether any of these people was asked for a suggestion.
pub fn asked_any(conn: &mut Conn, people: &HashSet<String>) -> Result<bool> {
    let asked: Vec<String> = suggestions::table.select(suggestions::colleague_id).distinct().load(conn)?;
    Ok(asked.iter().any(|person| people.contains(person)))
}

/// Ends a suggestion; `false` when it had ended already.
pub fn settle(conn: &mut Conn, id: &str, state: Suggested, by: &str, now: Moment) -> Result<bool> {
    let open = [Suggested::Asked, Suggested::Given].map(Suggested::name);
    let still = suggestions::table.find(id).filter(suggestions::state.eq_any(open));
    let end = (suggestions::state.eq(state.name()), suggestions::settled_by.eq(by), suggestions::settled_at.eq(now));
    Ok(diesel::update(still).set(end).execute(conn)? == 1)
}
