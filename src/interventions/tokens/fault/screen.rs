//! One person looks at what was written before it is read with the fault: a note may name somebody. Kept, it stands beside the fault;
//! otherwise nothing is left of it.

use super::tell::context;
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
    },
    interventions::tokens::{placement::Here, store},
};

/// A note that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub id: String,
    pub fault_id: String,
    pub words: String,
}

/// Those that wait to be looked at (`to_screen`) or were kept (`kept`), in an order that says nothing of when they came.
pub fn notes(conn: &mut Conn, floor: &Floor, placement_id: &str, state: &str) -> Result<Vec<Note>> {
    let open = |(id, fault_id, sealed): (String, String, Vec<u8>)| {
        let words = String::from_utf8(floor.secrets.open(&context(&id), &sealed)?)?;
        Ok(Note { id, fault_id, words })
    };
    store::faults::notes(conn, placement_id, state)?.into_iter().map(open).collect()
}

/// Keeps a note to be read, or takes it away for good.
///
/// # Errors
/// `Missing`, where it is there no longer.
pub fn settle(conn: &mut Conn, floor: &Floor, actor: &str, here: &Here, note_id: &str, keeps: bool) -> Result<()> {
    let placement_id = &here.placement.id;
    let waiting = store::faults::notes(conn, placement_id, "to_screen")?;
    if !waiting.iter().any(|(id, _, _)| id == note_id) {
        return Err(Error::Missing("This note"));
    }
    if !keeps {
        store::faults::remove_note(conn, note_id)?;
    } else if !store::faults::keep_note(conn, note_id)? {
        return Err(Error::Missing("This note"));
    }
    let act = if keeps { "tokens.note_kept" } else { "tokens.note_removed" };
    audit::write(conn, floor.clock.now(), &Act::new(actor, act, placement_id))
}
