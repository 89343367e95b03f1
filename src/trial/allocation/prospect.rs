//! Whom a draw would take in today, and what to know before it.

use super::{
    frame::{Frame, units},
    household::{Pair, apart},
    pair::{Others, Overlap, others},
    randomise::FrameUnit,
    trial::Trial,
};
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::roster::{people, vault},
};

/// What a researcher sees before the draw.
#[derive(Debug, Clone)]
pub struct Prospect {
    pub frame: Frame,
    pub units: Vec<FrameUnit>,
    /// Two of one household who could land in different arms.
    pub apart: Vec<Pair>,
    /// Other trials under way that some of these people are in.
    pub overlaps: Vec<Overlap>,
}

/// Whom a draw today would take in, and what to know before it.
pub fn prospect(conn: &mut Conn, floor: &Floor, trial: &Trial) -> Result<Prospect> {
    let least = trial.least_people(&floor.settings);
    let frame = Frame::of(trial, &people::everyone(conn)?, floor.clock.today()).at_least(least);
    let Others { overlaps, blocked, beside } = others(conn, trial, &frame.members)?;
    // Without those who are in another trial, a building may be too small after all.
    let frame = frame.without(&blocked).at_least(least).beside(&beside);
    let apart = apart(&frame.members, &vault::households(conn)?);
    Ok(Prospect { units: units(trial.scheme.unit(), &frame.members), frame, apart, overlaps })
}
