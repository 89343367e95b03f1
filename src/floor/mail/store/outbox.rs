//! What the coordinator's page asks of the outbox. No address, no subject: a template, a domain, a number.

use diesel::{ExpressionMethods, JoinOnDsl, QueryDsl, RunQueryDsl};
use serde::Serialize;

use crate::{
    floor::{clock::Moment, db::Conn, error::Result},
    schema::{jobs, mails},
};

/// Mails that were tried and have not left, with what was last said of them.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, Serialize)]
pub struct Tried {
    pub template: String,
    pub domain: String,
    pub said: Option<String>,
    pub count: i64,
    pub oldest: Option<Moment>,
    /// When the first of them is tried again.
    pub next: Option<Moment>,
}

/// Mails whose address did not take them.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, Serialize)]
pub struct Bounced {
    pub template: String,
    pub domain: String,
    pub said: Option<String>,
    pub count: i64,
    pub latest: Option<Moment>,
}

/// Those whose jobs stand so.
pub fn tried(conn: &mut Conn, states: &[&str]) -> Result<Vec<Tried>> {
    let open = mails::table
        .inner_join(jobs::table.on(jobs::id.eq(mails::id)))
        .filter(mails::sent_at.is_null())
        .filter(mails::ended.is_null())
        .filter(jobs::state.eq_any(states));
    let mut found: Vec<Tried> = open
        .group_by((mails::template, mails::domain, mails::said))
        .select((
            mails::template,
            mails::domain,
            mails::said,
            diesel::dsl::count_star(),
            diesel::dsl::min(mails::rendered_at),
            diesel::dsl::min(jobs::due_at),
        ))
        .load(conn)?;
    found.sort_by(|a, b| (&a.template, &a.domain, &a.said).cmp(&(&b.template, &b.domain, &b.said)));
    Ok(found)
}

pub fn bounced(conn: &mut Conn) -> Result<Vec<Bounced>> {
    let mut found: Vec<Bounced> = mails::table
        .filter(mails::ended.is_not_null())
        .group_by((mails::template, mails::domain, mails::said))
        .select((
            mails::template,
            mails::domain,
            mails::said,
            diesel::dsl::count_star(),
            diesel::dsl::max(mails::tried_at),
        ))
        .load(conn)?;
    found.sort_by(|a, b| b.latest.cmp(&a.latest).then_with(|| a.template.cmp(&b.template)));
    Ok(found)
}
