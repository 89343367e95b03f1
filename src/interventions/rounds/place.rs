//! One person's place in one Round. The states shut each other out, so that they add up to those who were invited.

mod state;

pub use state::{State, Step};

use serde::Serialize;

use crate::floor::{
    clock::Moment,
    error::{Error, Result},
};

/// How it stands with the colleague who covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cover {
    None,
    Asked,
    Accepted,
    /// They said no, or took it back.
    Lost,
}

impl Cover {
    pub const ALL: [Self; 4] = [Self::None, Self::Asked, Self::Accepted, Self::Lost];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Asked => "asked",
            Self::Accepted => "accepted",
            Self::Lost => "lost",
        }
    }

    pub fn parse(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|cover| cover.name() == text).ok_or_else(|| Error::broken("an unknown cover"))
    }
}

/// How their diary stands to the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Diary {
    Never,
    /// It may hold it.
    Held,
    /// They declined it there.
    Declined,
    /// We took it out. An entry that was called off never comes back: what follows is another one.
    CalledOff,
}

impl Diary {
    pub const ALL: [Self; 4] = [Self::Never, Self::Held, Self::Declined, Self::CalledOff];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Held => "held",
            Self::Declined => "declined",
            Self::CalledOff => "called_off",
        }
    }

    pub fn parse(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|diary| diary.name() == text).ok_or_else(|| Error::broken("an unknown entry"))
    }
}

/// One person's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub id: String,
    pub round_id: String,
    pub person_id: String,
    pub state: State,
    /// Since when they wait.
    pub since: Option<Moment>,
    /// Until when an offer holds.
    pub until: Option<Moment>,
    /// What it was before their site withdrew, for as long as the site is out.
    pub aside: Option<State>,
    pub cover_id: Option<String>,
    pub cover: Cover,
    /// Until when another colleague can be named.
    pub cover_until: Option<Moment>,
    /// Which of their entries this is, from 0.
    pub entry: i32,
    /// Of the entry.
    pub sequence: i32,
    pub diary: Diary,
    pub changed_at: Moment,
    /// When what the diary said last was said.
    pub answered_at: Option<Moment>,
}

impl Place {
    /// One that was never touched.
    #[must_use]
    pub fn silent(id: String, round_id: &str, person_id: &str, now: Moment) -> Self {
        Self {
            id,
            round_id: round_id.to_owned(),
            person_id: person_id.to_owned(),
            state: State::Silent,
            since: None,
            until: None,
            aside: None,
            cover_id: None,
            cover: Cover::None,
            cover_until: None,
            entry: 0,
            sequence: 0,
            diary: Diary::Never,
            changed_at: now,
            answered_at: None,
        }
    }

    /// As it is once their site is back: whoever had a place or waited for one waits, since when they did; all others are invited.
    #[must_use]
    pub fn brought_back(self) -> Self {
        let wanted = matches!(self.aside, Some(State::Booked | State::Waiting | State::Offered));
        let state = if wanted { State::Waiting } else { State::Silent };
        Self { state, aside: None, since: self.since.filter(|_| wanted), ..self }
    }

    /// The UID of their entry, the same for as long as it is not called off.
    #[must_use]
    pub fn uid(&self) -> String {
        if self.entry == 0 { self.id.clone() } else { format!("{}.{}", self.id, self.entry) }
    }

    /// Their diary is to hold the entry from now on.
    pub fn put_in(&mut self, now: Moment) {
        match self.diary {
            Diary::Never | Diary::Held => {}
            Diary::Declined => self.sequence += 1,
            Diary::CalledOff => (self.entry, self.sequence) = (self.entry + 1, 0),
        }
        (self.diary, self.changed_at) = (Diary::Held, now);
    }

    /// Their diary says that it holds it, also where it had declined it; whether it does. Nothing brings back what was called off.
    pub fn accepted(&mut self, now: Moment) -> bool {
        let stands = matches!(self.diary, Diary::Held | Diary::Declined);
        if stands {
            (self.diary, self.changed_at) = (Diary::Held, now);
        }
        stands
    }

    /// They took it out of their diary themselves.
    pub fn declined(&mut self, now: Moment) {
        if self.diary == Diary::Held {
            self.diary = Diary::Declined;
        }
        self.changed_at = now;
    }

    /// Their diary is to hold it no longer; whether it may have, and so has to be told.
    pub fn take_out(&mut self, now: Moment) -> bool {
        let held = self.diary == Diary::Held;
        if held {
            (self.diary, self.sequence) = (Diary::CalledOff, self.sequence + 1);
        }
        self.changed_at = now;
        held
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_called_off_is_never_asked_for_again_whatever_a_diary_says() {
        let now = Moment::default();
        let mut place = Place::silent("place".into(), "round", "person", now);
        place.put_in(now);
        assert!(place.take_out(now), "it may be in a diary");
        assert!(!place.accepted(now));
        place.declined(now);
        assert!(!place.take_out(now), "it is out already");
        place.put_in(now);
        assert_eq!((place.uid().as_str(), place.sequence, place.diary), ("place.1", 0, Diary::Held));
        place.declined(now);
        place.put_in(now);
        assert_eq!((place.uid().as_str(), place.sequence), ("place.1", 1), "what they declined is the same entry");
    }

    #[test]
    fn every_state_is_read_back() {
        for state in State::ALL {
            assert_eq!(State::parse(state.name()).unwrap(), state);
        }
        for cover in Cover::ALL {
            assert_eq!(Cover::parse(cover.name()).unwrap(), cover);
        }
    }
}
