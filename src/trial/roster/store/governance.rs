//! The rows of governance: every statement that was recorded, the newest in force.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, QueryResult, RunQueryDsl};

use crate::{floor::db::Conn, schema::governance, trial::roster::governance::Recorded};

pub(crate) fn add(conn: &mut Conn, id: &str, recorded: &Recorded) -> QueryResult<usize> {
    diesel::insert_into(governance::table).values((governance::id.eq(id), recorded)).execute(conn)
}

pub(crate) fn newest(conn: &mut Conn) -> QueryResult<Option<Recorded>> {
    governance::table
        .order((governance::recorded_at.desc(), governance::id.desc()))
        .select((
            governance::lawful_basis,
            governance::article_9_condition,
            governance::dpia_reference,
            governance::privacy_notice,
            governance::notice_given_on,
            governance::recorded_by,
            governance::recorded_at,
        ))
        .first(conn)
        .optional()
}
