//! A manager agrees to a weekly half hour, moves it, or declines it, and names who covers. What was agreed becomes six half
//! hours, each kept clear of what is known to be taken.

use chrono::{NaiveTime, Weekday};

use super::{
    course::SLOT_MINUTES,
    free_time::Known,
    protected::{CLOCK, Leeway, Protected, State, weekday},
    record::record,
    run::Run,
    slot::{self, Slot},
    store,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Complaints, Error, Result},
        web::Form,
    },
    trial::{
        availability::weekly::{Weekly, nearest},
        uptake::event::Event,
    },
};

/// Why a manager may decline, in words that a form offers.
pub const REASONS: [(&str, &str); 4] = [
    ("leave", "They are away for most of it"),
    ("workload", "The team cannot spare the time now"),
    ("agreed_otherwise", "We have agreed on something else"),
    ("other", "Another reason"),
];

/// Why half hours are called off when a manager declines.
const MANAGER_DECLINED: &str = "manager_declined";

/// What a manager decided about one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    Agree {
        weekly: Weekly,
        leeway: Leeway,
        cover_id: Option<String>,
    },
    Decline {
        reason: &'static str,
    },
    /// Nothing was chosen: it waits.
    Wait,
}

impl Decision {
    /// Reads the fields of one person, each `name.id`. `team` are the ids of those who may cover; `unsaid` is what holds where
    /// nothing was chosen: nothing, or "agree" once a manager agrees to all that is open.
    ///
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form, time_id: &str, team: &[String], unsaid: &str) -> Result<Self, Complaints> {
        let field = |name: &str| format!("{name}.{time_id}");
        let text = |name: &str| form.text(&field(name)).trim().to_owned();
        let mut complaints = Complaints::default();
        let chosen = Some(text("decision")).filter(|chosen| !chosen.is_empty());
        match chosen.as_deref().unwrap_or(unsaid) {
            "" => return Ok(Self::Wait),
            "decline" => {
                let reason = REASONS.iter().find(|(key, _)| *key == text("reason"));
                let says = "Choose a reason; it goes no further than this page and a count.";
                return reason
                    .map(|(key, _)| Self::Decline { reason: key })
                    .ok_or_else(|| Complaints::of(field("reason"), says));
            }
            "agree" => {}
            _ => complaints.add(field("decision"), "Choose to agree, to decline, or leave it for later."),
        }
        let day = text("day").parse().ok().and_then(|number: i32| weekday(number).ok()).filter(is_weekday);
        let time = NaiveTime::parse_from_str(&text("time"), CLOCK).ok();
        if day.is_none() {
            complaints.add(field("day"), "Choose a day from Monday to Friday.");
        }
        if time.is_none() {
            complaints.add(field("time"), "Give a time of day, such as 10:00.");
        }
        let leeway = Leeway::parse(&text("leeway"));
        if leeway.is_none() {
            complaints.add(field("leeway"), "Choose how far the half hour may move without asking you.");
        }
        let cover_id = Some(text("cover")).filter(|id| !id.is_empty());
        if cover_id.as_ref().is_some_and(|id| !team.contains(id)) {
            complaints.add(field("cover"), "Choose somebody of the team, or nobody.");
        }
        match (day, time, leeway, complaints.is_empty()) {
            (Some(weekday), Some(time), Some(leeway), true) => {
                Ok(Self::Agree { weekly: Weekly { weekday, time }, leeway, cover_id })
            }
            _ => Err(complaints),
        }
    }
}

impl Decision {
    /// Whether that is what stands already.
    fn stands_in(&self, time: &Protected) -> bool {
        match self {
            Self::Wait => true,
            Self::Agree { weekly, leeway, cover_id } => {
                (time.state, time.weekly, time.leeway, &time.cover_id) == (State::Agreed, *weekly, *leeway, cover_id)
            }
            Self::Decline { reason } => time.state == State::Declined && time.reason.as_deref() == Some(*reason),
        }
    }
}

fn is_weekday(day: &Weekday) -> bool {
    !matches!(day, Weekday::Sat | Weekday::Sun)
}

