//! Who is to get a letter on paper now: once for each time that they did not recall the offer, and once a week for whoever asked
//! for nothing by mail, since nothing comes into their diary by itself.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    floor::{Floor, clock::london_date, db::Conn, error::Result},
    interventions::goals::{protected::Protected, recall::Channel, run::Run, store},
    trial::{availability::days::monday, contact::may_send::choices},
};

/// Everyone of a run who is reached on paper, each with the day from which a letter is wanted.
pub fn on_paper(conn: &mut Conn, floor: &Floor, run: &Run) -> Result<Vec<(Protected, NaiveDate)>> {
    let mut since: BTreeMap<String, NaiveDate> = BTreeMap::new();
    for row in store::channels::of_run(conn, &run.id, Channel::Paper)? {
        let day = london_date(row.since);
        since.entry(row.time_id).and_modify(|known| *known = day.max(*known)).or_insert(day);
    }
    let (now, mut found) = (floor.clock.now(), Vec::new());
    for time in store::times::of_run(conn, &run.id)? {
        let (choices, unaware) = (choices(conn, &time.person_id, now)?, since.get(&time.id).copied());
        let asked = choices.paper.then(|| monday(london_date(now)));
        // Whoever asked for a break gets none on paper either.
        if let Some(day) = asked.max(unaware).filter(|_| choices.snoozed_until.is_none()) {
            found.push((time, day));
        }
    }
    Ok(found)
}

/// Those of them for whom none was made since that day.
pub fn due(conn: &mut Conn, floor: &Floor, run: &Run) -> Result<Vec<Protected>> {
    let today = floor.clock.today();
    if run.asked_at.is_none() || run.is_over(today) {
        return Ok(Vec::new());
    }
    let made = store::papers::last_made(conn, &run.id)?;
    let mut found = on_paper(conn, floor, run)?;
    found.retain(|(time, since)| made.get(&time.id).is_none_or(|last| last < since && *last < today));
    Ok(found.into_iter().map(|(time, _)| time).collect())
}
