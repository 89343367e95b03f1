//! Made-up staff brought in for a bench, by the door that real ones come by.

use super::{Plan, spreadsheet};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
    },
    trial::roster::{
        governance::{self, Statement, Typed},
        import::{Drafted, confirm, draft},
    },
};

/// As many authorities as one file holds.
const AT_ONCE: usize = 50;

/// Puts a footing on record and brings everyone of `plans` in. `floor` is to be empty.
///
/// # Errors
/// `Broken`, where a file is refused.
pub fn bring_in(conn: &mut Conn, floor: &Floor, who: &str, plans: &[Plan]) -> Result<()> {
    let today = floor.clock.today();
    let typed = Typed {
        lawful_basis: "public task",
        article_9_condition: "none: no health data",
        dpia_reference: "none: nobody here exists",
        privacy_notice: "none: nobody here exists",
        notice_given_on: &today.to_string(),
    };
    governance::record(conn, floor, who, Statement::parse(typed, today)?)?;
    for some in plans.chunks(AT_ONCE) {
        match draft(conn, floor, who, spreadsheet(1, some).as_bytes())? {
            Drafted::Waiting { id, .. } => confirm(conn, floor, who, &id)?,
            Drafted::Refused(trouble) => return Err(Error::broken(format!("{trouble:?}"))),
        };
    }
    Ok(())
}
