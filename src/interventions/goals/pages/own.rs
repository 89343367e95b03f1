//! Whose week a page is about, and how much of it may be shown. The link in a diary entry opens one half hour, and what was
//! written is not shown by it: others may be able to read that diary. The link in a mail of their own shows all.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::{
    floor::{
        Floor,
        clock::{Moment, appointment},
        db::Conn,
        error::{Error, Result},
        web::Visitor,
    },
    interventions::goals::{
        course::{Course, SLOT_MINUTES},
        protected::Protected,
        run::Run,
        slot::{Slot, State},
        store,
    },
    trial::availability::span::Span,
};

/// One week of the visitor's.
#[derive(Debug, Clone)]
pub(super) struct Own {
    pub run: Run,
    pub time: Protected,
    /// `None` in a week without a half hour in it.
    pub slot: Option<Slot>,
    pub week: i32,
    /// Whether what was written may be shown.
    pub reads: bool,
    /// The path of its page.
    pub base: String,
}

/// The visitor's, by a half hour of theirs.
pub(super) fn by_slot(conn: &mut Conn, visitor: &Visitor, slot_id: &str) -> Result<Own> {
    let slot = store::slots::one(conn, slot_id)?;
    let time = theirs(visitor, store::times::one(conn, &slot.time_id)?)?;
    let (run, week) = (store::runs::one(conn, &slot.run_id)?, slot.week);
    Ok(Own { run, time, week, slot: Some(slot), reads: false, base: format!("/goals/slots/{slot_id}") })
}

/// The visitor's, by the week.
pub(super) fn by_week(conn: &mut Conn, visitor: &Visitor, time_id: &str, week: &str) -> Result<Own> {
    let week: i32 = week.parse().map_err(|_| Error::Missing("That week"))?;
    let time = mine(conn, visitor, time_id)?;
    let run = store::runs::one(conn, &time.run_id)?;
    Course::named(&run.course)?.week(week)?;
    let slots = store::slots::of_time(conn, time_id)?.into_iter().filter(|slot| slot.week == week);
    let slot = slots.max_by_key(|slot| slot.state != State::Cancelled);
    Ok(Own { run, time, week, slot, reads: true, base: format!("/goals/mine/{time_id}/weeks/{week}") })
}

/// The visitor's own weekly time.
pub(super) fn mine(conn: &mut Conn, visitor: &Visitor, time_id: &str) -> Result<Protected> {
    theirs(visitor, store::times::one(conn, time_id)?)
}

fn theirs(visitor: &Visitor, time: Protected) -> Result<Protected> {
    let fits = visitor.person_id.as_deref() == Some(&time.person_id);
    if fits { Ok(time) } else { Err(Error::Missing("This page")) }
}

/// A half hour as a page shows it.
pub(super) fn shown_slot(floor: &Floor, slot: &Slot) -> Value {
    json!({
        "id": slot.id, "week": slot.week, "when": appointment(slot.span.starts), "state": slot.state.name(),
        "past": slot.is_past(floor.clock.now()), "wanted": slot.wanted_at.map(appointment), "reason": slot.reason,
    })
}

/// A free time as a form offers it; `agreed` where it lies within what the manager agreed to.
pub(super) fn option(span: &Span, agreed: bool) -> Value {
    let value = span.starts.and_utc().timestamp().to_string();
    json!({ "value": value, "text": appointment(span.starts), "agreed": agreed })
}

/// A time that was offered, as seconds since 1970.
pub(super) fn parse_moment(text: &str) -> Result<Span> {
    let choose = || Error::invalid("to", "Choose one of the times.");
    let seconds: i64 = text.parse().map_err(|_| choose())?;
    let starts: Moment = chrono::DateTime::from_timestamp(seconds, 0).ok_or_else(choose)?.naive_utc();
    let ends = starts.checked_add_signed(TimeDelta::minutes(SLOT_MINUTES)).ok_or_else(choose)?;
    Ok(Span { starts, ends })
}
