//! `hearten demo`: three made-up councils walk the whole road, from a spreadsheet to a posted letter, eight more take six weeks
//! of goal-setting, five have coffee and tea in some of their buildings, and two hold a year of Rounds, on a clock that is moved by hand. Everyone in it is made up, and every act is the product's own.

mod calendar;
mod cast;
mod chance;
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

use self::{calendar::go_to, cast::Cast, managers::Words};
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
    trial::bring_in(&floor, &cast, seed, &MadeUp::demo())?;
    go_to(&floor, &worker, day(1), 10)?;
    let trial_id = trial::randomise(&floor, &cast, seed)?;
    go_to(&floor, &worker, day(2), 10)?;
    let rounds = letters::ask_for_lines(&floor, &worker, &cast, &trial_id)?;
    letters::managers_write(&floor, &worker, &rounds, &words, seed)?;
    go_to(&floor, &worker, day(21), 10)?;
    letters::write_instead(&floor, &cast, &rounds, &words)?;
    letters::compose(&floor, &worker, &cast, &trial_id, &rounds)?;
    go_to(&floor, &worker, day(22), 14)?;
    letters::sign(&floor, &worker, &rounds)?;
    go_to(&floor, &worker, day(23), 11)?;
    let packs = letters::pack(&floor, &worker, &cast, &rounds)?;
    let printed = letters::export(&floor, &cast, &rounds, &dir.join("pack"))?;
    go_to(&floor, &worker, day(31), 16)?;
    letters::post(&floor, &cast, &packs)?;

    let councils = goals::councils(people);
    trial::bring_in(&floor, &cast, seed, &councils)?;
    let course = goals::play(&floor, &worker, &cast, &councils, goals::Play { seed, starts_on: day(49) })?;

    let cups = tokens::play(&floor, &worker, &cast, seed)?;

    let councils = rounds::councils();
    trial::bring_in(&floor, &cast, seed, &councils)?;
    let year = rounds::play(&floor, &worker, &cast, &councils, seed)?;

    let told = tell::all(&floor, dir, &[trial_id, course, cups, year], printed)?;
    let clock = Clock::running_from(floor.clock.now());
    Ok(Played { floor: Floor { ids: Ids::from_chance(clock.clone()), clock, ..floor }, told })
}
