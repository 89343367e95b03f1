//! What somebody's diary said: accepted, perhaps, declined, or another time. A reply to an older entry changes nothing.

use super::{
    move_slot::{Moved, want},
    offer_again::offer_once,
    record::{of_week, record},
    slot::{self, Slot, Step},
    store,
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
    },
    trial::{availability::span::Span, uptake::event::Event},
};

/// What a diary said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Answer(slot::Answer),
    /// Another time.
    Proposed(Span),
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    Applied,
    /// It answers something that has changed since.
    Stale,
}

/// Applies a reply about an entry, once for each SEQUENCE and word.
pub fn hear(conn: &mut Conn, floor: &Floor, slot_id: &str, sequence: i32, said: Said) -> Result<Heard> {
    let slot = store::slots::one(conn, slot_id)?;
    if sequence != slot.sequence {
        return Ok(Heard::Stale);
    }
    let run = store::runs::one(conn, &slot.run_id)?;
    match said {
        Said::Answer(answer) => answered(conn, floor, &run, &slot, answer),
        Said::Proposed(to) => {
            let time = store::times::one(conn, &slot.time_id)?;
            match want(conn, floor, &run, &time, &slot, to) {
                Ok(Moved::Moved | Moved::Asked | Moved::Same) => Ok(Heard::Applied),
                Err(Error::TooLate(_) | Error::Invalid(_)) => Ok(Heard::Stale),
                Err(error) => Err(error),
            }
        }
    }
}

fn answered(conn: &mut Conn, floor: &Floor, run: &super::run::Run, slot: &Slot, answer: slot::Answer) -> Result<Heard> {
    let Ok(state) = slot.state.next(Step::Answer(answer)) else { return Ok(Heard::Stale) };
    let answered = Slot { state, ..slot.clone() };
    store::slots::put(conn, &answered)?;
    if answer == slot::Answer::Declined && !slot.is_past(floor.clock.now()) {
        offer_once(conn, floor, &answered)?;
    }
    let event = match answer {
        slot::Answer::Accepted => Event::SlotAccepted,
        slot::Answer::Tentative => Event::SlotTentative,
        slot::Answer::Declined => Event::SlotDeclined,
    };
    let occasion = format!("{}/{}", of_week(&run.id, slot.week), slot.sequence);
    record(conn, floor, run, event, &slot.person_id, &occasion, "")?;
    Ok(Heard::Applied)
}
