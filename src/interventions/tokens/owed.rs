//! Whether a building is owed a token: asked of the guard before one is planned, delivered or set up, in the transaction that does it.

use super::placement::{Here, TOKENS};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
    },
    trial::allocation::receives::{Guard, Owed, receives_site},
};

/// Whether this trial's list gives the building a token. What it says of any other building is told to nobody.
///
/// # Errors
/// `NotAllowed`, where the list was tampered with.
pub fn is_owed(conn: &mut Conn, floor: &Floor, guard: &mut Guard, trial_id: &str, site_id: &str) -> Result<bool> {
    match receives_site(conn, floor, guard, site_id, TOKENS, floor.clock.now())? {
        Owed::Yes(allotted) => Ok(allotted.trial_id == trial_id),
        Owed::No(_) => Ok(false),
        Owed::Alarm(alarm) => Err(Error::NotAllowed(alarm.why)),
    }
}

/// # Errors
/// `NotAllowed`, where the building is not owed one, however its row came to be.
pub fn required(conn: &mut Conn, floor: &Floor, here: &Here) -> Result<()> {
    if is_owed(conn, floor, &mut Guard::default(), &here.plan.trial_id, &here.site.id)? {
        return Ok(());
    }
    Err(Error::NotAllowed("By the list of the trial nothing is to stand in this building.".into()))
}
