//! A Round was held: from then on whoever had a place and did not come is told apart from whoever gave theirs back.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{
    place::State as PlaceState,
    round::{Round, Step},
    store,
    tell_leaders::tell_leaders,
};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::{Error, Result},
};

/// Says that it was held.
///
/// # Errors
/// `TooLate`, before its end, or where it was cancelled or never announced. That it was said before is no matter.
pub fn mark_held(conn: &mut Conn, floor: &Floor, actor: &str, round_id: &str) -> Result<()> {
    store::rounds::hold(conn, round_id)?;
    let (round, now) = (store::rounds::one(conn, round_id)?, floor.clock.now());
    if round.state == super::round::State::Held {
        return Ok(());
    }
    let state = round.state.next(Step::Hold)?;
    if now < round.span.ends {
        return Err(Error::TooLate("It is not over yet. Say that it was held once it is.".into()));
    }
    let held = Round { state, changed_at: now, ..round };
    store::rounds::put(conn, &held)?;
    tell_leaders(conn, floor, &held)?;
    audit::write(conn, now, &Act::new(actor, "rounds.held", round_id))
}

/// How many people of each kind a Round had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Numbers {
    pub invited: usize,
    pub booked: usize,
    /// Named and unnamed.
    pub came: usize,
    pub unnamed: usize,
    /// Of those named, without an invitation.
    pub uninvited: usize,
    pub apologised: usize,
    /// They had a place, gave no word, and did not come. Those who came unnamed may be among them.
    pub absent: usize,
}

/// The numbers of a Round.
pub fn numbers(conn: &mut Conn, round_id: &str) -> Result<Numbers> {
    let places = store::places::of_round(conn, round_id, &PlaceState::ALL)?;
    let came: BTreeSet<String> = store::attendances::came(conn, round_id)?.into_iter().collect();
    let unnamed = store::attendances::unnamed(conn, round_id)?.values().sum::<usize>();
    let in_state = |state| places.iter().filter(move |place| place.state == state);
    let invited: BTreeSet<&str> = places.iter().map(|place| place.person_id.as_str()).collect();
    Ok(Numbers {
        invited: places.len(),
        booked: in_state(PlaceState::Booked).count(),
        came: came.len() + unnamed,
        unnamed,
        uninvited: came.iter().filter(|person| !invited.contains(person.as_str())).count(),
        apologised: in_state(PlaceState::Apologised).count(),
        absent: in_state(PlaceState::Booked).filter(|place| !came.contains(&place.person_id)).count(),
    })
}
