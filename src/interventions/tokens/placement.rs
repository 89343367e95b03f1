//! One building's token: how it stands, and what can happen to it.

use chrono::NaiveDate;

use super::store;
pub use super::store::{placements::Placement, plans::Plan};
use crate::{
    floor::{
        db::Conn,
        error::{Error, Result},
        web::{Role, Visitor},
    },
    trial::{
        roster::sites::{self, Site},
        uptake::event::Event,
    },
};

/// Who plans and runs tokens.
pub const RUN: &[Role] = &[Role::Coordinator, Role::ProgrammeLead];
/// What a trial of them is called.
pub const TOKENS: &str = "tokens";

/// How a token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Planned,
    Delivered,
    /// Set up, and people can use it.
    Working,
    OutOfOrder,
    TakenAway,
}

/// What can happen to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Deliver,
    SetUp,
    BreakDown,
    Mend,
    TakeAway,
}

impl State {
    pub const ALL: [Self; 5] = [Self::Planned, Self::Delivered, Self::Working, Self::OutOfOrder, Self::TakenAway];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Delivered => "delivered",
            Self::Working => "working",
            Self::OutOfOrder => "out_of_order",
            Self::TakenAway => "taken_away",
        }
    }

    /// As people read it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Planned => "Planned",
            Self::Delivered => "Delivered",
            Self::Working => "Set up, working",
            Self::OutOfOrder => "Out of order",
            Self::TakenAway => "Taken away",
        }
    }

    /// The shape beside the word.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Planned => "none",
            Self::Delivered => "doing",
            Self::Working => "done",
            Self::OutOfOrder => "stuck",
            Self::TakenAway => "held",
        }
    }

    pub fn parse(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|state| state.name() == text).ok_or_else(|| Error::broken("an unknown state"))
    }

    /// What it becomes by `act`.
    ///
    /// # Errors
    /// `TooLate`, for an act that cannot follow.
    pub fn next(self, act: Act) -> Result<Self> {
        match (self, act) {
            (Self::Planned, Act::Deliver) => Ok(Self::Delivered),
            (Self::Delivered, Act::SetUp) | (Self::OutOfOrder, Act::Mend) => Ok(Self::Working),
            (Self::Working, Act::BreakDown) => Ok(Self::OutOfOrder),
            (Self::Delivered | Self::Working | Self::OutOfOrder, Act::TakeAway) => Ok(Self::TakenAway),
            _ => {
                let by_now = self.word().to_lowercase();
                Err(Error::TooLate(format!("This cannot be done: by now it stands as “{by_now}”. Reload the page.")))
            }
        }
    }
}

impl Act {
    pub const ALL: [Self; 5] = [Self::Deliver, Self::SetUp, Self::BreakDown, Self::Mend, Self::TakeAway];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Deliver => "deliver",
            Self::SetUp => "set_up",
            Self::BreakDown => "break_down",
            Self::Mend => "mend",
            Self::TakeAway => "take_away",
        }
    }

    /// What was done, as people read it.
    #[must_use]
    pub const fn says(self) -> &'static str {
        match self {
            Self::Deliver => "Delivered",
            Self::SetUp => "Set up",
            Self::BreakDown => "Out of order",
            Self::Mend => "Working again",
            Self::TakeAway => "Taken away",
        }
    }

    /// What of it a researcher counts.
    #[must_use]
    pub const fn event(self) -> Event {
        match self {
            Self::Deliver => Event::TokenDelivered,
            Self::SetUp => Event::TokenSetUp,
            Self::BreakDown => Event::TokenOut,
            Self::Mend => Event::TokenBack,
            Self::TakeAway => Event::TokenAway,
        }
    }

    pub fn parse(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|act| act.name() == text).ok_or_else(|| Error::broken("an unknown act"))
    }
}

/// A placement with its plan and its building.
#[derive(Debug, Clone)]
pub struct Here {
    pub plan: Plan,
    pub placement: Placement,
    pub site: Site,
}

impl Here {
    /// # Errors
    /// `Missing`, where there is none.
    pub fn find(conn: &mut Conn, id: &str, today: NaiveDate) -> Result<Self> {
        let placement = store::placements::one(conn, id)?;
        let plan = store::plans::one(conn, &placement.plan_id)?;
        let site = sites::sites(conn, &plan.authority_id, today)?.into_iter().find(|site| site.id == placement.site_id);
        Ok(Self { plan, placement, site: site.ok_or_else(|| Error::broken("a token in no building"))? })
    }

    /// One that the visitor runs.
    ///
    /// # Errors
    /// `Missing`, where there is none or it is another authority's.
    pub fn run_by(conn: &mut Conn, visitor: &Visitor, id: &str, today: NaiveDate) -> Result<Self> {
        let here = Self::find(conn, id, today)?;
        let reached = visitor.reaches(RUN, &here.plan.authority_id);
        if reached { Ok(here) } else { Err(Error::Missing("This building’s token")) }
    }

    /// The same with its row held until the transaction ends, as it stands now.
    pub fn held(&self, conn: &mut Conn) -> Result<Self> {
        store::placements::hold(conn, &self.placement.id)?;
        Ok(Self { placement: store::placements::one(conn, &self.placement.id)?, ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_goes_its_way_and_no_other() {
        let road = [Act::Deliver, Act::SetUp, Act::BreakDown, Act::Mend, Act::TakeAway];
        let end = road.into_iter().try_fold(State::Planned, State::next);
        assert_eq!(end.unwrap(), State::TakenAway);
        for (state, act) in [
            (State::Planned, Act::SetUp),
            (State::Planned, Act::TakeAway),
            (State::Delivered, Act::BreakDown),
            (State::Working, Act::SetUp),
            (State::OutOfOrder, Act::BreakDown),
        ] {
            assert!(matches!(state.next(act), Err(Error::TooLate(_))), "{state:?} {act:?}");
        }
        assert!(Act::ALL.into_iter().all(|act| State::TakenAway.next(act).is_err()));
    }

    #[test]
    fn words_that_are_stored_are_read_back() {
        assert!(State::ALL.into_iter().all(|state| State::parse(state.name()).unwrap() == state));
        assert!(Act::ALL.into_iter().all(|act| Act::parse(act.name()).unwrap() == act));
    }
}
