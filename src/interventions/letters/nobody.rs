//! Where nobody can write two lines, a person's lines are closed with a reason. A letter has two lines or is not made, so
//! whoever was owed one is owed it no longer when letters are composed, and the record says why.

use super::{
    fallback::still_to_come,
    record::record,
    store::{self, rounds::Round},
    ways::{Way, Ways},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Complaints, Result},
        web::Form,
    },
    trial::uptake::event::Event,
};

/// Beside a row whose lines were closed, and on record for a letter that is not made for want of them.
pub const NO_LINES: &str = "no_lines";
/// The longest explanation, in characters.
const LONGEST: usize = 300;

/// Why nobody writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    KnowsNobody,
    ReachedNobody,
    WouldNot,
}

impl Why {
    pub const ALL: [Self; 3] = [Self::KnowsNobody, Self::ReachedNobody, Self::WouldNot];

    /// As a form sends it and the record keeps it.
    pub fn name(self) -> &'static str {
        match self {
            Self::KnowsNobody => "not_known_well",
            Self::ReachedNobody => "nobody_reached",
            Self::WouldNot => "would_not",
        }
    }

    /// As a page says it.
    pub fn says(self) -> &'static str {
        match self {
            Self::KnowsNobody => "Nobody knows their work well enough yet",
            Self::ReachedNobody => "Nobody who knows their work could be reached in time",
            Self::WouldNot => "Those who know their work would rather not",
        }
    }
}

/// Why a person's lines are closed: in a word for the record, and in the coordinator's own.
#[derive(Debug, Clone)]
pub struct Close {
    why: Why,
    words: String,
}

impl Close {
    /// Reads the fields `why` and `words`.
    ///
    /// # Errors
    /// A complaint for each that is not as it should be.
    pub fn parse(form: &Form) -> Result<Self> {
        let mut complaints = Complaints::default();
        let why = Why::ALL.into_iter().find(|why| why.name() == form.text("why"));
        if why.is_none() {
            complaints.add("why", "Choose why nobody writes.");
        }
        let words = form.text("words").replace('\0', "").trim().to_owned();
        if words.is_empty() || words.chars().count() > LONGEST {
            complaints.add("words", "Say in a few words what was tried.");
        }
        complaints.or(Self { why: why.unwrap_or(Why::WouldNot), words })
    }
}

/// Closes somebody's lines, whatever their arm.
///
/// # Errors
/// `TooLate`, where lines are in, nobody is asked any more, or the round did not agree on this.
pub fn close(conn: &mut Conn, floor: &Floor, actor: &str, round: &Round, letter_id: &str, close: &Close) -> Result<()> {
    store::rounds::hold(conn, &round.id)?;
    Ways::read(&round.fallbacks).agreed(Way::Nobody)?;
    let two = still_to_come(conn, round, letter_id)?;
    store::lines::stop(conn, &two.id, NO_LINES)?;
    record(conn, floor, round, Event::LinesNone, &two.person_id, close.why.name())?;
    audit::write(conn, floor.clock.now(), &Act::new(actor, "lines.closed", &two.id).because(&close.words))
}
