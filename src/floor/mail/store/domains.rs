//! The rows of receiving domains: how often each was unwell, whether it is paused, and how much it was sent of late.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, Selectable, SelectableHelper};
use serde::Serialize;

use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::Result,
    },
    schema::{mail_domains, mails},
};

/// The row of all mail.
pub const EVERYWHERE: &str = "*";

#[derive(Debug, Clone, diesel::Queryable, Selectable, Serialize)]
#[diesel(table_name = mail_domains)]
pub struct Domain {
    pub domain: String,
    /// How often it was unwell since a mail last got there.
    pub troubles: i32,
    pub paused_at: Option<Moment>,
    pub paused_until: Option<Moment>,
    pub reason: Option<String>,
}

impl Domain {
    pub fn is_paused(&self, now: Moment) -> bool {
        self.paused_at.is_some() && self.paused_until.is_none_or(|until| until > now)
    }
}

/// What is on record of these domains, and of all mail.
pub fn in_trouble(conn: &mut Conn, domains: &[&str]) -> Result<Vec<Domain>> {
    let wanted = domains.iter().copied().chain([EVERYWHERE]);
    Ok(mail_domains::table.filter(mail_domains::domain.eq_any(wanted)).select(Domain::as_select()).load(conn)?)
}

/// The domains to which no mail goes now, by name.
pub fn paused(conn: &mut Conn, now: Moment) -> Result<Vec<Domain>> {
    let noted = mail_domains::table.filter(mail_domains::paused_at.is_not_null());
    let mut found: Vec<Domain> = noted.select(Domain::as_select()).load(conn)?;
    found.retain(|domain| domain.is_paused(now));
    found.sort_by(|a, b| a.domain.cmp(&b.domain));
    Ok(found)
}

/// How many mails were tried since, by domain.
pub fn tried_since(conn: &mut Conn, domains: &[&str], since: Moment) -> Result<Vec<(String, i64)>> {
    let late = mails::table.filter(mails::domain.eq_any(domains)).filter(mails::tried_at.gt(since));
    Ok(late.group_by(mails::domain).select((mails::domain, diesel::dsl::count_star())).load(conn)?)
}

/// Pauses a domain: until a moment, or until somebody says otherwise. `false` where the latter was so already.
pub fn stop(conn: &mut Conn, domain: &str, now: Moment, until: Option<Moment>, reason: &str) -> Result<bool> {
    make(conn, domain)?;
    let found: Domain = mail_domains::table.find(domain).select(Domain::as_select()).get_result(conn)?;
    if found.paused_at.is_some() && found.paused_until.is_none() {
        return Ok(false);
    }
    let pause = (
        mail_domains::paused_at.eq(Some(now)),
        mail_domains::paused_until.eq(until),
        mail_domains::reason.eq(Some(reason)),
    );
    diesel::update(mail_domains::table.find(domain)).set(pause).execute(conn)?;
    Ok(true)
}

/// Lets mail go to a domain again; `false` where it was not paused.
pub fn resume(conn: &mut Conn, domain: &str) -> Result<bool> {
    let known = mail_domains::table.find(domain).select(mail_domains::paused_at);
    let paused: Option<Option<Moment>> = known.get_result(conn).optional()?;
    let none = (
        mail_domains::troubles.eq(0),
        mail_domains::paused_at.eq(None::<Moment>),
        mail_domains::paused_until.eq(None::<Moment>),
        mail_domains::reason.eq(None::<String>),
    );
    diesel::update(mail_domains::table.find(domain)).set(none).execute(conn)?;
    Ok(paused.flatten().is_some())
}

/// A mail got there, so that it is not unwell any more. A pause that somebody has to end is not ended by it.
pub fn recover(conn: &mut Conn, domain: &str) -> Result<()> {
    diesel::update(mail_domains::table.find(domain)).set(mail_domains::troubles.eq(0)).execute(conn)?;
    Ok(())
}

/// Counts times that a domain was unwell, and tells how many there are now.
pub fn trouble(conn: &mut Conn, domain: &str, more: i32) -> Result<i32> {
    make(conn, domain)?;
    diesel::update(mail_domains::table.find(domain))
        .set(mail_domains::troubles.eq(mail_domains::troubles + more))
        .execute(conn)?;
    Ok(mail_domains::table.find(domain).select(mail_domains::troubles).get_result(conn)?)
}

fn make(conn: &mut Conn, domain: &str) -> Result<()> {
    let known: i64 = mail_domains::table.filter(mail_domains::domain.eq(domain)).count().get_result(conn)?;
    if known == 0 {
        once(conn, |conn| {
            diesel::insert_into(mail_domains::table)
                .values((mail_domains::domain.eq(domain), mail_domains::troubles.eq(0)))
                .execute(conn)
        })?;
    }
    Ok(())
}
