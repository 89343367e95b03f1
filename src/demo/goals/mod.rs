//! Goal-setting, played: eight authorities, six weeks, and people who behave as a file says that they do, replies included. Every
//! act is the product's own; only whether somebody does it is made up.

mod begin;
mod behaviour;
mod diaries;
mod managers;
pub mod rehearse;
mod workers;

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use super::{calendar::go_to, cast::Cast, trial::names};
use crate::{
    floor::{Floor, error::Result, jobs::Worker},
    trial::{allocation::end::end, roster::made_up::Plan as MadeUp},
};
pub use behaviour::{Behaviour, made_up};

/// How many social workers each authority of the trial has, and how many of its staff are not in it: the sizes of the eight
/// authorities of the first trial, 1,315 of 2,293 people.
const SIZES: [(&str, usize, usize); 8] = [
    ("Ashcombe", 141, 105),
    ("Brindleford", 81, 60),
    ("Caldmoor", 143, 106),
    ("Dunwater", 468, 348),
    ("Elmswick", 126, 93),
    ("Fernhollow", 109, 81),
    ("Gorsebury", 111, 82),
    ("Hartlemere", 136, 103),
];

/// How many people were in the first trial.
pub const PEOPLE: usize = 1_315;

/// A trial to be played.
#[derive(Debug, Clone, Copy)]
pub struct Play {
    pub seed: u64,
    /// The Monday of the first week.
    pub starts_on: NaiveDate,
}

/// The authorities of the trial, as near as may be to the proportions of the first trial, with `people` in it.
#[must_use]
pub fn councils(people: usize) -> Vec<MadeUp> {
    let whole: usize = SIZES.iter().map(|(_, inside, _)| inside).sum();
    let mut left = people;
    let mut plans = Vec::new();
    for (nth, (name, inside, outside)) in SIZES.iter().enumerate() {
        let last = nth + 1 == SIZES.len();
        let share = if last { left } else { (inside * people / whole).min(left) };
        left -= share;
        plans.push(MadeUp::with_others(*name, share, outside * people / whole));
    }
    plans
}

/// A trial of half hours, and the names of its authorities.
pub type Course = (String, Vec<String>);

/// Draws the list of the replay.
pub fn randomise(floor: &Floor, cast: &Cast, councils: &[MadeUp], seed: u64) -> Result<Course> {
    let names = names(councils);
    Ok((begin::randomise(floor, cast, &names, seed)?, names))
}

/// Plays trials side by side, from their lists to the end of their last week.
pub fn play(floor: &Floor, worker: &Worker, cast: &Cast, courses: &[Course], plan: Play) -> Result<()> {
    let mut behaviour = Behaviour::read(plan.seed)?;
    let mut runs = Vec::new();
    for (trial_id, names) in courses {
        begin::bring_rotas(floor, cast, names, plan, &mut behaviour)?;
        runs.extend(begin::propose(floor, worker, cast, trial_id, names, plan)?);
    }
    go_to(floor, worker, plan.starts_on - TimeDelta::days(6), 14)?;
    managers::decide(floor, worker, cast, &runs, &mut behaviour)?;
    let mut week = workers::Weeks::default();
    // From the Tuesday before to the Friday after the last week.
    for day in (-5..=46).map(|days| plan.starts_on + TimeDelta::days(days)) {
        go_to(floor, worker, day, 11)?;
        if day.weekday() == Weekday::Mon {
            managers::reach_on_paper(floor, cast, &runs)?;
        }
        workers::look(floor, &runs, &mut week)?;
        diaries::answer(floor, worker, &runs, &mut week, &mut behaviour)?;
        workers::first_steps(floor, &runs, &mut week, &mut behaviour)?;
        workers::questions(floor, &runs, &mut week, &mut behaviour)?;
        go_to(floor, worker, day, 17)?;
        workers::half_hours(floor, worker, &runs, &mut week, &mut behaviour)?;
    }
    floor.db.write(|conn| {
        let over = "The six weeks are over.";
        courses.iter().try_for_each(|(trial_id, _)| end(conn, floor, &cast.researcher, trial_id, over))
    })
}
