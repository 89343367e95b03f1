//! What allows Rounds to be held under their name. The licensor is data: the one in Britain closed at the end of 2025, and
//! licensing moved to the Schwartz Center in Boston. Under a neutral name none is needed.

use chrono::{NaiveDate, TimeDelta};

use super::store::{self, series::Series};
use crate::floor::{
    Floor,
    clock::long_date,
    db::Conn,
    error::{Error, Result},
};
pub use store::licences::Licence;

/// From how long before it runs out it is spoken of.
const SOON: TimeDelta = TimeDelta::days(90);

/// Refuses a Round under a licensed name on a day on which no licence holds.
///
/// # Errors
/// `Invalid`, with what to do.
pub fn in_force(conn: &mut Conn, floor: &Floor, series: &Series, on: NaiveDate) -> Result<()> {
    if !needed(floor, &series.called) {
        return Ok(());
    }
    let licence = series.licence_id.as_deref().map(|id| store::licences::one(conn, id)).transpose()?;
    if licence.is_some_and(|licence| licence.from_on <= on && on <= licence.until_on) {
        return Ok(());
    }
    let (day, called) = (long_date(on), &series.called);
    Err(Error::invalid(
        "",
        format!("No licence for {called}s is on record for {day}. Put the renewed one on record first."),
    ))
}

/// Whether Rounds of this name need a licence: all but the neutral one.
#[must_use]
pub fn needed(floor: &Floor, called: &str) -> bool {
    called != floor.settings.rounds.neutral
}

/// What to say of a licence on a day, with Rounds planned until `last`.
#[must_use]
pub fn warning(licence: &Licence, today: NaiveDate, last: NaiveDate) -> Option<String> {
    let until = long_date(licence.until_on);
    if licence.until_on < today {
        Some(format!("The licence from {} ran out on {until}.", licence.licensor))
    } else if licence.until_on < last || licence.until_on - today <= SOON {
        Some(format!("The licence from {} runs out on {until}. Renew it before then.", licence.licensor))
    } else {
        None
    }
}
