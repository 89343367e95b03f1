//! All the SQL of mail that came.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use super::{apply::Outcome, state::State};
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
}

type Columns = (
    inbound_mails::id,
    inbound_mails::sealed,
    inbound_mails::came_at,
    inbound_mails::state,
    inbound_mails::about,
    inbound_mails::note,
    inbound_mails::read_at,
);
const COLUMNS: Columns = (
    inbound_mails::id,
    inbound_mails::sealed,
    inbound_mails::came_at,
    inbound_mails::state,
    inbound_mails::about,
    inbound_mails::note,
    inbound_mails::read_at,
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
