//! All the SQL of mail.

mod domains;
mod outbox;
pub mod suppressions;
pub mod traces;

use diesel::{
    ExpressionMethods, JoinOnDsl, OptionalExtension, QueryDsl, RunQueryDsl, Selectable, SelectableHelper,
    TextExpressionMethods,
};

pub use domains::{Domain, EVERYWHERE, in_trouble, paused, recover, resume, stop, tried_since, trouble};
pub use outbox::{Tried, bounced, tried};
pub use suppressions::{Suppressed, dead, lift, suppress, suppressed};

use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::Result,
    },
    schema::{mail_bytes, mails},
};

/// A mail's row: its place in the outbox.
#[derive(Debug, Clone, diesel::Queryable, Selectable)]
#[diesel(table_name = mails)]
pub struct Row {
    pub id: String,
    pub template: String,
    pub rendered_at: Moment,
    pub sent_at: Option<Moment>,
    pub own_id: String,
    pub about: String,
    pub addressee: String,
    pub sequence: i32,
    pub domain: String,
    pub tries: i32,
    pub first_tried_at: Option<Moment>,
    pub try_until: Option<Moment>,
    pub said: Option<String>,
    pub ended: Option<String>,
}

/// A mail to be kept.
#[derive(Debug)]
pub struct New {
    pub id: String,
    pub template: String,
    pub message_id: String,
    pub own_id: String,
    pub about: String,
    pub addressee: String,
    pub sequence: i32,
    pub domain: String,
    pub try_until: Option<Moment>,
    pub sealed: Vec<u8>,
}

/// A mail by its job's id.
pub fn find(conn: &mut Conn, id: &str) -> Result<Option<(Row, Vec<u8>)>> {
    let kept = mails::table.inner_join(mail_bytes::table.on(mail_bytes::mail_id.eq(mails::id)));
    let one = kept.filter(mails::id.eq(id)).select((Row::as_select(), mail_bytes::sealed));
    Ok(one.get_result(conn).optional()?)
}

/// A mail by its own UUID.
pub fn by_own_id(conn: &mut Conn, own_id: &str) -> Result<Option<Row>> {
    let one = mails::table.filter(mails::own_id.eq(own_id)).select(Row::as_select());
    Ok(one.get_result(conn).optional()?)
}

/// The mails of these jobs, and those about these things, whoever's they are.
pub fn of(conn: &mut Conn, ids: &[String], abouts: &[String]) -> Result<Vec<Row>> {
    let mut rows: Vec<Row> = mails::table.filter(mails::id.eq_any(ids)).select(Row::as_select()).load(conn)?;
    if !abouts.is_empty() {
        rows.extend(mails::table.filter(mails::about.eq_any(abouts)).select(Row::as_select()).load(conn)?);
    }
    Ok(rows)
}

/// The last mail that left for somebody about a diary entry, by its UID, at whichever state: its id and its sealed bytes.
pub fn last_of_entry(conn: &mut Conn, uid: &str, addressee: &str) -> Result<Option<(String, Vec<u8>)>> {
    let kept = mails::table.inner_join(mail_bytes::table.on(mail_bytes::mail_id.eq(mails::id)));
    let theirs = kept.filter(mails::addressee.eq(addressee)).filter(mails::about.like(format!("{uid} %")));
    let left = theirs.filter(mails::sent_at.is_not_null());
    let newest = left.order((mails::sequence.desc(), mails::rendered_at.desc(), mails::id.desc())).limit(1);
    Ok(newest.select((mails::id, mail_bytes::sealed)).get_result(conn).optional()?)
}

/// The sealed bytes of these mails, by id.
pub fn bytes(conn: &mut Conn, ids: &[&str]) -> Result<Vec<(String, Vec<u8>)>> {
    let wanted = mail_bytes::table.filter(mail_bytes::mail_id.eq_any(ids));
    Ok(wanted.select((mail_bytes::mail_id, mail_bytes::sealed)).load(conn)?)
}

/// Every mail, oldest first.
pub fn all(conn: &mut Conn) -> Result<Vec<(Row, Vec<u8>)>> {
    let kept = mails::table.inner_join(mail_bytes::table.on(mail_bytes::mail_id.eq(mails::id)));
    let by_age = kept.order((mails::rendered_at, mails::id)).select((Row::as_select(), mail_bytes::sealed));
    Ok(by_age.load(conn)?)
}

/// Keeps mails that are about to be tried for the first time, and tells of each whether it was: there may be one about the
/// same already.
pub fn keep(conn: &mut Conn, new: &[&New], now: Moment) -> Result<Vec<bool>> {
    // One savepoint serves all while all goes well.
    if once(conn, |conn| new.iter().try_fold(0, |sum, new| Ok(sum + insert(conn, new, now)?)))? {
        return Ok(vec![true; new.len()]);
    }
    new.iter().map(|new| once(conn, |conn| insert(conn, new, now))).collect()
}

fn insert(conn: &mut Conn, new: &New, now: Moment) -> diesel::QueryResult<usize> {
    diesel::insert_into(mails::table)
        .values((
            mails::id.eq(&new.id),
            mails::template.eq(&new.template),
            mails::message_id.eq(&new.message_id),
            mails::rendered_at.eq(now),
            mails::own_id.eq(&new.own_id),
            mails::about.eq(&new.about),
            mails::addressee.eq(&new.addressee),
            mails::sequence.eq(new.sequence),
            mails::domain.eq(&new.domain),
            mails::tries.eq(0),
            mails::first_tried_at.eq(Some(now)),
            mails::tried_at.eq(Some(now)),
            mails::try_until.eq(new.try_until),
        ))
        .execute(conn)?;
    let bytes = (mail_bytes::mail_id.eq(&new.id), mail_bytes::sealed.eq(&new.sealed));
    diesel::insert_into(mail_bytes::table).values(bytes).execute(conn)
}

/// Marks mails that have left.
pub fn mark_sent(conn: &mut Conn, ids: &[&str], now: Moment) -> Result<()> {
    diesel::update(mails::table.filter(mails::id.eq_any(ids)))
        .set((mails::sent_at.eq(Some(now)), mails::said.eq(None::<String>)))
        .execute(conn)?;
    Ok(())
}

/// Puts down a try that failed. `first_tried_at` is `None` where somebody may start afresh.
pub fn mark_tried(conn: &mut Conn, row: &Row, said: &str, now: Moment) -> Result<()> {
    diesel::update(mails::table.find(&row.id))
        .set((
            mails::tries.eq(row.tries),
            mails::first_tried_at.eq(row.first_tried_at),
            mails::tried_at.eq(Some(now)),
            mails::said.eq(Some(said)),
            mails::ended.eq(&row.ended),
        ))
        .execute(conn)?;
    Ok(())
}

/// Puts down what came back about a mail that had left.
pub fn mark_returned(conn: &mut Conn, id: &str, said: &str, ended: Option<&str>) -> Result<()> {
    diesel::update(mails::table.find(id)).set((mails::said.eq(Some(said)), mails::ended.eq(ended))).execute(conn)?;
    Ok(())
}
