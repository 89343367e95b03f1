//! Opens what managers wrote about the comparison arm, after the trial, so that their words can reach people after all. Until
//! then these lines are shown to nobody but whoever wrote them. It cannot be taken back, and makes no letter.

use super::store::releases::{self, Release};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::{Conn, once},
        error::{Error, Result},
    },
    trial::{
        allocation::{end::ended_at, stored::List},
        uptake::{event::Event, record::record_all},
    },
};

/// # Errors
/// `Invalid`, without a reason; `TooLate`, while the trial is on, or where the lines are released already.
pub fn release_lines(conn: &mut Conn, floor: &Floor, actor: &str, trial_id: &str, reason: &str) -> Result<()> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > 300 {
        return Err(Error::invalid("reason", "Say in a few words why the lines are released."));
    }
    if ended_at(conn, trial_id)?.is_none() {
        return Err(Error::TooLate("The lines stay sealed until the trial has ended.".into()));
    }
    let now = floor.clock.now();
    let release = Release {
        trial_id: trial_id.to_owned(),
        released_by: actor.to_owned(),
        released_at: now,
        reason: reason.to_owned(),
    };
    if !once(conn, |conn| releases::add(conn, &release))? {
        return Err(Error::TooLate("These lines are released already.".into()));
    }
    unblind(conn, floor, trial_id)?;
    audit::write(conn, now, &Act::new(actor, "lines.released", trial_id).because(reason))
}

/// To be among these lines is to have been in the comparison arm, and not to be is to have been in the other.
fn unblind(conn: &mut Conn, floor: &Floor, trial_id: &str) -> Result<()> {
    let list = List::live(conn, trial_id)?.ok_or(Error::Missing("The list of this trial"))?;
    let people: Vec<String> = list.whole(conn)?.members.into_iter().map(|member| member.person_id).collect();
    record_all(conn, floor.clock.now(), Event::TrialUnblinded, &people, trial_id, "lines released").map(drop)
}
