//! What the demo says at its end: the funnel, and where things lie.

use std::path::Path;

use crate::{
    floor::{Floor, error::Result},
    trial::{allocation::trial::Trial, uptake::gather::gather},
};

pub fn all(floor: &Floor, dir: &Path, trial_id: &str, printed: usize) -> Result<String> {
    let report = floor.db.read(|conn| {
        let trial = Trial::find(conn, trial_id)?;
        gather(conn, floor, &trial, false)
    })?;
    let lie = [
        ("hearten.toml", "the settings; `cd` here and every hearten command reads this house".to_owned()),
        ("hearten.sqlite3", "the database".to_owned()),
        ("pack/", format!("{printed} letters as PDFs, the treated arm's only")),
        ("mail/", "every mail that was sent, as .eml".to_owned()),
        ("files/", "the sealed files".to_owned()),
    ];
    let mut told = format!("{}\n\nEverybody in it is made up. In {}:\n", report.to_table(), dir.display());
    for (name, what) in lie {
        told.push_str(&format!("  {name:<16} {what}\n"));
    }
    Ok(told)
}
