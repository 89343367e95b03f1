//! A letter came back. It stays posted: that it came back and why is put beside it, and nothing more is composed for that
//! address until another comes in.

use chrono::NaiveDate;

use super::{
    round::Round,
    state::State,
    store::{self, packs::Pack, road::OnRoad},
    tell::tell,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Complaints, Error, Result},
        web::Form,
    },
    trial::{roster::vault, uptake::event::Event},
};

/// What the post says on an envelope that it brings back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    GoneAway,
    NotKnown,
    Incomplete,
    Refused,
    NotCalledFor,
    NotSaid,
}

impl Why {
    pub const ALL: [Self; 6] =
        [Self::GoneAway, Self::NotKnown, Self::Incomplete, Self::Refused, Self::NotCalledFor, Self::NotSaid];

    /// As the database and the record keep it.
    pub fn name(self) -> &'static str {
        match self {
            Self::GoneAway => "gone_away",
            Self::NotKnown => "not_known",
            Self::Incomplete => "incomplete",
            Self::Refused => "refused",
            Self::NotCalledFor => "not_called_for",
            Self::NotSaid => "not_said",
        }
    }

    /// As a page says it.
    pub fn says(self) -> &'static str {
        match self {
            Self::GoneAway => "Gone away",
            Self::NotKnown => "Not known at this address",
            Self::Incomplete => "Address incomplete",
            Self::Refused => "Refused",
            Self::NotCalledFor => "Not called for",
            Self::NotSaid => "No reason on the envelope",
        }
    }

    /// Reads what the database keeps or a form sends.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.name() == name)
    }
}

/// What was found on the doormat.
#[derive(Debug, Clone)]
pub struct Return {
    letter_id: String,
    why: Why,
    on: NaiveDate,
}

impl Return {
    /// Reads the fields `letter`, `why` and `returned_on`.
    ///
    /// # Errors
    /// A complaint for each that is not as it should be.
    pub fn parse(form: &Form, pack: &Pack, today: NaiveDate) -> Result<Self> {
        let mut complaints = Complaints::default();
        let letter_id = form.text("letter").to_owned();
        if letter_id.is_empty() {
            complaints.add("letter", "Choose whose letter came back.");
        }
        let why = Why::parse(form.text("why"));
        if why.is_none() {
            complaints.add("why", "Choose what the post says.");
        }
        let day = form.text("returned_on").trim().parse::<NaiveDate>().ok();
        let day = day.filter(|day| pack.posted_on.is_some_and(|posted| (posted..=today).contains(day)));
        if day.is_none() {
            complaints.add("returned_on", "Give the day it came back: not before it was posted, and not to come.");
        }
        let (why, on) = (why.unwrap_or(Why::NotSaid), day.unwrap_or(today));
        complaints.or(Self { letter_id, why, on })
    }

    /// What a carrier tells: that it came back, not why.
    pub fn by_carrier(letter_id: String, on: NaiveDate) -> Self {
        Self { letter_id, why: Why::NotSaid, on }
    }
}

/// Puts on record that a letter of a pack came back.
///
/// # Errors
/// `Missing`, where the letter is not of the pack; `TooLate`, where it is not posted or came back already.
pub fn came_back(conn: &mut Conn, floor: &Floor, actor: &str, round: &Round, pack: &Pack, back: &Return) -> Result<()> {
    let letter = store::road::one(conn, &back.letter_id)?;
    if letter.pack_id.as_deref() != Some(&pack.id) {
        return Err(Error::Missing("This letter"));
    }
    note(conn, floor, actor, round, &letter, back)
}

/// Puts on record that a letter came back which a carrier posted; `false` where nobody knows yet that it was posted.
///
/// # Errors
/// `TooLate`, where it came back already.
pub fn came_back_by_carrier(conn: &mut Conn, floor: &Floor, back: &Return) -> Result<bool> {
    let letter = store::road::one(conn, &back.letter_id)?;
    if letter.state == State::Sent {
        return Ok(false);
    }
    let round = store::rounds::one(conn, &letter.round_id)?;
    note(conn, floor, "worker", &round, &letter, back).map(|()| true)
}

fn note(conn: &mut Conn, floor: &Floor, actor: &str, round: &Round, letter: &OnRoad, back: &Return) -> Result<()> {
    if letter.state != State::Posted || !store::road::mark_returned(conn, &letter.id, back.on, back.why.name())? {
        return Err(Error::TooLate("This letter is on record as come back already, or it was never posted.".into()));
    }
    let now = floor.clock.now();
    vault::mark_bad(conn, &letter.person_id, now)?;
    tell(conn, floor, round, &letter.person_id, Event::LetterReturned, back.why.name())?;
    audit::write(conn, now, &Act::new(actor, "letter.returned", &letter.id).because(back.why.name()))
}
