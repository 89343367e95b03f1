//! `hearten demo`: three made-up councils walk the whole road, from a spreadsheet to a posted letter, eight more take six weeks
//! of goal-setting, five have coffee and tea in some of their buildings, and two hold a year of Rounds, each at the size of a first
//! trial; and one county has all four, on the same days. The clock is moved by hand, everyone in it is made up, and every act is the
//! product's own.

mod calendar;
mod cast;
mod chance;
mod county;
mod diary;
mod goals;
mod letters;
mod managers;
mod rounds;
mod stage;
mod tell;
mod tokens;
mod trial;

use std::path::Path;

use self::{calendar::go_to, cast::Cast, county::County, managers::Words, trial::names};
use crate::{
    app,
    floor::{Floor, clock::Clock, error::Result, ids::Ids},
    trial::roster::made_up::Plan as MadeUp,
};

pub use goals::{
    PEOPLE,
    rehearse::{Rehearsal, rehearse},
};

/// A demo that has been played, its clock running on from where the story ended.
#[derive(Debug)]
pub struct Played {
    pub floor: Floor,
    /// What to print: the funnel, and where things lie.
    pub told: String,
}

/// Plays the demo into `dir`. The same seed gives the same people, the same list and the same letters.
pub fn play(dir: &Path, seed: u64, listen: &str, people: usize) -> Result<Played> {
    let floor = stage::lay(dir, seed, listen, stage::first_day())?;
    let worker = app::worker(floor.clone());
    let day = |n: i64| stage::first_day() + chrono::TimeDelta::days(n);
    let words = Words::read()?;

    let cast = floor.db.write(|conn| Cast::gather(conn, &floor))?;
    trial::govern(&floor, &cast)?;
    let councils = MadeUp::demo();
    trial::bring_in(&floor, &cast, seed, &councils)?;
    go_to(&floor, &worker, day(1), 10)?;
    let trial_id = trial::randomise(&floor, &cast, &councils, seed)?;
    let county = County::begin(&floor, &cast, seed)?;
    go_to(&floor, &worker, day(2), 10)?;
    let before = county.ask_before(&floor, &cast)?;
    let replayed = letters::ask_for_lines(&floor, &worker, &cast, &trial_id, &names(&councils))?;
    let in_county = letters::ask_for_lines(&floor, &worker, &cast, &county.letters, &[county::NAME.to_owned()])?;
    let rounds = [replayed.clone(), in_county.clone()].concat();
    letters::managers_write(&floor, &worker, &rounds, &words, seed)?;
    county.answer_before(&floor, &before)?;
    go_to(&floor, &worker, day(21), 10)?;
    letters::write_instead(&floor, &cast, &rounds, &words)?;
    letters::compose(&floor, &worker, &cast, &trial_id, &replayed)?;
    letters::compose(&floor, &worker, &cast, &county.letters, &in_county)?;
    go_to(&floor, &worker, day(22), 14)?;
    letters::sign(&floor, &worker, &rounds)?;
    go_to(&floor, &worker, day(23), 11)?;
    let packs = letters::pack(&floor, &worker, &cast, &rounds)?;
    let printed = letters::export(&floor, &cast, &replayed, &dir.join("pack"))?;
    go_to(&floor, &worker, day(31), 16)?;
    letters::post(&floor, &cast, &packs)?;

    let councils = goals::councils(people);
    trial::bring_in(&floor, &cast, seed, &councils)?;
    let replayed = goals::randomise(&floor, &cast, &councils, seed)?;
    let courses = [replayed, (county.half_hours(&floor, &cast)?, vec![county::NAME.to_owned()])];
    goals::play(&floor, &worker, &cast, &courses, goals::Play { seed, starts_on: day(49) })?;
    county.end(&floor, &worker, &cast)?;

    let cups = tokens::play(&floor, &worker, &cast, &county, seed)?;

    let councils = rounds::councils();
    trial::bring_in(&floor, &cast, seed, &councils)?;
    let replayed = rounds::randomise(&floor, &cast, &councils, seed)?;
    let years = [replayed, (county.rounds(&floor, &cast, &cups[1])?, vec![county::NAME.to_owned()])];
    rounds::play(&floor, &worker, &cast, &years, seed)?;

    let ([(course, _), (half_hours, _)], [cups, county_cups], [(year, _), (county_year, _)]) = (courses, cups, years);
    let of_county = [county.letters, half_hours, county_cups, county_year];
    let told = tell::all(&floor, dir, &[[trial_id, course, cups, year], of_county].concat(), printed)?;
    let clock = Clock::running_from(floor.clock.now());
    Ok(Played { floor: Floor { ids: Ids::from_chance(clock.clone()), clock, ..floor }, told })
}
