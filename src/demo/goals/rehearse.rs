//! A trial's whole calendar on made-up staff, with every output on disk.

use std::{fs, path::Path};

use chrono::{NaiveDate, TimeDelta};

use super::{Play, councils, play, randomise};
use crate::{
    app,
    demo::{calendar::go_to, cast::Cast, stage, trial},
    floor::{Floor, error::Result},
    trial::{
        allocation::{end::ended_at, trial::Trial},
        uptake::{gather::gather, picture::to_svg, report::Report},
    },
};

/// What is rehearsed.
#[derive(Debug, Clone, Copy)]
pub struct Rehearsal {
    /// How many people are in the trial.
    pub people: usize,
    /// The Monday of the first week.
    pub starts_on: NaiveDate,
    pub seed: u64,
}

/// Rehearses goal-setting in `dir`; the report as it would be printed.
pub fn rehearse(dir: &Path, rehearsal: Rehearsal) -> Result<String> {
    let Rehearsal { people, starts_on, seed } = rehearsal;
    let first_day = starts_on - TimeDelta::days(21);
    let floor = stage::lay(dir, seed, "127.0.0.1:8420", first_day)?;
    let worker = app::worker(floor.clone());
    let cast = floor.db.write(|conn| Cast::gather(conn, &floor))?;
    let councils = councils(people);
    trial::govern(&floor, &cast)?;
    trial::bring_in(&floor, &cast, seed, &councils)?;
    go_to(&floor, &worker, first_day + TimeDelta::days(7), 10)?;
    let course = randomise(&floor, &cast, &councils, seed)?;
    play(&floor, &worker, &cast, std::slice::from_ref(&course), Play { seed, starts_on })?;
    let trial_id = course.0;
    let report = floor.db.read(|conn| {
        let trial = Trial::find(conn, &trial_id)?;
        let ended = ended_at(conn, &trial_id)?.is_some();
        gather(conn, &floor, &trial, ended)
    })?;
    put(&floor, dir, &report)?;
    Ok(report.to_table())
}

/// The report in every form that it has.
fn put(floor: &Floor, dir: &Path, report: &Report) -> Result<()> {
    let into = dir.join("report");
    fs::create_dir_all(&into)?;
    fs::write(into.join("uptake.txt"), report.to_table())?;
    fs::write(into.join("uptake.csv"), report.to_csv())?;
    fs::write(into.join("uptake.json"), serde_json::to_vec_pretty(&report.to_json())?)?;
    fs::write(into.join("uptake.svg"), to_svg(&floor.templates, report)?)?;
    Ok(())
}
