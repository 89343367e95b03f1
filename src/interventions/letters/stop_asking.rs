//! A person who left or opted out is no longer asked about. What was written of them before stands.

use super::{
    ask::no_longer,
    record::record,
    state::Lines,
    store::{self, rounds::Round},
};
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::{roster::people, uptake::event::Event},
};

/// Takes out of a round's asking whoever is not there to be asked about any more; how many.
pub fn stop_asking(conn: &mut Conn, floor: &Floor, round: &Round) -> Result<usize> {
    let (today, mut stopped) = (floor.clock.today(), 0);
    for lines in store::lines::of_round(conn, &round.id)? {
        if lines.lines != Lines::Asked {
            continue;
        }
        if let Some(reason) = no_longer(&people::person(conn, &lines.person_id)?, today) {
            store::lines::stop(conn, &lines.id, reason)?;
            record(conn, floor, round, Event::LinesNoLongerAsked, &lines.person_id, reason)?;
            stopped += 1;
        }
    }
    Ok(stopped)
}
