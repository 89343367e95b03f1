//! To whom what a trial is of came, whatever their arm: what an analysis takes for having complied.

use std::collections::BTreeSet;

use super::road::road;
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::{
        allocation::stored::Whole,
        uptake::{
            gather::{buildings, had_one_set_up},
            roll_up,
            so_far::{Ever, People},
        },
    },
};

/// Those on the list whom it reached and for whom nothing undid it; of a waiting list only what came before it is served after all.
pub fn had_it(conn: &mut Conn, floor: &Floor, whole: &Whole) -> Result<BTreeSet<String>> {
    let (ever, road) = (what_came(conn, floor, whole)?, road(&whole.list.trial.intervention));
    let came = |person: &&String| {
        let ever = ever.of(person);
        ever.saw(road.received) && !road.undone.is_some_and(|(event, _)| ever.saw(event))
    };
    Ok(whole.members.iter().map(|member| &member.person_id).filter(came).cloned().collect())
}

/// What ever came to whom, a token in their building among it, as far as it compares arms.
pub(super) fn what_came(conn: &mut Conn, floor: &Floor, whole: &Whole) -> Result<People> {
    let (trial, mut ever) = (&whole.list.trial, People::default());
    roll_up::each(conn, &trial.id, Some(whole), |person, so_far| ever.put(person, Ever::of(&so_far)))?;
    had_one_set_up(&mut ever, whole, &buildings(conn, floor, trial)?);
    Ok(ever)
}
