//! Where a manager's lines do not come, the coordinator writes two in their place and says why.

use super::{
    feedback::faults,
    fit::Ruler,
    from::From,
    record::record,
    state::Lines,
    store::{self, lines::TwoLines, rounds::Round},
    ways::{Way, Ways},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Complaints, Error, Result},
        web::Form,
    },
    trial::uptake::event::Event,
};

/// Two lines that fit, and why somebody else wrote them.
#[derive(Clone)]
pub struct Fallback {
    words: [String; 2],
    reason: String,
}

/// What is written of people stays out of logs.
impl std::fmt::Debug for Fallback {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Fallback")
    }
}

impl Fallback {
    /// Reads the fields `first`, `second` and `reason`.
    ///
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form, ruler: &Ruler) -> Result<Self> {
        let mut complaints = Complaints::default();
        let words = ["first", "second"].map(|field| form.text(field).replace('\0', ""));
        for ((field, words), faults) in ["first", "second"].into_iter().zip(&words).zip(faults(ruler, &words)) {
            if words.trim().is_empty() {
                complaints.add(field, "Write this line.");
            }
            faults.into_iter().for_each(|fault| complaints.add(field, fault));
        }
        let reason = form.text("reason").replace('\0', "").trim().to_owned();
        if reason.is_empty() || reason.chars().count() > 300 {
            complaints.add("reason", "Say in a few words why the manager’s lines are not waited for.");
        }
        complaints.or(Self { words, reason })
    }
}

/// Somebody in a round whose lines are still to come.
///
/// # Errors
/// `Missing`, where there is none of that id; `TooLate`, where lines are in or nobody is asked any more.
pub fn still_to_come(conn: &mut Conn, round: &Round, letter_id: &str) -> Result<TwoLines> {
    let two = store::lines::one(conn, letter_id)?;
    if two.round_id != round.id {
        return Err(Error::Missing("This letter"));
    }
    if two.lines != Lines::Asked {
        return Err(Error::TooLate("There are lines for this person already, or nobody is asked any more.".into()));
    }
    Ok(two)
}

/// Keeps lines that the coordinator wrote. The reason goes on the audit record.
///
/// # Errors
/// `TooLate`, where lines are in, nobody is asked any more, or the round did not agree on this.
pub fn write_instead(
    conn: &mut Conn,
    floor: &Floor,
    actor: &str,
    round: &Round,
    letter_id: &str,
    fallback: &Fallback,
) -> Result<()> {
    store::rounds::hold(conn, &round.id)?;
    Ways::read(&round.fallbacks).agreed(Way::Coordinator)?;
    let (two, now) = (still_to_come(conn, round, letter_id)?, floor.clock.now());
    store::lines::put(conn, &two.id, &fallback.words, Lines::Fallback, From::Coordinator, actor, now)?;
    record(conn, floor, round, Event::LinesFallback, &two.person_id, "")?;
    audit::write(conn, now, &Act::new(actor, "lines.fallback", &two.id).because(&fallback.reason))
}
