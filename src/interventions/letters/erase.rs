//! Each night: what bears a home address is erased once its letters were posted and the time for returns is over. A person
//! whose next letter is on its way keeps their address until that one was posted too, and while a carrier has a letter, or
//! somebody has to decide about it, nothing of its round goes.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};

use super::{
    erase_file::{EraseFile, File},
    post::erase_on,
    state::State,
    store::{self, rounds::Round},
};
use crate::{
    floor::{
        Floor,
        clock::{Moment, london_date},
        db::{
            Conn,
            scrub::{self, Scrub},
        },
        error::Result,
        jobs,
        schedule::{Missed, Schedule},
    },
    trial::roster::vault,
};

/// One night that was missed is not made up for: the next one sees the same.
pub fn schedule() -> Result<Schedule> {
    Schedule::new("letters.erase", "0 0 3 * * *", Missed::Skip, erase)
}

fn erase(floor: &Floor, conn: &mut Conn, occasion: Moment) -> Result<()> {
    let (today, mut over) = (london_date(occasion), Vec::new());
    for round in store::rounds::all(conn)? {
        if let Some(posted_on) = erase_files(floor, conn, &round, today)? {
            over.push((round, posted_on));
        }
    }
    let wanted = store::road::still_wanted(conn, &over.iter().map(|(round, _)| round.id.clone()).collect::<Vec<_>>())?;
    let mut erased = 0;
    store::calls::forget_before(conn, occasion - TimeDelta::days(i64::from(floor.settings.letters.returns_days)))?;
    for (round, posted_on) in over {
        erased += erase_addresses(floor, conn, &round, posted_on, &wanted)?;
    }
    if erased == 0 { Ok(()) } else { jobs::enqueue::<Scrub>(conn, floor, &scrub::Job {}) }
}

/// Promises that the files of a round's packs go, each pack in its own time. The day of the last posting, once the time of
/// every pack has come.
fn erase_files(floor: &Floor, conn: &mut Conn, round: &Round, today: NaiveDate) -> Result<Option<NaiveDate>> {
    let (mut over, mut last) = erase_files_of_carrier(floor, conn, round, today)?;
    for pack in store::packs::of_round(conn, &round.id)? {
        if pack.posted_on.is_none_or(|day| erase_on(floor, day) > today) {
            over = false;
            continue;
        }
        last = last.max(pack.posted_on);
        let key = format!("letters.erase_file:{}", pack.id);
        let file = File { subject: pack.id.clone(), file_key: pack.file_key };
        if !jobs::enqueue_once::<EraseFile>(conn, floor, &key, &file, floor.clock.now())? {
            continue;
        }
        for letter in store::road::of_pack(conn, &pack.id)? {
            if let Some(file_key) = letter.file_key {
                jobs::enqueue::<EraseFile>(conn, floor, &File { subject: letter.id, file_key })?;
            }
        }
    }
    Ok(last.filter(|_| over))
}

/// The same for the letters that a carrier posted, each in its own time: whether that has come for all, and the day of the
/// last posting.
fn erase_files_of_carrier(
    floor: &Floor,
    conn: &mut Conn,
    round: &Round,
    today: NaiveDate,
) -> Result<(bool, Option<NaiveDate>)> {
    let (mut over, mut last) = (true, None);
    let sendings = store::sendings::of_round(conn, &round.id)?;
    let posted: BTreeMap<&str, Option<NaiveDate>> =
        sendings.iter().map(|sending| (sending.letter_id.as_str(), sending.posted_on)).collect();
    for letter in store::road::of_round(conn, &round.id)? {
        let Some(posted_on) = posted.get(letter.id.as_str()).filter(|_| !letter.state.is_dropped()) else { continue };
        if posted_on.is_none_or(|day| erase_on(floor, day) > today) {
            over = false;
            continue;
        }
        last = last.max(*posted_on);
        if let Some(file_key) = letter.file_key {
            let key = format!("letters.erase_file:{}", letter.id);
            let file = File { subject: letter.id, file_key };
            jobs::enqueue_once::<EraseFile>(conn, floor, &key, &file, floor.clock.now())?;
        }
    }
    Ok((over, last))
}

/// Of everyone in the round, those in the comparison arm too: nothing of this round will be sent to them. An address that
/// came in after the last posting is for something else, and stays. How many.
fn erase_addresses(
    floor: &Floor,
    conn: &mut Conn,
    round: &Round,
    posted_on: NaiveDate,
    wanted: &BTreeSet<String>,
) -> Result<usize> {
    let mut erased = 0;
    let why = format!("the letters of round {} were posted, and the time for returns is over", round.id);
    for letter in store::road::of_round(conn, &round.id)? {
        let ended = matches!(letter.state, State::Posted | State::Withdrawn | State::NotOwed | State::Lines);
        let of_this = vault::held_since(conn, &letter.person_id)?.is_some_and(|at| london_date(at) <= posted_on);
        if ended && of_this && !wanted.contains(&letter.person_id) {
            erased += usize::from(vault::erase(conn, floor, "worker", &letter.person_id, &why)?);
        }
    }
    Ok(erased)
}
