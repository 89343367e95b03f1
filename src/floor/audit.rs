//! The audit log: append-only, each row's hash over the one before, so that a changed or missing row shows.
//!
//! Rows hold ids and words for acts; never a name, an address, an answer or a key.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use sha2::{Digest, Sha256};

use super::{clock::Moment, db::Conn, error::Result};
use crate::schema::{audit_head, audits};

/// One act to put on record.
#[derive(Debug, Clone)]
pub struct Act {
    /// Who: an account's id, `worker`, or `command line`.
    pub actor: String,
    /// What, as `room.verb`: `letter.signed`, `address.opened`.
    pub act: &'static str,
    /// To which row.
    pub subject: String,
    /// Why, or whatever else a reader will want; no personal data.
    pub detail: String,
}

impl Act {
    pub fn new(actor: &str, act: &'static str, subject: &str) -> Self {
        Self { actor: actor.to_owned(), act, subject: subject.to_owned(), detail: String::new() }
    }

    #[must_use]
    pub fn because(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }
}

/// A row as it was written.
#[derive(Debug, Clone, diesel::Queryable, serde::Serialize)]
pub struct Entry {
    pub seq: i64,
    pub at: Moment,
    pub actor: String,
    pub act: String,
    pub subject: String,
    pub detail: String,
    pub hash: String,
}

/// Appends one act. The head row is taken first, so that writers on PostgreSQL queue for their place in the chain; SQLite
/// has one writer anyway.
pub fn write(conn: &mut Conn, at: Moment, act: &Act) -> Result<()> {
    write_all(conn, at, std::slice::from_ref(act))
}

/// Appends acts in order, taking the head once.
pub fn write_all(conn: &mut Conn, at: Moment, acts: &[Act]) -> Result<()> {
    if acts.is_empty() {
        return Ok(());
    }
    let added = i64::try_from(acts.len()).unwrap_or(i64::MAX);
    let head = audit_head::table.select((audit_head::seq, audit_head::hash));
    let (last, mut hash): (i64, String) = match conn {
        Conn::Sqlite(sqlite) => head.get_result(sqlite)?,
        Conn::Postgres(postgres) => head.for_update().get_result(postgres)?,
    };
    for (seq, act) in (last + 1..).zip(acts) {
        hash = link(&hash, seq, at, &act.actor, act.act, &act.subject, &act.detail);
        diesel::insert_into(audits::table)
            .values((
                audits::seq.eq(seq),
                audits::at.eq(at),
                audits::actor.eq(&act.actor),
                audits::act.eq(act.act),
                audits::subject.eq(&act.subject),
                audits::detail.eq(&act.detail),
                audits::hash.eq(&hash),
            ))
            .execute(conn)?;
    }
    diesel::update(audit_head::table)
        .set((audit_head::seq.eq(last + added), audit_head::hash.eq(&hash)))
        .execute(conn)?;
    Ok(())
}

/// The history of one row, oldest first.
pub fn history(conn: &mut Conn, subject: &str) -> Result<Vec<Entry>> {
    Ok(audits::table.filter(audits::subject.eq(subject)).order(audits::seq).load(conn)?)
}

/// What somebody did to a row since a moment, by actor, act and subject, oldest first.
pub fn done_since(conn: &mut Conn, (actor, act, subject): (&str, &str, &str), since: Moment) -> Result<Vec<Entry>> {
    let theirs = audits::table.filter(audits::subject.eq(subject)).filter(audits::actor.eq(actor));
    Ok(theirs.filter(audits::act.eq(act)).filter(audits::at.ge(since)).order(audits::seq).load(conn)?)
}

/// A detail that counts, as people read it: `people 5, managers 1` is `5 people, 1 manager`. `None` for any other.
#[must_use]
pub fn counted(detail: &str) -> Option<String> {
    let mut parts = detail.split(", ");
    let first = count_first(parts.next()?)?;
    let rest = parts.map(|part| count_first(part).unwrap_or_else(|| part.to_owned()));
    Some(std::iter::once(first).chain(rest).collect::<Vec<_>>().join(", "))
}

fn count_first(part: &str) -> Option<String> {
    let (word, count) = part.split_once(' ')?;
    let count: u64 = count.parse().ok()?;
    let one = if word == "people" { "person" } else { word.trim_end_matches('s') };
    Some(format!("{count} {}", if count == 1 { one } else { word }))
}

/// Follows the chain from its start. `Ok(Err(seq))` names the first row that does not fit.
pub fn verify(conn: &mut Conn) -> Result<std::result::Result<i64, i64>> {
    const PAGE: i64 = 10_000;
    let (mut seq, mut hash) = (0, String::new());
    loop {
        let page: Vec<Entry> = audits::table.filter(audits::seq.gt(seq)).order(audits::seq).limit(PAGE).load(conn)?;
        if page.is_empty() {
            break;
        }
        for entry in page {
            let fits = link(&hash, seq + 1, entry.at, &entry.actor, &entry.act, &entry.subject, &entry.detail);
            if entry.seq != seq + 1 || entry.hash != fits {
                return Ok(Err(seq + 1));
            }
            (seq, hash) = (entry.seq, entry.hash);
        }
    }
    let head: (i64, String) = audit_head::table.select((audit_head::seq, audit_head::hash)).get_result(conn)?;
    Ok(if head == (seq, hash) { Ok(seq) } else { Err(seq + 1) })
}

fn link(before: &str, seq: i64, at: Moment, actor: &str, act: &str, subject: &str, detail: &str) -> String {
    let mut sha = Sha256::new();
    let (seq, at) = (seq.to_string(), at.and_utc().timestamp_micros().to_string());
    for part in [before, &seq, &at, actor, act, subject, detail] {
        sha.update((part.len() as u64).to_be_bytes());
        sha.update(part);
    }
    hex::encode(sha.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_detail_that_counts_reads_as_words_and_any_other_stays_a_reason() {
        assert_eq!(counted("people 5, managers 1").as_deref(), Some("5 people, 1 manager"));
        assert_eq!(counted("letters 1, postage economy").as_deref(), Some("1 letter, postage economy"));
        assert_eq!(counted("The wording was wrong"), None);
        assert_eq!(counted(""), None);
    }
}
