//! All the SQL of mail.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::Result,
    },
    schema::mails,
};

/// A mail as it is kept: sealed.
#[derive(Debug, diesel::Queryable)]
pub struct Row {
    pub id: String,
    pub template: String,
    pub sealed: Vec<u8>,
    pub rendered_at: Moment,
    pub sent_at: Option<Moment>,
}

type Columns = (mails::id, mails::template, mails::sealed, mails::rendered_at, mails::sent_at);
const COLUMNS: Columns = (mails::id, mails::template, mails::sealed, mails::rendered_at, mails::sent_at);

pub fn find(conn: &mut Conn, id: &str) -> Result<Option<Row>> {
    Ok(mails::table.find(id).select(COLUMNS).get_result(conn).optional()?)
}

/// Every mail, oldest first.
pub fn all(conn: &mut Conn) -> Result<Vec<Row>> {
    Ok(mails::table.order((mails::rendered_at, mails::id)).select(COLUMNS).load(conn)?)
}

/// Keeps a rendered mail; `false` when another worker was first.
pub fn keep(conn: &mut Conn, id: &str, template: &str, message_id: &str, sealed: &[u8], now: Moment) -> Result<bool> {
    once(conn, |conn| {
        diesel::insert_into(mails::table)
            .values((
                mails::id.eq(id),
                mails::template.eq(template),
                mails::message_id.eq(message_id),
                mails::sealed.eq(sealed),
                mails::rendered_at.eq(now),
            ))
            .execute(conn)
    })
}

pub fn mark_sent(conn: &mut Conn, id: &str, now: Moment) -> Result<()> {
    diesel::update(mails::table.find(id)).set(mails::sent_at.eq(Some(now))).execute(conn)?;
    Ok(())
}
