//! A report that goes into a file, or tells arms on a terminal, is on record as it is when a page gives it.

use super::Format;
use crate::{
    floor::{Floor, error::Result, web::Visitor},
    trial::taken::Taken,
};

/// What is put down of a report that has arms in it or not; nothing of counts that are read on a terminal. `file` is '' for those.
pub(super) fn taken(trial_id: &str, what: &str, file: &str, tells_arms: bool) -> Option<Taken> {
    match (file.is_empty(), tells_arms) {
        (false, told) => Some(Taken::file(trial_id, file).with_arms(told)),
        (true, true) => Some(Taken::look(trial_id, what)),
        (true, false) => None,
    }
}

/// Puts it down, in the name of an account; '' is whoever has the machine.
pub(super) fn on_record(floor: &Floor, account_id: &str, taken: &[Taken]) -> Result<()> {
    let actor = if account_id.is_empty() { "command line" } else { account_id };
    floor.db.write(|conn| taken.iter().try_for_each(|one| one.write(conn, floor, actor)))
}

/// Puts files of counts down, where the report is one.
pub(super) fn files(floor: &Floor, whom: Option<&Visitor>, format: Format, taken: &[Taken]) -> Result<()> {
    if matches!(format, Format::Table) {
        return Ok(());
    }
    on_record(floor, whom.map_or("", |visitor| visitor.account_id.as_str()), taken)
}
