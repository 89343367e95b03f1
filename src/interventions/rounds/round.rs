//! One Round: when, where, for whom, and how it stands.

use chrono::TimeDelta;
use serde::Serialize;

use super::store;
use crate::{
    floor::{
        clock::Moment,
        db::Conn,
        error::{Error, Result},
        web::{Role, Visitor},
    },
    trial::{availability::span::Span, roster::person::StaffRole},
};

/// Who plans and runs Rounds.
pub const RUN: &[Role] = &[Role::Coordinator, Role::ProgrammeLead];
/// What a trial of them is called.
pub const ROUNDS: &str = "rounds";

/// How a Round stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Known to those who run it.
    Planned,
    /// People are invited.
    Announced,
    /// People are invited, and each seat is taken.
    Full,
    Held,
    Cancelled,
}

/// What can happen to a Round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Announce,
    Fill,
    FreeUp,
    Hold,
    Cancel,
}

impl State {
    pub const ALL: [Self; 5] = [Self::Planned, Self::Announced, Self::Full, Self::Held, Self::Cancelled];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Announced => "announced",
            Self::Full => "full",
            Self::Held => "held",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn parse(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|state| state.name() == text).ok_or_else(|| Error::broken("an unknown state"))
    }

    /// Whether places can be booked and given back.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Announced | Self::Full)
    }

    /// What it becomes by `step`.
    ///
    /// # Errors
    /// `TooLate`, for a step that cannot follow.
    pub fn next(self, step: Step) -> Result<Self> {
        match (self, step) {
            (Self::Planned, Step::Announce) => Ok(Self::Announced),
            (Self::Announced, Step::Fill) => Ok(Self::Full),
            (Self::Full, Step::FreeUp) => Ok(Self::Announced),
            (Self::Announced | Self::Full, Step::Hold) => Ok(Self::Held),
            (Self::Planned | Self::Announced | Self::Full, Step::Cancel) => Ok(Self::Cancelled),
            _ => Err(Error::TooLate(format!("This cannot be done: the Round is {} by now.", self.name()))),
        }
    }
}

/// Where people meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    Room,
    Online,
    Both,
}

impl Mode {
    pub const ALL: [Self; 3] = [Self::Room, Self::Online, Self::Both];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Room => "room",
            Self::Online => "online",
            Self::Both => "both",
        }
    }

    /// As people read it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Room => "in a room",
            Self::Online => "online",
            Self::Both => "in a room and online",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == text)
    }
}

/// Whom a Round is for. Mixed staff is how Rounds are meant; an interview in the trial complained of managers and their own
/// staff in one room (webinar), so a Round can be for one or the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mix {
    Mixed,
    Peers,
    Managers,
}

impl Mix {
    pub const ALL: [Self; 3] = [Self::Mixed, Self::Peers, Self::Managers];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mixed => "mixed",
            Self::Peers => "peers",
            Self::Managers => "managers",
        }
    }

    /// Whether somebody in this role is invited.
    #[must_use]
    pub fn takes(self, role: StaffRole) -> bool {
        let manages = matches!(role, StaffRole::TeamManager | StaffRole::SeniorLeader);
        match self {
            Self::Mixed => true,
            Self::Peers => !manages,
            Self::Managers => manages,
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mix| mix.name() == text)
    }

    /// Whether managers may come, as every page and mail about a place says.
    #[must_use]
    pub const fn says(self) -> &'static str {
        match self {
            Self::Mixed => "Staff of every kind are invited, managers among them.",
            Self::Peers => "This one is for staff who manage nobody. No managers are invited.",
            Self::Managers => "This one is for managers.",
        }
    }
}

/// One Round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    pub id: String,
    pub series_id: String,
    pub number: i32,
    pub span: Span,
    pub margin_minutes: i32,
    pub mode: Mode,
    pub room_id: Option<String>,
    /// The link by which people come in from elsewhere.
    pub online: Option<String>,
    pub capacity: i32,
    /// Empty until there is one.
    pub topic: String,
    pub mix: Mix,
    pub state: State,
    /// Why it was cancelled.
    pub reason: Option<String>,
    /// Rises whenever people are told of a change.
    pub version: i32,
    pub changed_at: Moment,
}

impl Round {
    /// The time that is taken in a diary and in the room.
    #[must_use]
    pub fn booked(&self) -> Span {
        let margin = TimeDelta::minutes(i64::from(self.margin_minutes));
        Span { starts: self.span.starts - margin, ends: self.span.ends + margin }
    }

    /// Whether nothing more comes of it.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(self.state, State::Held | State::Cancelled)
    }

    #[must_use]
    pub fn seats(&self) -> usize {
        usize::try_from(self.capacity).unwrap_or_default()
    }
}

/// A Round of the visitor's, with its series.
///
/// # Errors
/// `Missing`, where there is none or it is another authority's.
pub fn round_by(conn: &mut Conn, visitor: &Visitor, id: &str) -> Result<(Round, store::series::Series)> {
    let round = store::rounds::one(conn, id)?;
    let series = store::series::one(conn, &round.series_id)?;
    if visitor.reaches(RUN, &series.authority_id) { Ok((round, series)) } else { Err(Error::Missing("This Round")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_that_is_over_stays_so() {
        for step in [Step::Announce, Step::Fill, Step::FreeUp, Step::Hold, Step::Cancel] {
            assert!(State::Held.next(step).is_err() && State::Cancelled.next(step).is_err());
        }
        assert_eq!(State::Full.next(Step::FreeUp).unwrap(), State::Announced);
        assert!(State::Planned.next(Step::Hold).is_err());
    }

    #[test]
    fn peers_only_leaves_managers_out() {
        assert!(Mix::Mixed.takes(StaffRole::TeamManager) && !Mix::Peers.takes(StaffRole::TeamManager));
        assert!(Mix::Managers.takes(StaffRole::SeniorLeader) && !Mix::Managers.takes(StaffRole::SocialWorker));
    }
}
