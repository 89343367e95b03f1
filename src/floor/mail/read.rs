//! Mail as it was written, for whoever may read it: the demo's page, and tests.

use serde::Serialize;

use super::{Mail, deliver::Written, store};
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
    store::all(conn)?.into_iter().rev().map(|row| opened(floor, row)).collect()
}

/// One mail, by its job's id.
pub fn read(conn: &mut Conn, floor: &Floor, id: &str) -> Result<Kept> {
    let row = store::find(conn, id)?.ok_or(Error::Missing("that mail"))?;
    opened(floor, row)
}

fn opened(floor: &Floor, row: store::Row) -> Result<Kept> {
    let mail = Written::open(floor, &row.id, &row.sealed)?.mail;
    Ok(Kept { id: row.id, template: row.template, mail, rendered_at: row.rendered_at, sent_at: row.sent_at })
}
