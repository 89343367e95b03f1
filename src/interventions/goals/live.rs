//! A team goes live: once its manager was briefed, its times are decided, and it was said in a team meeting; or without, for a
//! written reason. From then on people are written to.

use super::{
    invite_week::invite_now,
    protected::{Protected, State},
    run::Run,
    store::{self, teams::Team},
    welcome::{self, Welcome},
};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::{Error, Result},
    jobs,
};

/// What has been seen to happen in a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Seen {
    pub briefed: bool,
    /// Every time is agreed or declined.
    pub decided: bool,
    pub said: bool,
}

impl Seen {
    pub fn of(conn: &mut Conn, team: &Team) -> Result<Self> {
        let times = store::times::of_manager(conn, &team.run_id, &team.manager_id)?;
        let decided = times.iter().all(|time| matches!(time.state, State::Agreed | State::Declined));
        Ok(Self { briefed: team.briefed_at.is_some(), decided, said: team.said_at.is_some() })
    }

    #[must_use]
    pub const fn all(self) -> bool {
        self.briefed && self.decided && self.said
    }
}

/// Takes a team live; `reason` is needed where something is still to be seen.
///
/// # Errors
/// `Invalid`, where a reason is needed and not given; `TooLate`, where it is live already.
pub fn go_live(conn: &mut Conn, floor: &Floor, actor: &str, run: &Run, manager_id: &str, reason: &str) -> Result<()> {
    let team = store::teams::one(conn, &run.id, manager_id)?;
    let reason = reason.trim();
    if !Seen::of(conn, &team)?.all() && reason.is_empty() {
        return Err(Error::invalid("reason", "Say why this team goes ahead without all three."));
    }
    let (now, why) = (floor.clock.now(), Some(reason).filter(|reason| !reason.is_empty()));
    if !store::teams::mark_live(conn, &run.id, manager_id, actor, why, now)? {
        return Err(Error::TooLate("This team is live already.".into()));
    }
    audit::write(conn, now, &Act::new(actor, "team.live", &format!("{}.{manager_id}", run.id)).because(reason))?;
    let times = store::times::of_manager(conn, &run.id, manager_id)?;
    begin(conn, floor, run, &times)
}

/// The first message to each, and the invitations that are due. Where a site goes without agreement, everyone has half hours.
pub fn begin(conn: &mut Conn, floor: &Floor, run: &Run, times: &[Protected]) -> Result<()> {
    for time in times {
        if run.without_agreement.is_some() && matches!(time.state, State::Proposed | State::NoReply) {
            super::agree::plan(conn, floor, run, time)?;
        }
        let key = format!("goals.welcome:{}", time.id);
        jobs::enqueue_once::<Welcome>(
            conn,
            floor,
            &key,
            &welcome::Job { time_id: time.id.clone() },
            floor.clock.now(),
        )?;
    }
    invite_now(conn, floor, run)
}
