//! The one inlet: a mail is kept as it came, sealed and known by its hash, before anything is made of it.

use super::{
    Envelope,
    read::message_id,
    state::State,
    store::mails,
    understand::{ToRead, Understand},
};
use crate::floor::{Floor, db::Conn, error::Result, jobs, seal::sha256};

/// Where a mail is that was handed in, by its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    New(String),
    /// The very same bytes are here already.
    Known(String),
    /// Other bytes under a Message-ID that is here already: kept, and nothing is made of it.
    Repeated(String),
}

/// Keeps `raw` and promises that it will be read, in one transaction. However often a mail comes, it is read once.
pub fn ingest(conn: &mut Conn, floor: &Floor, raw: &[u8], envelope: &Envelope) -> Result<Kept> {
    let hash = sha256(raw);
    if let Some(id) = mails::by_hash(conn, &hash)? {
        return Ok(Kept::Known(id));
    }
    let id = floor.ids.next();
    let sealed = floor.secrets.seal(&floor.ids, &seal_context(&id), &with_recipients(raw, envelope))?;
    // Only its hash: programs put the names of people and machines into Message-IDs.
    let message = message_id(raw).map(|id| sha256(id.as_bytes()));
    let row = mails::New { id: &id, hash: &hash, source: envelope.source, sealed: &sealed, came_at: floor.clock.now() };
    if mails::keep(conn, &row, message.as_deref(), State::Kept)? {
        jobs::enqueue::<Understand>(conn, floor, &ToRead { mail_id: id.clone() })?;
        return Ok(Kept::New(id));
    }
    // Somebody was first with these bytes, or another mail has the Message-ID.
    match mails::by_hash(conn, &hash)? {
        Some(id) => Ok(Kept::Known(id)),
        None => mails::keep(conn, &row, None, State::Repeated).map(|_| Kept::Repeated(id)),
    }
}

pub fn seal_context(id: &str) -> String {
    format!("inbound:{id}")
}

/// A way that knows who a mail was delivered to says so at its top, as a mail host would.
fn with_recipients(raw: &[u8], envelope: &Envelope) -> Vec<u8> {
    let clean = envelope.recipients.iter().filter(|one| !one.contains(|sign: char| sign.is_control()));
    let mut bytes: Vec<u8> = clean.flat_map(|one| format!("X-Original-To: {one}\r\n").into_bytes()).collect();
    bytes.extend_from_slice(raw);
    bytes
}
