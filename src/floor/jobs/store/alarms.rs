//! The rows of alarms: what was refused, and who has looked at it.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, Selectable, SelectableHelper};
use serde::Serialize;

use crate::{
    floor::{
        Floor,
        clock::Moment,
        db::Conn,
        error::{Error, Result},
    },
    schema::alarms,
};

/// Puts down something that somebody has to look at. No names and no addresses in `subject` or `detail`.
pub fn raise_alarm(conn: &mut Conn, floor: &Floor, kind: &str, subject: &str, detail: &str) -> Result<()> {
    diesel::insert_into(alarms::table)
        .values((
            alarms::id.eq(floor.ids.next()),
            alarms::kind.eq(kind),
            alarms::subject.eq(subject),
            alarms::detail.eq(detail),
            alarms::raised_at.eq(floor.clock.now()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Something that somebody has to look at.
#[derive(Debug, Clone, diesel::Queryable, Selectable, Serialize)]
#[diesel(table_name = alarms)]
pub struct Alarm {
    pub id: String,
    pub kind: String,
    pub subject: String,
    pub detail: String,
    pub raised_at: Moment,
}

/// Alarms that nobody has seen, newest first.
pub fn unseen_alarms(conn: &mut Conn) -> Result<Vec<Alarm>> {
    let unseen = alarms::table.filter(alarms::seen_at.is_null());
    Ok(unseen.order(alarms::raised_at.desc()).select(Alarm::as_select()).load(conn)?)
}

/// Puts on record who has seen an alarm. The first who does is kept.
pub(in crate::floor::jobs) fn see_alarm(conn: &mut Conn, floor: &Floor, id: &str, account_id: &str) -> Result<()> {
    let unseen = alarms::table.find(id).filter(alarms::seen_at.is_null());
    let seen = (alarms::seen_at.eq(Some(floor.clock.now())), alarms::seen_by.eq(Some(account_id)));
    match diesel::update(unseen).set(seen).execute(conn)? {
        0 => Err(Error::Missing("that alarm")),
        _ => Ok(()),
    }
}
