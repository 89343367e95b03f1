//! A coordinator agrees in a manager's stead: for people who have no manager on record, or whose manager has left or cannot be
//! reached. With a reason, on record.

use super::{
    agree::{Decision, decide},
    invite_week::invite_now,
    live::begin,
    protected::{Protected, State},
    run::Run,
    store,
};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::{Error, Result},
};

/// Agrees to all that is open of one manager's, or of nobody's, as it was proposed; how many. Those who have no manager begin at
/// once, since there is no team that could go live.
///
/// # Errors
/// `Invalid`, without a reason; `TooLate`, where nothing is open.
pub fn agree_instead(
    conn: &mut Conn,
    floor: &Floor,
    actor: &str,
    run: &Run,
    manager_id: Option<&str>,
    reason: &str,
) -> Result<usize> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::invalid("instead", "Say why you agree in the manager’s stead."));
    }
    let open = open(conn, run, manager_id)?;
    if open.is_empty() {
        return Err(Error::TooLate("Everything is decided already.".into()));
    }
    for time in &open {
        let decision = Decision::Agree { weekly: time.weekly, leeway: time.leeway, cover_id: None };
        decide(conn, floor, actor, run, time, &decision)?;
    }
    if let Some(manager_id) = manager_id {
        if store::teams::one(conn, &run.id, manager_id)?.live_at.is_some() {
            invite_now(conn, floor, run)?;
        }
    } else {
        let mut agreed = Vec::new();
        for time in &open {
            agreed.push(store::times::one(conn, &time.id)?);
        }
        begin(conn, floor, run, &agreed)?;
    }
    let subject = format!("{}.{}", run.id, manager_id.unwrap_or("none"));
    audit::write(conn, floor.clock.now(), &Act::new(actor, "times.agreed_instead", &subject).because(reason))?;
    Ok(open.len())
}

/// What waits for a word.
pub fn open(conn: &mut Conn, run: &Run, manager_id: Option<&str>) -> Result<Vec<Protected>> {
    let mut times = store::times::of_run(conn, &run.id)?;
    times.retain(|time| {
        time.manager_id.as_deref() == manager_id && matches!(time.state, State::Proposed | State::NoReply)
    });
    times.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(times)
}
