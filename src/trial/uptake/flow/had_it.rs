//! To whom what a trial is of came, whatever their arm: what an analysis takes for having complied.

use std::collections::BTreeSet;

use chrono::NaiveDate;

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
    let (ever, road) = (what_came(conn, floor, whole, None)?, road(&whole.list.trial.intervention));
    let came = |person: &&String| {
        let ever = ever.of(person);
        ever.saw(road.received) && !road.undone.is_some_and(|(event, _)| ever.saw(event))
    };
    Ok(whole.members.iter().map(|member| &member.person_id).filter(came).cloned().collect())
}

/// What ever came to whom, a token in their building among it, as far as it compares arms; before a day, where one is given.
pub(super) fn what_came(conn: &mut Conn, floor: &Floor, whole: &Whole, before: Option<NaiveDate>) -> Result<People> {
    let (trial, mut ever) = (&whole.list.trial, People::default());
    roll_up::each(conn, &trial.id, Some(whole), |person, so_far| {
        let so_far = match before {
            Some(day) => so_far.before(day),
            None => so_far,
        };
        ever.put(person, Ever::of(&so_far));
    })?;
    let mut of_each = buildings(conn, floor, trial)?;
    of_each.retain(|_, building| building.set_up_on().is_some_and(|on| before.is_none_or(|day| on < day)));
    had_one_set_up(&mut ever, whole, &of_each);
    Ok(ever)
}
