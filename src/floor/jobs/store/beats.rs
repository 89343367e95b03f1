//! A worker says that it is alive, so that `/ready` can tell.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::Result,
    },
    schema::beats,
};

/// Puts down that `who` works at `now`.
pub fn beat(conn: &mut Conn, who: &str, now: Moment) -> Result<()> {
    let known = diesel::update(beats::table.find(who)).set(beats::at.eq(now)).execute(conn)?;
    if known == 0 {
        once(conn, |conn| {
            diesel::insert_into(beats::table).values((beats::who.eq(who), beats::at.eq(now))).execute(conn)
        })?;
    }
    Ok(())
}

/// When any worker last said so.
pub fn last_beat(conn: &mut Conn) -> Result<Option<Moment>> {
    Ok(beats::table.select(diesel::dsl::max(beats::at)).get_result(conn)?)
}

/// A worker that was told to stop takes its row with it.
pub fn last_breath(conn: &mut Conn, who: &str) -> Result<()> {
    diesel::delete(beats::table.find(who)).execute(conn)?;
    Ok(())
}
