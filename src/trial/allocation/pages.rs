//! The researcher's pages: a trial's settings, the draw, the lock, the check, and the showing of arms. No page but the
//! last says who is in which arm.

pub use allocate::{check_draw, draw};
pub use change::{ask_settings, keep_settings};
pub use end::{check_end, end};
pub use list::trials;
pub use lock::{check_lock, lock, verify};
pub use overlap::{overlap, pair};
pub use part::{Of, Parts, query};
pub use reveal::{ask_reveal, give_sight, reveal};
pub use set_up::{new_trial, set_up};
pub use show::trial;

mod allocate;
mod change;
mod end;
mod list;
mod lock;
mod overlap;
mod part;
mod reveal;
mod set_up;
mod show;

pub(in crate::trial) use show::summary;

use super::trial::Trial;
use crate::{
    floor::{
        db::Conn,
        error::{Error, Result},
        web::{Role, Visitor},
    },
    trial::roster::people,
};

/// Those who may look at a trial's settings.
pub const WATCH: &[Role] = &[Role::Researcher, Role::ProgrammeLead];
/// Those who set trials up and randomise. Seeing the arms is a right apart.
pub const RESEARCH: &[Role] = &[Role::Researcher];
/// Those who lock a list that somebody else drew.
pub const CONFIRM: &[Role] = &[Role::Researcher, Role::ProgrammeLead];
/// Those who say who may see the arms.
pub const GIVE_SIGHT: &[Role] = &[Role::ProgrammeLead];

/// A trial that the visitor's roles reach: in every authority that it is of.
///
/// # Errors
/// `Missing`, where there is none, or it is not theirs to see.
pub fn reached(conn: &mut Conn, visitor: &Visitor, roles: &[Role], trial_id: &str) -> Result<Trial> {
    let trial = Trial::find(conn, trial_id)?;
    if reaches(conn, visitor, roles, &trial)? { Ok(trial) } else { Err(Error::Missing("That trial")) }
}

/// Whether one of these roles reaches every authority of a trial.
pub fn reaches(conn: &mut Conn, visitor: &Visitor, roles: &[Role], trial: &Trial) -> Result<bool> {
    let named = &trial.whom.authorities;
    let all = people::authorities(conn)?;
    let of_trial = all.iter().filter(|authority| named.contains(&authority.name));
    let every_one = of_trial.map(|authority| visitor.reaches(roles, &authority.id)).collect::<Vec<_>>();
    Ok(visitor.reaches_all(roles)
        || (!every_one.is_empty() && every_one.len() == named.len() && every_one.iter().all(|reached| *reached)))
}
