//! What a trial's protocol says of an outcome, as it stands beside the figures: whether this is the primary one, and what was changed of it
//! since the list was locked.

use crate::{
    floor::{db::Conn, error::Result},
    trial::protocol::{changed::after_lock, outcomes::Outcomes},
};

/// A sentence each.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct OfProtocol {
    pub says: Vec<String>,
    pub changed: Vec<String>,
}

impl OfProtocol {
    /// Of an outcome that goes by these names; by none, of all.
    pub fn gather(conn: &mut Conn, trial_id: &str, names: &[&str]) -> Result<Self> {
        let said = Outcomes::of_trial(conn, trial_id)?;
        let says = said.map(|said| if names.is_empty() { said.says() } else { said.say_of(names) });
        Ok(Self { says: says.unwrap_or_default(), changed: after_lock(conn, trial_id)? })
    }
}
