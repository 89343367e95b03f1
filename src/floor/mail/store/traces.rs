//! The outbox, gone through for one person's sake.

use diesel::{BoolExpressionMethods, ExpressionMethods, JoinOnDsl, QueryDsl, RunQueryDsl, SelectableHelper};

use super::Row;
use crate::{
    floor::{db::Conn, error::Result},
    schema::{mail_bytes, mails},
};

/// The next mails whose bytes are kept, by id, after `last`.
pub fn after(conn: &mut Conn, last: &str, how_many: i64) -> Result<Vec<(Row, Vec<u8>)>> {
    let kept = mails::table.inner_join(mail_bytes::table.on(mail_bytes::mail_id.eq(mails::id)));
    let next = kept.filter(mails::id.gt(last)).order(mails::id).limit(how_many);
    Ok(next.select((Row::as_select(), mail_bytes::sealed)).load(conn)?)
}

/// Takes its bytes and whose it was. One that has not left never will.
pub fn erase(conn: &mut Conn, id: &str) -> Result<()> {
    diesel::delete(mail_bytes::table.find(id)).execute(conn)?;
    diesel::update(mails::table.find(id)).set(mails::addressee.eq(format!("erased.{id}"))).execute(conn)?;
    let open = mails::table.find(id).filter(mails::sent_at.is_null().and(mails::ended.is_null()));
    diesel::update(open).set(mails::ended.eq(Some("too_late"))).execute(conn)?;
    Ok(())
}
