//! Mail as it was written, for whoever may read it: the demo's page, and tests.

use serde::Serialize;

use super::{Mail, parcel, store};
use crate::floor::{
    Floor,
    clock::Moment,
    db::Conn,
    error::{Error, Result},
};

/// A mail and when it was written and left.
#[derive(Debug, Clone, Serialize)]
pub struct Kept {
    pub id: String,
    pub template: String,
    pub mail: Mail,
    pub rendered_at: Moment,
    pub sent_at: Option<Moment>,
}

/// Every mail, newest first.
pub fn kept(conn: &mut Conn, floor: &Floor) -> Result<Vec<Kept>> {
    store::all(conn)?.into_iter().rev().map(|(row, sealed)| opened(floor, row, &sealed)).collect()
}

/// Whether the mail of a job has been written, and so may have left.
pub fn is_written(conn: &mut Conn, job_id: &str) -> Result<bool> {
    Ok(store::find(conn, job_id)?.is_some())
}

/// One mail, by its job's id.
pub fn read(conn: &mut Conn, floor: &Floor, id: &str) -> Result<Kept> {
    let (row, sealed) = store::find(conn, id)?.ok_or(Error::Missing("that mail"))?;
    opened(floor, row, &sealed)
}

fn opened(floor: &Floor, row: store::Row, sealed: &[u8]) -> Result<Kept> {
    let (mail, _) = parcel::open(floor, &row.id, sealed)?;
    Ok(Kept { id: row.id, template: row.template, mail, rendered_at: row.rendered_at, sent_at: row.sent_at })
}
