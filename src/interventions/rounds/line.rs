//! Who is in whose line, and who would rather not share a room with theirs. It is told to nobody: whoever cannot be seated for
//! it gets the answer that a full Round gives.

use std::collections::{BTreeMap, BTreeSet};

use super::{place::State, seats::Seat, store, tend::tend};
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::roster::people,
};

/// What is known of some people's lines, as far as anybody wants to be apart from theirs.
#[derive(Debug, Default)]
pub struct Apart {
    wants: BTreeSet<String>,
    above: BTreeMap<String, Vec<String>>,
}

impl Apart {
    /// That of everybody who has a seat, waits for one, or asks for one now.
    pub fn of(conn: &mut Conn, seats: &[Seat], asking: Option<&str>) -> Result<Self> {
        let who: Vec<&str> = seats.iter().map(|seat| seat.person_id.as_str()).chain(asking).collect();
        let wants = store::wishes::apart_among(conn, &who)?;
        let mut above = BTreeMap::new();
        if !wants.is_empty() {
            for person in who {
                above.insert(person.to_owned(), people::line_above(conn, person)?);
            }
        }
        Ok(Self { wants, above })
    }

    /// Whether two are to be kept apart: one is above the other, and one of them would rather.
    #[must_use]
    pub fn keeps(&self, one: &str, other: &str) -> bool {
        let is_above = |a: &str, b: &str| self.above.get(b).is_some_and(|line| line.iter().any(|above| above == a));
        (self.wants.contains(one) || self.wants.contains(other)) && (is_above(one, other) || is_above(other, one))
    }
}

/// Keeps what somebody would rather, and looks over the Rounds in which they have a place.
pub fn say(conn: &mut Conn, floor: &Floor, person_id: &str, apart: bool) -> Result<()> {
    store::wishes::put(conn, person_id, apart, floor.clock.now())?;
    for place in store::places::of_person(conn, person_id)? {
        if place.state.is_held() || place.state == State::Waiting {
            tend(conn, floor, &place.round_id)?;
        }
    }
    Ok(())
}
