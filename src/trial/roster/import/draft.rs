//! Checks a file and, if nothing is wrong with it, keeps it sealed until somebody has looked at what it would do.

use chrono::TimeDelta;

use super::{Preview, Record, discard::let_go, earlier::earlier, preview};
use crate::{
    floor::{Floor, db::Conn, error::Result, seal::sha256},
    trial::roster::{
        check::{Trouble, check},
        governance, store,
        store::drafts::DraftRow,
    },
};

/// How long a draft waits for a yes before it is let go, file and all.
const DRAFT_KEEPS: TimeDelta = TimeDelta::days(1);

/// What came of a file.
#[derive(Debug)]
pub enum Drafted {
    /// It waits under this id.
    Waiting { id: String, preview: Box<Preview> },
    /// Nothing was kept.
    Refused(Trouble),
}

/// Drafts a file of people.
///
/// # Errors
/// `Invalid`, while no governance statement is on record.
pub fn draft(conn: &mut Conn, floor: &Floor, actor: &str, file: &[u8]) -> Result<Drafted> {
    governance::required(conn)?;
    let (now, record) = (floor.clock.now(), Record::read(conn)?);
    for old in store::drafts::waiting_since(conn, now - DRAFT_KEEPS)? {
        let_go(conn, floor, actor, &old, "waited too long")?;
    }
    let checked = match check(file, &record.on_record()) {
        Ok(checked) => checked,
        Err(trouble) => return Ok(Drafted::Refused(trouble)),
    };
    let id = floor.ids.next();
    let row = DraftRow {
        sealed: floor.secrets.seal(&floor.ids, &context(&id), file)?,
        id: id.clone(),
        kind: "people".to_owned(),
        file_sha256: sha256(file),
        row_count: i32::try_from(checked.entries.len()).unwrap_or(i32::MAX),
        drafted_by: actor.to_owned(),
        drafted_at: now,
        state: "drafted".to_owned(),
        settled_at: None,
        again: false,
    };
    store::drafts::add(conn, &row)?;
    let mut preview = Box::new(preview::of(floor, &record, &checked));
    preview.earlier = earlier(conn, &row.file_sha256)?;
    Ok(Drafted::Waiting { id, preview })
}

/// What the sealing of a draft's file is bound to.
pub(super) fn context(id: &str) -> String {
    format!("draft:{id}")
}
