//! Changes the settings of a trial until the live list is drawn by them: from then on they are sealed into it. Practice lists bear the
//! settings they were drawn by, so they go when those do; their seeds draw no live list.

use super::{
    preview::take_practice_away,
    said::said,
    scheme::Mode,
    set_up::{Plan, arm_rows, trial_row},
    store::{
        lists::{self, ListRow},
        trials,
    },
    trial::Trial,
};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::{Conn, once},
    error::{Error, Result},
};

/// Said where they cannot be changed any more.
pub const TOO_LATE: &str = "The live list was drawn by these settings, so they stay. Set up another trial instead.";

/// Whether a trial's settings can still be changed.
pub fn is_open(conn: &mut Conn, trial_id: &str) -> Result<bool> {
    Ok(lists::of_trial(conn, trial_id)?.iter().all(is_practice))
}

/// How many practice lists a change would take away.
pub fn practised(conn: &mut Conn, trial_id: &str) -> Result<usize> {
    Ok(lists::of_trial(conn, trial_id)?.iter().filter(|list| is_practice(list)).count())
}

fn is_practice(list: &ListRow) -> bool {
    list.mode == Mode::Practice.name()
}

/// Puts new settings in place of those that were typed before, and takes practice lists away. Where nothing is new, nothing is done.
///
/// # Errors
/// `TooLate`, once the live list is drawn; `Invalid`, where another trial has the name, or it would be a trial of something else.
pub fn change(conn: &mut Conn, floor: &Floor, actor: &str, trial: &Trial, plan: &Plan) -> Result<()> {
    Trial::hold(conn, &trial.id)?;
    if !is_open(conn, &trial.id)? {
        return Err(Error::TooLate(TOO_LATE.into()));
    }
    if plan.interventions != trial.interventions {
        let says = format!("This is a trial of {}. For another, set up another trial.", trial.interventions.said());
        return Err(Error::invalid("intervention", says));
    }
    if (&plan.name, &plan.scheme, &plan.whom) == (&trial.name, &trial.scheme, &trial.whom) {
        return Ok(());
    }
    let now = floor.clock.now();
    let row = trial_row(&trial.id, plan, (actor, trial.made_at))?;
    if !once(conn, |conn| trials::change(conn, &row))? {
        return Err(Error::invalid("name", "There is a trial of that name already. Give this one another."));
    }
    for list in lists::of_trial(conn, &trial.id)? {
        take_practice_away(conn, now, actor, &list)?;
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
