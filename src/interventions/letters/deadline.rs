//! The coordinator gives managers more time: the day by which lines are due moves later, with a reason, and whoever still
//! owes lines is told the new day.

use chrono::NaiveDate;

use super::{
    line_mail::{LineMail, Note, Says},
    remind::owing,
    store::{self, rounds::Round},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        clock::long_date,
        db::Conn,
        error::{Complaints, Error, Result},
        jobs,
        web::Form,
    },
    trial::allocation::end::still_on,
};

/// The longest reason, in characters.
const LONGEST: usize = 300;

/// A later day, and why.
#[derive(Debug, Clone)]
pub struct Later {
    on: NaiveDate,
    reason: String,
}

impl Later {
    /// Reads the fields `lines_due_on` and `reason`.
    ///
    /// # Errors
    /// A complaint for each that is not as it should be.
    pub fn parse(form: &Form, round: &Round, today: NaiveDate) -> Result<Self> {
        let mut complaints = Complaints::default();
        let on = form.text("lines_due_on").trim().parse::<NaiveDate>().ok();
        let on = on.filter(|day| *day > today && *day > round.lines_due_on && *day < round.post_on);
        if on.is_none() {
            complaints.add("lines_due_on", "Give a later day than now, to come, and before the day of posting.");
        }
        let reason = form.text("reason").replace('\0', "").trim().to_owned();
        if reason.is_empty() || reason.chars().count() > LONGEST {
            complaints.add("reason", "Say in a few words why there is more time.");
        }
        complaints.or(Self { on: on.unwrap_or(today), reason })
    }
}

/// Moves the day, and promises a mail to whoever still owes lines.
///
/// # Errors
/// `TooLate`, where letters are made already, or the day has moved meanwhile.
pub fn move_later(conn: &mut Conn, floor: &Floor, actor: &str, round_id: &str, later: &Later) -> Result<()> {
    let (round, now) = (store::rounds::hold(conn, round_id)?, floor.clock.now());
    still_on(conn, &round.trial_id)?;
    if round.composed_at.is_some() {
        return Err(Error::TooLate("The letters are being made, so the day no longer moves.".into()));
    }
    if later.on <= round.lines_due_on {
        return Err(Error::TooLate("The day has moved meanwhile. Look again before you move it further.".into()));
    }
    store::rounds::move_deadline(conn, round_id, later.on)?;
    if round.asked_at.is_some() {
        for post in owing(conn, &round)? {
            jobs::enqueue::<LineMail>(conn, floor, &Note { post, says: Says::MoreTime })?;
        }
    }
    let detail = format!("from {} to {}: {}", long_date(round.lines_due_on), long_date(later.on), later.reason);
    audit::write(conn, now, &Act::new(actor, "round.deadline_moved", round_id).because(detail))
}
