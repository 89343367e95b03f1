//! What the demo says at its end: the funnel, and where things lie.

use std::path::Path;

use crate::{
    floor::{Floor, error::Result},
    trial::{
        allocation::{end::ended_at, trial::Trial},
        uptake::gather::gather,
    },
};

pub fn all(floor: &Floor, dir: &Path, trials: &[String], printed: usize) -> Result<String> {
    let mut tables = String::new();
    for trial_id in trials {
        let report = floor.db.read(|conn| {
            let trial = Trial::find(conn, trial_id)?;
            let ended = ended_at(conn, trial_id)?.is_some();
            gather(conn, floor, &trial, ended)
        })?;
        tables += &format!("{}\n\n", report.to_table());
    }
    let lie = [
        ("hearten.toml", "the settings; `cd` here and every hearten command reads this house".to_owned()),
        ("hearten.sqlite3", "the database".to_owned()),
        ("pack/", format!("{printed} letters as PDFs, the treated arm's only")),
        ("mail/", "every mail that was sent, as .eml".to_owned()),
        ("files/", "the sealed files".to_owned()),
    ];
    let mut told = format!("{tables}Everybody in it is made up. In {}:\n", dir.display());
    for (name, what) in lie {
        told.push_str(&format!("  {name:<16} {what}\n"));
    }
    Ok(told)
}
