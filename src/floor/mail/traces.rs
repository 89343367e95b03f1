//! What is kept of the mail that somebody was sent, or that names them: told to them, and erased when they ask.

use serde::Serialize;

use super::{
    Mail, parcel,
    store::{Row, suppressions, traces},
};
use crate::floor::{Floor, clock::Moment, db::Conn, error::Result, whose::Whose};

/// How many are opened at a time.
const SOME: i64 = 500;

/// A mail that somebody was sent.
#[derive(Debug, Clone, Serialize)]
pub struct Trace {
    /// What kind it is, by the name of its template.
    pub kind: String,
    pub written_at: Moment,
    /// `None` where it never left.
    pub sent_at: Option<Moment>,
    pub subject: String,
    pub came_back: bool,
}

/// What somebody was sent, the oldest first.
pub fn sent_to(conn: &mut Conn, floor: &Floor, whose: &Whose) -> Result<Vec<Trace>> {
    let (hashes, mut sent) = (hashes(floor, whose)?, Vec::new());
    each(conn, floor, |row, mail| {
        if is_to(row, mail, whose, &hashes) {
            sent.push(Trace {
                kind: row.template.clone(),
                written_at: row.rendered_at,
                sent_at: row.sent_at,
                subject: mail.subject.clone(),
                came_back: row.ended.as_deref() == Some("bounced"),
            });
        }
    })?;
    sent.sort_by(|a, b| (a.written_at, &a.kind, &a.subject).cmp(&(b.written_at, &b.kind, &b.subject)));
    Ok(sent)
}

/// The mails that they were sent, and those to others that name them, by id.
pub fn of(conn: &mut Conn, floor: &Floor, whose: &Whose) -> Result<Vec<String>> {
    let (hashes, mut found) = (hashes(floor, whose)?, Vec::new());
    each(conn, floor, |row, mail| {
        if is_to(row, mail, whose, &hashes) || says(mail).any(|text| whose.is_in(text)) {
            found.push(row.id.clone());
        }
    })?;
    Ok(found)
}

/// Erases the bytes of these mails and the hash of their address. That each was written, when, and what became of it stays.
pub fn erase(conn: &mut Conn, floor: &Floor, whose: &Whose, ids: &[String]) -> Result<()> {
    ids.iter().try_for_each(|id| traces::erase(conn, id))?;
    suppressions::forget(conn, &hashes(floor, whose)?)
}

fn each(conn: &mut Conn, floor: &Floor, mut act: impl FnMut(&Row, &Mail)) -> Result<()> {
    let mut last = String::new();
    loop {
        let some = traces::after(conn, &last, SOME)?;
        let Some((row, _)) = some.last() else { return Ok(()) };
        last.clone_from(&row.id);
        for (row, sealed) in &some {
            act(row, &parcel::open(floor, &row.id, sealed)?.0);
        }
    }
}

fn is_to(row: &Row, mail: &Mail, whose: &Whose, hashes: &[String]) -> bool {
    let of_entry = row.about.split_once(' ').is_some_and(|(uid, _)| whose.rows().iter().any(|row| row == uid));
    of_entry || hashes.contains(&row.addressee) || whose.is_in(&mail.to)
}

fn hashes(floor: &Floor, whose: &Whose) -> Result<Vec<String>> {
    whose.addresses().iter().map(|address| Ok(parcel::hashed(floor, &parcel::address(address)?))).collect()
}

/// Every text in it that can name somebody.
fn says(mail: &Mail) -> impl Iterator<Item = &str> {
    let diary = mail.extras.diary.as_ref().map(|diary| diary.ics.as_str());
    [mail.subject.as_str(), &mail.text, &mail.html].into_iter().chain(diary)
}
