//! The rows of exposures that were put down. None is ever changed.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use super::exposure::Exposure;
use crate::{
    floor::{clock::Moment, db::Conn, error::Result},
    schema::exposures,
};

/// Of a person and kind there is one by each intervention of the trial.
pub fn add(conn: &mut Conn, (trial_id, intervention): (&str, &str), found: &[Exposure], now: Moment) -> Result<()> {
    for one in found {
        let row = (
            exposures::trial_id.eq(trial_id),
            exposures::person_id.eq(&one.person_id),
            exposures::kind.eq(one.kind.name()),
            exposures::on_day.eq(one.on),
            exposures::kept_at.eq(now),
            exposures::intervention.eq(intervention),
        );
        diesel::insert_into(exposures::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Person, kind and day of each of a trial's by one of its interventions, in no order.
pub fn of_trial(conn: &mut Conn, (trial_id, intervention): (&str, &str)) -> Result<Vec<(String, String, NaiveDate)>> {
    let rows = exposures::table.filter(exposures::trial_id.eq(trial_id));
    let rows = rows.filter(exposures::intervention.eq(intervention));
    Ok(rows.select((exposures::person_id, exposures::kind, exposures::on_day)).load(conn)?)
}
