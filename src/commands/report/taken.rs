//! A report that goes into a file, or tells arms on a terminal, is on record as it is when a page gives it.

use crate::{
    floor::{Floor, error::Result},
    trial::taken::Taken,
};

/// Puts it down, in the name of an account; '' is whoever has the machine.
pub(super) fn on_record(floor: &Floor, account_id: &str, taken: &[Taken]) -> Result<()> {
    if taken.is_empty() {
        return Ok(());
    }
    let actor = if account_id.is_empty() { "command line" } else { account_id };
    floor.db.write(|conn| taken.iter().try_for_each(|one| one.write(conn, floor, actor)))
}
