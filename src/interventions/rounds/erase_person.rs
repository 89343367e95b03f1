//! What of Rounds goes when somebody asks to be forgotten: what is still to come, and what they said of their line. That they
//! were invited, came or gave a place back stays as a count.

use super::{place::Diary, store, tell::Tell, tend::take_back};
use crate::{
    floor::{Floor, db::Conn, error::Result, jobs},
    trial::contact::opt_out::opt_out,
};

/// Takes back what is still to come of theirs, for as long as there is an address to send that to; how many entries their diary
/// may hold. Erase the person once that is none.
pub fn take_back_places(conn: &mut Conn, floor: &Floor, person_id: &str) -> Result<usize> {
    let (now, mut held) = (floor.clock.now(), 0);
    for place in store::places::of_person(conn, person_id)? {
        let round = store::rounds::one(conn, &place.round_id)?;
        held += usize::from(place.diary == Diary::Held && round.span.starts > now);
    }
    if held > 0 {
        opt_out(conn, floor, person_id, "command line")?;
        take_back(conn, floor, person_id)?;
    }
    let open = jobs::open_of::<Tell>(conn)?;
    let mine = store::places::of_person(conn, person_id)?;
    Ok(mine.iter().filter(|place| open.iter().any(|job| job.place_id == place.id)).count())
}

/// Erases what they said.
pub fn erase_rounds_of(conn: &mut Conn, person_id: &str) -> Result<()> {
    store::wishes::erase(conn, person_id)
}
