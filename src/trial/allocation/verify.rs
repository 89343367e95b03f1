//! Checks a stored list row by row: is it as it was sealed, and does its seed still draw it?

use super::{list::to_csv, randomise::Row, seal::Fault, sight, stored::List};
use crate::floor::{Floor, db::Conn, error::Result, seal::sha256};

/// What a check found.
#[derive(Debug, Clone)]
pub struct Verdict {
    pub list: List,
    /// In order of place. They hold the arms.
    pub rows: Vec<Row>,
    /// None when all is well.
    pub faults: Vec<Fault>,
    /// Of the list as it is written by `list::to_csv`: two who hold the same list hold the same digest, and can say
    /// so without showing an arm.
    sha256: String,
    /// Whether its strata, which the digest is of too, tell the arms of another trial.
    shows_others: bool,
}

/// Checks one list.
pub fn verify(conn: &mut Conn, floor: &Floor, list_id: &str) -> Result<Verdict> {
    let whole = List::find(conn, list_id)?.whole(conn)?;
    let rows = whole.plain_rows();
    let sha256 = sha256(to_csv(&rows).as_bytes());
    let shows_others = !whole.drawn_beside().is_empty();
    Ok(Verdict { faults: whole.faults(&floor.secrets), sha256, shows_others, rows, list: whole.list })
}

impl Verdict {
    /// The digest, for an account that may see the arms, and for everybody once the trial has ended: of a few units all lists can be
    /// written down, and the one that has it found. Where the strata tell another trial's arms it is for nobody.
    pub fn digest_for(&self, conn: &mut Conn, account_id: &str) -> Result<Option<&str>> {
        let told = sight::told(conn, &self.list.trial.id, account_id)?;
        Ok((told && !self.shows_others).then_some(self.sha256.as_str()))
    }
}