/// Keeps a decision; what stays as it was is passed over.
///
/// # Errors
/// `TooLate`, where something else has been decided meanwhile.
pub fn decide(
    conn: &mut Conn,
    floor: &Floor,
    actor: &str,
    run: &Run,
    time: &Protected,
    decision: &Decision,
) -> Result<()> {
    if *decision == Decision::Wait {
        return Ok(());
    }
    // Whoever decides at the same moment waits here, and then sees what was decided.
    store::times::hold(conn, &time.id)?;
    let stands = store::times::one(conn, &time.id)?;
    if decision.stands_in(&stands) {
        return Ok(());
    }
    if stands != *time {
        return Err(Error::TooLate("Somebody has decided about this half hour meanwhile. Look again.".into()));
    }
    let mut decided = time.clone();
    match decision {
        Decision::Wait => {}
        Decision::Agree { weekly, leeway, cover_id } => {
            decided.state = time.state.next(State::Agreed)?;
            (decided.weekly, decided.leeway, decided.cover_id) = (*weekly, *leeway, cover_id.clone());
            decided.reason = None;
            if time.state != State::Agreed || time.weekly != *weekly {
                plan(conn, floor, run, &decided)?;
            }
        }
        Decision::Decline { reason } => {
            decided.state = time.state.next(State::Declined)?;
            decided.reason = Some((*reason).to_owned());
            super::cancel::cancel_all(conn, floor, run, &decided, MANAGER_DECLINED)?;
        }
    }
    let now = floor.clock.now();
    (decided.decided_by, decided.decided_at) = (Some(actor.to_owned()), Some(now));
    store::times::put_decision(conn, &decided)?;
    let event = if decided.state == State::Agreed { Event::TimeAgreed } else { Event::TimeDeclined };
    let why = decided.reason.as_deref().unwrap_or_default();
    if !record(conn, floor, run, event, &decided.person_id, &run.id, why)? {
        // Decided before: this time counts as another.
        record(conn, floor, run, event, &decided.person_id, &format!("{}/{now}", run.id), why)?;
    }
    let act = if decided.state == State::Agreed { "time.agreed" } else { "time.declined" };
    audit::write(conn, now, &Act::new(actor, act, &decided.id))
}

/// A week whose half hour was called off with a decision may have another.
fn was_called_off(slot: &Slot) -> bool {
    slot.state == slot::State::Cancelled && slot.reason.as_deref() == Some(MANAGER_DECLINED)
}

/// Plans each week that is still to come. A half hour that is in a diary already moves there; a week in which nothing is free
/// has none.
pub fn plan(conn: &mut Conn, floor: &Floor, run: &Run, time: &Protected) -> Result<()> {
    let (now, slots) = (floor.clock.now(), store::slots::of_time(conn, &time.id)?);
    let mut known = Known::of(conn, floor, &time.person_id)?;
    for (week, monday) in (1..).zip(run.mondays()) {
        let free = known.for_week(&time.id, week);
        let meant = time.weekly.in_week(monday, SLOT_MINUTES);
        let span = if free.is_free(&meant) && meant.starts > now { Some(meant) } else { nearest(&free, &meant, now) };
        let open = slots.iter().find(|slot| slot.week == week && !was_called_off(slot));
        match (open, span) {
            (None, Some(span)) => {
                let slot = Slot {
                    id: floor.ids.next(),
                    time_id: time.id.clone(),
                    run_id: run.id.clone(),
                    person_id: time.person_id.clone(),
                    week,
                    span,
                    sequence: 0,
                    state: slot::State::Planned,
                    reason: None,
                    wanted_at: None,
                    queued_at: None,
                    changed_at: now,
                    offered_at: None,
                    answered_at: None,
                };
                store::slots::add(conn, &slot)?;
                known.put(&time.id, week, span);
            }
            (Some(slot), Some(span)) if slot.span != span && !slot.is_past(now) && !slot.state.is_closed() => {
                super::move_slot::move_to(conn, floor, run, slot, span, "manager")?;
                known.put(&time.id, week, span);
            }
            _ => {}
        }
    }
    Ok(())
}
