//! What a room that keeps diary entries tells and takes. The floor knows no intervention, so `app.rs` names them.

use super::letter::Said;
use crate::floor::{Floor, clock::Moment, db::Conn, error::Result};

/// One room's entries.
#[derive(Debug, Clone, Copy)]
pub struct Diary {
    /// What an answer about this row has to be; `None` for a row that is not this room's.
    pub expected: fn(&mut Conn, &Floor, row: &str) -> Result<Option<Expected>>,
    /// Takes an answer that fits, in the transaction that puts it on record.
    pub take: fn(&mut Conn, &Floor, &Answer) -> Result<Taken>,
    /// Hears that a mail came back, by the job that sent it; what is not this room's is passed over.
    pub came_back: fn(&mut Conn, &Floor, job_id: &str) -> Result<()>,
}

/// Whose answer about which entry is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    pub uid: String,
    /// The address that was invited.
    pub attendee: String,
}

/// An answer by the right person about the right entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The row whose key was in the address.
    pub row: String,
    /// Of the invitation that was answered: an older one than the entry's own is stale.
    pub sequence: i32,
    pub said: Said,
    /// The person's own note; empty for none.
    pub comment: String,
    /// When it was said, UTC, by the answer's own stamp, but never after it came.
    pub at: Moment,
}

/// What a room made of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    Applied,
    /// It answers what has changed since: noted, and nothing moved.
    Stale,
    /// There is no such entry any more.
    Unknown,
}
