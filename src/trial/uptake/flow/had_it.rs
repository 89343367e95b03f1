//! To whom what a trial is of came, whatever their arm: what an analysis takes for having complied.

use std::collections::BTreeSet;

use super::{Ever, road::road};
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::{
        allocation::stored::Whole,
        uptake::{
            funnel::as_said_last,
            gather::{buildings, had_one_set_up},
            record,
        },
    },
};

/// Those on the list whom it reached and for whom nothing undid it; of a waiting list only what came before it is served after all.
pub fn had_it(conn: &mut Conn, floor: &Floor, whole: &Whole) -> Result<BTreeSet<String>> {
    let trial = &whole.list.trial;
    let mut seen = as_said_last(&record::compared(conn, &trial.id, Some(whole))?);
    seen.extend(had_one_set_up(whole, &buildings(conn, floor, trial)?));
    let (ever, road) = (Ever::of(&seen), road(&trial.intervention));
    let came = |person: &&String| {
        ever.saw(person, road.received) && !road.undone.is_some_and(|(event, _)| ever.saw(person, event))
    };
    let members: BTreeSet<String> = whole.members.iter().map(|member| member.person_id.clone()).collect();
    Ok(members.iter().filter(came).cloned().collect())
}
