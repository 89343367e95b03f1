//! Who is asked: everyone of the trial, whatever their arm. Once its list is locked, those on the list; before that, as for a baseline, those
//! who would be on it.

use std::collections::BTreeSet;

use super::{Mode, Wave};
use crate::{
    floor::{Floor, clock::london_date, db::Conn, error::Result},
    trial::{
        allocation::{
            end::ended_at,
            frame::Frame,
            pair::others,
            receives::enrolled,
            stored::{List, Whole},
            trial::Trial,
        },
        roster::people,
        surveys::store::waves,
    },
};

/// The instrument that asks everyone, whatever their arm, what reached them of it all.
pub const WHAT_REACHED: &str = "reached";

/// The locked list of a trial with its rows, once there is one.
pub fn locked(conn: &mut Conn, trial_id: &str) -> Result<Option<Whole>> {
    let list = List::live(conn, trial_id)?.filter(|list| list.locked_at.is_some());
    list.map(|list| list.whole(conn)).transpose()
}

/// Whether a trial's list is locked: from then on there is something that could have reached people.
pub fn is_locked(conn: &mut Conn, trial_id: &str) -> Result<bool> {
    Ok(List::live(conn, trial_id)?.is_some_and(|list| list.locked_at.is_some()))
}

/// Their ids, in an order that repeats.
pub fn everyone(conn: &mut Conn, floor: &Floor, trial_id: &str) -> Result<BTreeSet<String>> {
    let members = match locked(conn, trial_id)? {
        Some(whole) => whole.members,
        None => {
            let trial = Trial::find(conn, trial_id)?;
            would_be(conn, floor, &trial)?.members
        }
    };
    Ok(members.into_iter().map(|member| member.person_id).collect())
}

/// Whom a list drawn today would have on it: nobody who is left out for another trial's sake.
fn would_be(conn: &mut Conn, floor: &Floor, trial: &Trial) -> Result<Frame> {
    let least = trial.least_people(&floor.settings);
    let frame = Frame::of(trial, &people::everyone(conn)?, floor.clock.today()).at_least(least);
    let others = others(conn, trial, &frame.members)?;
    Ok(frame.without(&others.blocked).at_least(least))
}

/// Whether a survey of a trial by people's own links asks what reached them, or is set up to.
pub fn what_reached(conn: &mut Conn, trial_id: &str) -> Result<bool> {
    for wave in Wave::of_trial(conn, trial_id)?.into_iter().filter(|wave| wave.mode == Mode::Named) {
        if waves::instruments(conn, &wave.id)?.iter().any(|(id, _)| id == WHAT_REACHED) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a survey asks anybody any more: its trial goes on, or it is a follow-up.
pub fn goes_on(conn: &mut Conn, wave: &Wave) -> Result<bool> {
    Ok(wave.follow_up || ended_at(conn, &wave.trial_id)?.is_none())
}

/// Whether somebody is asked now: in the trial, not left and not opted out.
pub fn is_asked(conn: &mut Conn, floor: &Floor, wave: &Wave, person_id: &str) -> Result<bool> {
    let (now, trial_id) = (floor.clock.now(), wave.trial_id.as_str());
    if !goes_on(conn, wave)? {
        return Ok(false);
    }
    if is_locked(conn, trial_id)? {
        return enrolled(conn, person_id, trial_id, now);
    }
    let (left_on, opted_out_at) = people::gone(conn, person_id)?;
    Ok(left_on.is_none_or(|day| day > london_date(now)) && opted_out_at.is_none())
}
