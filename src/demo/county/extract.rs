//! What the county's personnel office sends: for each social worker the days lost to sickness in the half year, and who left.

use std::fmt::Write;

use chrono::TimeDelta;

use super::NAME;
use crate::{
    demo::{cast::Cast, chance::Chance, stage::first_day},
    floor::{
        Floor,
        error::{Error, Result},
    },
    trial::{
        allocation::{stored::List, trial::Trial},
        outcomes::extracts::bring::bring,
    },
};

/// Brings it in by the door that a real one comes in by.
pub fn bring_in(floor: &Floor, cast: &Cast, trial_id: &str, seed: u64) -> Result<()> {
    let mut chance = Chance::of(seed);
    let (from, until) = (first_day() + TimeDelta::days(31), floor.clock.today() - TimeDelta::days(1));
    floor.db.write(|conn| {
        let list = List::live(conn, trial_id)?.ok_or_else(|| Error::broken("the county's list is gone"))?;
        let mut file = "staff reference,authority,from,until,days lost,fte,left on\n".to_owned();
        for member in list.whole(conn)?.members {
            let lost = if chance.does(0.4) { chance.below(9) } else { 0 };
            let fte = ["1", "0.8", "0.6"][chance.below(3)];
            let left = if chance.does(0.05) { (until - TimeDelta::days(20)).to_string() } else { String::new() };
            let _ = writeln!(file, "{},{NAME},{from},{until},{lost},{fte},{left}", member.reference);
        }
        let trial = Trial::find(conn, trial_id)?;
        bring(conn, floor, &cast.researcher, &trial, file.as_bytes())?
            .map(drop)
            .map_err(|faults| Error::broken(format!("the made-up extract was refused: {faults:?}")))
    })
}
