//! How far a round has come, counted from its rows.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{
    state::{Lines, State},
    store::lines::TwoLines,
};

/// `people = given + fallback + outstanding + no_longer_asked`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub people: usize,
    pub managers: usize,
    pub given: usize,
    pub fallback: usize,
    pub outstanding: usize,
    pub no_longer_asked: usize,
    pub ready: usize,
    pub held: usize,
    /// Printed, or to be, for a pen, and not signed yet.
    pub at_pen: usize,
    /// Signed and not yet posted.
    pub signed: usize,
    pub posted: usize,
    pub withdrawn: usize,
    pub not_owed: usize,
}

impl Counts {
    pub fn of(rows: &[TwoLines]) -> Self {
        let managers: BTreeSet<&str> = rows.iter().filter_map(|row| row.manager_id.as_deref()).collect();
        let mut counts = Self { people: rows.len(), managers: managers.len(), ..Self::default() };
        for row in rows {
            *counts.by_lines(row.lines) += 1;
            if let Some(count) = counts.by_state(row.state) {
                *count += 1;
            }
        }
        counts
    }

    fn by_lines(&mut self, lines: Lines) -> &mut usize {
        match lines {
            Lines::Asked => &mut self.outstanding,
            Lines::Given => &mut self.given,
            Lines::Fallback => &mut self.fallback,
            Lines::NoLongerAsked => &mut self.no_longer_asked,
        }
    }

    fn by_state(&mut self, state: State) -> Option<&mut usize> {
        match state {
            State::Lines => None,
            State::Ready => Some(&mut self.ready),
            State::Held => Some(&mut self.held),
            State::ForPen | State::Unsigned | State::AtPen => Some(&mut self.at_pen),
            State::Signed | State::Printed | State::Packed | State::Sent | State::Refused => Some(&mut self.signed),
            State::Posted => Some(&mut self.posted),
            State::Withdrawn => Some(&mut self.withdrawn),
            State::NotOwed => Some(&mut self.not_owed),
        }
    }
}
