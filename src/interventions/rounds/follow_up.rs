//! After a Round: the panel and the steering group talk it over, and somebody looks in on whoever found it hard. Who looks in,
//! by when, and whether it was done is kept; on whom, and why, never is, so there is no field to write it in.

use chrono::NaiveDate;

use super::{
    round::{Round, State},
    store::{self, follow_ups::FollowUp},
};
use crate::floor::{
    Floor,
    audit::{self, Act},
    clock::london_date,
    db::Conn,
    error::{Complaints, Error, Result},
    web::Form,
};

/// The longest name, in characters.
const LONGEST: usize = 120;
/// Who talks a Round over.
pub const DEBRIEFS: [(&str, &str); 2] = [("panel", "The panel"), ("steering", "The steering group")];

/// Keeps the days on which a Round was talked over; an empty one takes its day back.
///
/// # Errors
/// `Invalid`, for a day that is none, is before the Round or is still to come; `TooLate`, before it was held.
pub fn note_debriefs(conn: &mut Conn, floor: &Floor, actor: &str, round: &Round, form: &Form) -> Result<()> {
    was_held(round)?;
    let (mut complaints, mut days) = (Complaints::default(), Vec::new());
    for (whose, _) in DEBRIEFS {
        let day = form.day(whose);
        let is_day = day.is_some_and(|day| (round.span.day()..=floor.clock.today()).contains(&day));
        if is_day || form.text(whose).trim().is_empty() {
            days.push((whose, day));
        } else {
            complaints.add(whose, "Give a day from the Round’s own until today, or leave this empty.");
        }
    }
    for (whose, day) in complaints.or(days)? {
        store::follow_ups::put_debrief(conn, &round.id, whose, day)?;
    }
    audit::write(conn, floor.clock.now(), &Act::new(actor, "rounds.debriefs_noted", &round.id))
}

/// Puts down who looks in on somebody, and by when; its id.
///
/// # Errors
/// `Invalid`, without a name or a day; `TooLate`, before the Round was held.
pub fn add(conn: &mut Conn, floor: &Floor, actor: &str, round: &Round, form: &Form) -> Result<String> {
    was_held(round)?;
    let mut complaints = Complaints::default();
    let who = form.line("who");
    if who.is_empty() || who.chars().count() > LONGEST {
        complaints.add("who", format!("Give the name of whoever looks in, of {LONGEST} letters at most."));
    }
    let due_on = form.day("due_on").filter(|day| *day >= round.span.day());
    if due_on.is_none() {
        complaints.add("due_on", "Give the day by which they do, from the Round’s own on.");
    }
    let (id, due_on) = complaints.or((floor.ids.next(), due_on.unwrap_or_default()))?;
    let follow_up = FollowUp { id: id.clone(), round_id: round.id.clone(), who, due_on, done_on: None };
    store::follow_ups::add(conn, &follow_up)?;
    audit::write(conn, floor.clock.now(), &Act::new(actor, "rounds.follow_up_noted", &round.id))?;
    Ok(id)
}

/// It was done, today. Said again, the first day stays.
pub fn done(conn: &mut Conn, floor: &Floor, actor: &str, round: &Round, id: &str) -> Result<()> {
    let follow_up = store::follow_ups::one(conn, &round.id, id)?;
    if follow_up.done_on.is_some() {
        return Ok(());
    }
    store::follow_ups::done(conn, id, floor.clock.today())?;
    audit::write(conn, floor.clock.now(), &Act::new(actor, "rounds.follow_up_done", &round.id))
}

/// Whether it is late on a day.
#[must_use]
pub fn is_late(follow_up: &FollowUp, today: NaiveDate) -> bool {
    follow_up.done_on.is_none() && follow_up.due_on < today
}

fn was_held(round: &Round) -> Result<()> {
    if round.state == State::Held {
        return Ok(());
    }
    let day = crate::floor::clock::long_date(london_date(round.span.starts));
    Err(Error::TooLate(format!("Say first that the Round of {day} was held.")))
}
