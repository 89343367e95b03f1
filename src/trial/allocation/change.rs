//! Changes the settings of a trial before any list is drawn by them. From the first list on, a practice one too, they are sealed into it,
//! and stay as they are.

use super::{
    said::said,
    set_up::{Plan, arm_rows, trial_row},
    store::{lists, trials},
    trial::Trial,
};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::{Conn, once},
    error::{Error, Result},
};

/// Whether a trial's settings can still be changed.
pub fn is_open(conn: &mut Conn, trial_id: &str) -> Result<bool> {
    Ok(lists::of_trial(conn, trial_id)?.is_empty())
}

/// Puts new settings in place of those that were typed before.
///
/// # Errors
/// `TooLate`, once a list is drawn; `Invalid`, where another trial has the name, or it would be a trial of something else.
pub fn change(conn: &mut Conn, floor: &Floor, actor: &str, trial: &Trial, plan: &Plan) -> Result<()> {
    Trial::hold(conn, &trial.id)?;
    if !is_open(conn, &trial.id)? {
        let says = "A list was drawn by these settings, so they stay. Set up another trial instead.";
        return Err(Error::TooLate(says.into()));
    }
    if plan.interventions != trial.interventions {
        let says = format!("This is a trial of {}. For another, set up another trial.", trial.interventions.said());
        return Err(Error::invalid("intervention", says));
    }
    let now = floor.clock.now();
    let row = trial_row(&trial.id, plan, (actor, trial.made_at))?;
    if !once(conn, |conn| trials::change(conn, &row))? {
        return Err(Error::invalid("name", "There is a trial of that name already. Give this one another."));
    }
    trials::remove_arms(conn, &trial.id)?;
    for row in arm_rows(floor, &trial.id, plan)? {
        trials::add_arm(conn, &row)?;
    }
    let after = Trial::find(conn, &trial.id)?;
    let changed = said(trial).into_iter().zip(said(&after)).filter(|(before, after)| before != after);
    let changed: Vec<String> = changed.map(|((what, was), (_, is))| format!("{what}: {was}, now {is}")).collect();
    audit::write(conn, now, &Act::new(actor, "trial.changed", &trial.id).because(changed.join("; ")))
}
