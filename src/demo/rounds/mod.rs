//! A year of Rounds, played: two councils, a Round a month in each, and people who behave as a file says that they do. Every act is
//! the product's own; only whether somebody does it is made up.

mod begin;
mod behaviour;
mod costs;
mod day;
mod places;

use chrono::{NaiveDate, TimeDelta};

use super::{calendar::stride_to, cast::Cast, trial::names};
use crate::{
    floor::{Floor, error::Result, jobs::Worker, web::Form},
    interventions::rounds::{
        announce::announce,
        change::{NewPlace, cancel, describe, move_round},
        round::Round,
        series::Series,
        store,
    },
    trial::roster::made_up::Plan as MadeUp,
};
use behaviour::Behaviour;

/// How many Rounds a year has. The last is still to come when the demo ends.
const COUNT: usize = 12;
/// Which one is moved in the first council, and which is cancelled in the second.
const MOVED: usize = 3;
const CANCELLED: usize = 7;
const TOPICS: [&str; COUNT] = [
    "A day I remember",
    "When I was wrong",
    "The child who stayed with me",
    "Going home afterwards",
    "A kindness at work",
    "Holding the line",
    "What I did not say",
    "Laughing in the car",
    "A hard goodbye",
    "The first year",
    "Asking for help",
    "What keeps me here",
];

/// The two councils: social workers, and family support workers besides.
#[must_use]
pub fn councils() -> Vec<MadeUp> {
    vec![MadeUp::with_others("Ilverton", 56, 32), MadeUp::with_others("Kestrelby", 48, 24)]
}

/// A trial of Rounds, and the names of its councils.
pub type OfCouncils = (String, Vec<String>);

/// Draws the list of the two councils.
pub fn randomise(floor: &Floor, cast: &Cast, councils: &[MadeUp], seed: u64) -> Result<OfCouncils> {
    let names = names(councils);
    Ok((begin::randomise(floor, cast, &names, seed)?, names))
}

/// Plays the year of trials side by side, up to the eve of its last Round.
pub fn play(floor: &Floor, worker: &Worker, cast: &Cast, trials: &[OfCouncils], seed: u64) -> Result<()> {
    let mut behaviour = Behaviour::read(seed)?;
    let mut year = Vec::new();
    for (trial_id, names) in trials {
        year.extend(begin::plan(floor, cast, trial_id, names)?);
    }
    for nth in 0..COUNT {
        one_month(floor, worker, cast, &year, nth, &mut behaviour)?;
    }
    costs::put_on_record(floor, cast, &year, &behaviour)
}

/// From the announcement of the `nth` Round of each series to the day itself.
fn one_month(
    floor: &Floor,
    worker: &Worker,
    cast: &Cast,
    year: &[Series],
    nth: usize,
    behaviour: &mut Behaviour,
) -> Result<()> {
    let mut rounds = of_month(floor, year, nth)?;
    let day = rounds.iter().map(|round| round.span.day()).min().unwrap_or_default();
    let before = |days| day - TimeDelta::days(days);
    stride_to(floor, worker, before(21), 10)?;
    announce_all(floor, cast, year, &rounds, nth)?;
    for days in [20, 14] {
        stride_to(floor, worker, before(days), 11)?;
        places::answer(floor, worker, &rounds, behaviour)?;
    }
    if nth + 1 == COUNT {
        return Ok(());
    }
    stride_to(floor, worker, before(10), 11)?;
    change(floor, worker, cast, &rounds, nth)?;
    rounds = of_month(floor, year, nth)?;
    stride_to(floor, worker, before(3), 11)?;
    places::give_back(floor, worker, &rounds, behaviour)?;
    stride_to(floor, worker, before(2), 10)?;
    places::take_offers(floor, worker, &rounds, behaviour)?;
    stride_to(floor, worker, before(1), 12)?;
    for on in days_of(&rounds) {
        stride_to(floor, worker, on, 16)?;
        let today = rounds.iter().filter(|round| round.span.day() == on);
        today.into_iter().try_for_each(|round| day::hold(floor, cast, round, behaviour))?;
    }
    Ok(())
}

fn of_month(floor: &Floor, year: &[Series], nth: usize) -> Result<Vec<Round>> {
    floor.db.read(|conn| {
        let mut found = Vec::new();
        for series in year {
            found.extend(store::rounds::of_series(conn, &series.id)?.into_iter().find(|one| one.number == number(nth)));
        }
        Ok(found)
    })
}

fn number(nth: usize) -> i32 {
    i32::try_from(nth + 1).unwrap_or_default()
}

/// The days of these Rounds, each once and in order.
fn days_of(rounds: &[Round]) -> Vec<NaiveDate> {
    let mut days: Vec<NaiveDate> = rounds.iter().map(|round| round.span.day()).collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn announce_all(floor: &Floor, cast: &Cast, year: &[Series], rounds: &[Round], nth: usize) -> Result<()> {
    let form = Form::of(vec![("topic".into(), TOPICS[nth].into()), ("mix".into(), "mixed".into())]);
    floor.db.write(|conn| {
        for (series, round) in year.iter().zip(rounds) {
            describe(conn, floor, &cast.coordinator, round, &form)?;
            announce(conn, floor, &cast.coordinator, series, round)?;
        }
        Ok(())
    })
}

/// One Round of the year moves by a day, and one is cancelled.
fn change(floor: &Floor, worker: &Worker, cast: &Cast, rounds: &[Round], nth: usize) -> Result<()> {
    floor.db.write(|conn| {
        let (first, second) = (rounds.first().filter(|_| nth == MOVED), rounds.get(1).filter(|_| nth == CANCELLED));
        if let Some(round) = first {
            let as_it_is = NewPlace::of(round);
            let to = NewPlace { day: as_it_is.day + TimeDelta::days(1), ..as_it_is };
            move_round(conn, floor, &cast.coordinator, round, to)?;
        }
        if let Some(round) = second {
            cancel(conn, floor, &cast.coordinator, round, "Both facilitators are unwell.")?;
        }
        Ok(())
    })?;
    crate::floor::jobs::run_until_idle(worker)?;
    Ok(())
}
