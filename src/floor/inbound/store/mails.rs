//! The mails that came.

use diesel::{BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use super::super::{apply::Outcome, state::State};
use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::{Error, Result},
    },
    schema::inbound_mails,
};

/// What is known of a mail when it comes.
#[derive(Debug)]
pub struct New<'a> {
    pub id: &'a str,
    /// SHA-256 of its bytes, as hex.
    pub hash: &'a str,
    pub source: &'a str,
    pub sealed: &'a [u8],
    pub came_at: Moment,
}

/// A mail that came, as it is kept.
#[derive(Debug, Clone, diesel::Queryable)]
pub struct Row {
    pub id: String,
    /// Gone once it is old.
    pub sealed: Option<Vec<u8>>,
    pub came_at: Moment,
    pub state: String,
    pub about: Option<String>,
    pub note: Option<String>,
    pub read_at: Option<Moment>,
    pub seen_at: Option<Moment>,
}

type Columns = (
    inbound_mails::id,
    inbound_mails::sealed,
    inbound_mails::came_at,
    inbound_mails::state,
    inbound_mails::about,
    inbound_mails::note,
    inbound_mails::read_at,
    inbound_mails::seen_at,
);
const COLUMNS: Columns = (
    inbound_mails::id,
    inbound_mails::sealed,
    inbound_mails::came_at,
    inbound_mails::state,
    inbound_mails::about,
    inbound_mails::note,
    inbound_mails::read_at,
    inbound_mails::seen_at,
);

pub fn by_hash(conn: &mut Conn, hash: &str) -> Result<Option<String>> {
    let found = inbound_mails::table.filter(inbound_mails::hash.eq(hash)).select(inbound_mails::id);
    Ok(found.get_result(conn).optional()?)
}

pub fn one(conn: &mut Conn, id: &str) -> Result<Row> {
    let found = inbound_mails::table.find(id).select(COLUMNS).get_result(conn).optional()?;
    found.ok_or(Error::Missing("that mail"))
}

/// `false` when its bytes or its Message-ID (as a hash) are here already.
pub fn keep(conn: &mut Conn, mail: &New, message: Option<&str>, state: State) -> Result<bool> {
    once(conn, |conn| {
        diesel::insert_into(inbound_mails::table)
            .values((
                inbound_mails::id.eq(mail.id),
                inbound_mails::hash.eq(mail.hash),
                inbound_mails::message.eq(message),
                inbound_mails::source.eq(mail.source),
                inbound_mails::sealed.eq(Some(mail.sealed)),
                inbound_mails::came_at.eq(mail.came_at),
                inbound_mails::state.eq(state.name()),
            ))
            .execute(conn)
    })
}

/// Marks it as read; `false` when somebody else did. Comes before whatever it moves, so that nothing is moved twice.
pub fn begin(conn: &mut Conn, id: &str, now: Moment) -> Result<bool> {
    let unread = inbound_mails::table.filter(inbound_mails::id.eq(id)).filter(inbound_mails::read_at.is_null());
    Ok(diesel::update(unread).set(inbound_mails::read_at.eq(Some(now))).execute(conn)? == 1)
}

/// Puts on record what became of it.
pub fn settle(conn: &mut Conn, id: &str, outcome: &Outcome) -> Result<()> {
    diesel::update(inbound_mails::table.find(id))
        .set((
            inbound_mails::state.eq(outcome.state.name()),
            inbound_mails::about.eq(&outcome.about),
            inbound_mails::note.eq(&outcome.note),
        ))
        .execute(conn)?;
    Ok(())
}

/// The states in which a mail waits for somebody.
fn that_wait() -> Vec<&'static str> {
    State::ALL.into_iter().filter(|state| state.waits()).map(State::name).collect()
}

/// What waits for somebody, the newest first.
pub fn waiting(conn: &mut Conn) -> Result<Vec<Row>> {
    let waiting = inbound_mails::table.filter(inbound_mails::state.eq_any(that_wait()));
    let unseen = waiting.filter(inbound_mails::seen_at.is_null());
    Ok(unseen.order((inbound_mails::came_at.desc(), inbound_mails::hash)).select(COLUMNS).load(conn)?)
}

pub fn count_waiting(conn: &mut Conn) -> Result<i64> {
    let waiting = inbound_mails::table.filter(inbound_mails::state.eq_any(that_wait()));
    Ok(waiting.filter(inbound_mails::seen_at.is_null()).count().get_result(conn)?)
}

/// Somebody has looked at it; `false` when somebody had before.
pub fn see(conn: &mut Conn, id: &str, by: &str, now: Moment) -> Result<bool> {
    one(conn, id)?;
    let unseen = inbound_mails::table.filter(inbound_mails::id.eq(id)).filter(inbound_mails::seen_at.is_null());
    let seen = (inbound_mails::seen_by.eq(Some(by)), inbound_mails::seen_at.eq(Some(now)));
    Ok(diesel::update(unseen).set(seen).execute(conn)? == 1)
}

/// Erases what came before a moment and waits for nobody; how many that were.
pub fn forget_before(conn: &mut Conn, before: Moment) -> Result<usize> {
    let old =
        inbound_mails::table.filter(inbound_mails::came_at.lt(before)).filter(inbound_mails::sealed.is_not_null());
    let done = old.filter(
        inbound_mails::seen_at.is_not_null().or(inbound_mails::state
            .ne_all(that_wait())
            .and(inbound_mails::read_at.is_not_null().or(inbound_mails::state.eq(State::Repeated.name())))),
    );
    Ok(diesel::update(done).set(inbound_mails::sealed.eq(None::<Vec<u8>>)).execute(conn)?)
}

/// The next mails that are still kept, by id, after `last`.
pub fn kept_after(conn: &mut Conn, last: &str, how_many: i64) -> Result<Vec<Row>> {
    let kept = inbound_mails::table.filter(inbound_mails::sealed.is_not_null());
    let next = kept.filter(inbound_mails::id.gt(last)).order(inbound_mails::id).limit(how_many);
    Ok(next.select(COLUMNS).load(conn)?)
}

/// Erases one mail at the wish of whom it is about. It waits for nobody any more, and is known again should it come once more.
pub fn erase(conn: &mut Conn, id: &str, now: Moment) -> Result<()> {
    diesel::update(inbound_mails::table.find(id)).set(inbound_mails::sealed.eq(None::<Vec<u8>>)).execute(conn)?;
    see(conn, id, "erased", now).map(drop)
}

/// The state of each mail.
#[cfg(test)]
pub fn states(conn: &mut Conn) -> Result<Vec<String>> {
    Ok(inbound_mails::table.select(inbound_mails::state).load(conn)?)
}
