//! What of a Round can be changed: its topic and whom it is for while nobody is invited; its time, place and room at any time
//! before it begins. A move reaches every diary, each person's own entry only.

use chrono::{NaiveDate, NaiveTime};

use super::{
    cover,
    dates::ROUND_MINUTES,
    meeting::call_off_all,
    place::{self, Cover, Place},
    release_cover::release,
    round::{Mix, Mode, Round, State},
    seating::open,
    store::{self, series::Series},
    tell::{Word, tell},
    tell_leaders::tell_leaders,
    tend::tend,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        clock::{appointment, london_time, long_date},
        db::Conn,
        error::{Complaints, Error, Result},
        one_line::one_line,
        web::Form,
    },
    trial::availability::{free::days, span::Span},
};

/// The longest topic or reason, in characters.
const LONGEST: usize = 200;

/// Sets the topic and whom it is for.
///
/// # Errors
/// `TooLate`, once people are invited; `Invalid`, for a topic that is too long.
pub fn describe(conn: &mut Conn, floor: &Floor, actor: &str, round: &Round, form: &Form) -> Result<()> {
    if round.state != State::Planned {
        return Err(Error::TooLate("People are invited already: the topic stands in their diaries.".into()));
    }
    let topic = form.line("topic");
    let mut complaints = Complaints::default();
    if topic.chars().count() > LONGEST {
        complaints.add("topic", format!("Keep the topic to {LONGEST} letters."));
    }
    let mix = Mix::parse(form.text("mix"));
    if mix.is_none() {
        complaints.add("mix", "Choose whom it is for.");
    }
    let changed = complaints.or(Round { topic, mix: mix.unwrap_or(round.mix), ..round.clone() })?;
    store::rounds::put(conn, &changed)?;
    audit::write(conn, floor.clock.now(), &Act::new(actor, "rounds.described", &round.id))
}

/// Where and when a Round is to be, as typed.
#[derive(Debug, Clone)]
pub struct NewPlace {
    pub day: NaiveDate,
    pub time: NaiveTime,
    pub mode: Mode,
    pub room_id: Option<String>,
    pub online: Option<String>,
    pub capacity: i32,
}

impl NewPlace {
    /// Where and when it is now.
    #[must_use]
    pub fn of(round: &Round) -> Self {
        Self {
            day: round.span.day(),
            time: london_time(round.span.starts),
            mode: round.mode,
            room_id: round.room_id.clone(),
            online: round.online.clone(),
            capacity: round.capacity,
        }
    }

    /// Reads what was typed.
    ///
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(conn: &mut Conn, floor: &Floor, series: &Series, form: &Form) -> Result<Self> {
        let mut complaints = Complaints::default();
        let day = form.day("day").filter(|day| *day >= floor.clock.today());
        if day.is_none() {
            complaints.add("day", "Give a day that has not gone by.");
        }
        if let Some(day) = day
            && !days(floor)?.is_working(day)
        {
            complaints.add("day", format!("{} is no working day.", long_date(day)));
        }
        let time = NaiveTime::parse_from_str(form.text("time").trim(), "%H:%M").ok();
        if time.is_none() {
            complaints.add("time", "Write the time as 12:15.");
        }
        let mode = Mode::parse(form.text("mode"));
        if mode.is_none() {
            complaints.add("mode", "Choose where people meet.");
        }
        let rooms = store::rooms::of_authority(conn, &series.authority_id)?;
        let in_room = mode.is_some_and(|mode| mode != Mode::Online);
        let room_id = in_room.then(|| form.text("room").to_owned());
        if room_id.as_ref().is_some_and(|id| !rooms.iter().any(|room| room.id == *id)) {
            complaints.add("room", "Choose a room.");
        }
        let online = mode.is_some_and(|mode| mode != Mode::Room).then(|| form.text("online").trim().to_owned());
        if online.as_ref().is_some_and(|link| !link.starts_with("https://") || link.chars().count() > LONGEST) {
            complaints.add("online", "Write the whole link, from https:// on.");
        }
        let capacity = form.text("capacity").trim().parse().ok().filter(|seats| (2..=2_000).contains(seats));
        if capacity.is_none() {
            complaints.add("capacity", "Say for how many people there is room, from 2 to 2000.");
        }
        let (Some(day), Some(time), Some(mode)) = (day, time, mode) else { return Err(Error::Invalid(complaints)) };
        complaints.or(Self { day, time, mode, room_id, online, capacity: capacity.unwrap_or(2) })
    }
}

/// Moves a Round; how many diaries are written to.
///
/// # Errors
/// `TooLate`, once it has begun or is off; `Invalid`, where the room is taken.
pub fn move_round(conn: &mut Conn, floor: &Floor, actor: &str, round: &Round, to: NewPlace) -> Result<usize> {
    store::rounds::hold(conn, &round.id)?;
    let (round, now) = (store::rounds::one(conn, &round.id)?, floor.clock.now());
    if round.state != State::Planned {
        open(&round, now)?;
    }
    let moved = Round {
        span: Span::at(to.day, to.time, ROUND_MINUTES),
        mode: to.mode,
        room_id: to.room_id,
        online: to.online,
        capacity: to.capacity,
        version: round.version + 1,
        changed_at: now,
        ..round.clone()
    };
    if moved.span.starts <= now {
        return Err(Error::invalid("time", "That has gone by. Give a time to come."));
    }
    room_is_free(conn, &moved)?;
    store::rounds::put(conn, &moved)?;
    audit::write(conn, now, &Act::new(actor, "rounds.moved", &round.id).because(appointment(moved.span.starts)))?;
    let told = store::promised::word(conn, floor, &round.id, moved.version, Word::Moved, true)?;
    let waiting = tell_waiting(conn, floor, &round, Word::Moved)?;
    ask_covers_again(conn, floor, &round)?;
    tend(conn, floor, &round.id)?;
    Ok(told + waiting)
}

/// Those who wait have no entry in their diary: they get an ordinary mail.
fn tell_waiting(conn: &mut Conn, floor: &Floor, round: &Round, word: Word) -> Result<usize> {
    let waiting = store::places::of_round(conn, &round.id, &[place::State::Waiting])?;
    waiting.iter().try_for_each(|place| tell(conn, floor, place, word, false))?;
    Ok(waiting.len())
}

/// Whoever agreed to cover did so for another time.
fn ask_covers_again(conn: &mut Conn, floor: &Floor, round: &Round) -> Result<()> {
    for place in store::places::of_round(conn, &round.id, &[place::State::Booked])? {
        if let (Some(cover_id), Cover::Accepted) = (place.cover_id.clone(), place.cover) {
            cover::name(conn, floor, round, &Place { cover: Cover::None, cover_id: None, ..place }, &cover_id)?;
        }
    }
    Ok(())
}

/// Two Rounds in one room at one time would leave one of them outside.
fn room_is_free(conn: &mut Conn, round: &Round) -> Result<()> {
    let Some(room_id) = round.room_id.as_deref() else { return Ok(()) };
    let taken = round.booked();
    for other in store::rounds::in_room(conn, room_id)? {
        let alive = other.id != round.id && other.state != State::Cancelled;
        if alive && other.booked().overlaps(&taken) {
            let when = appointment(other.span.starts);
            return Err(Error::invalid("room", format!("Another Round is in this room then: {when}.")));
        }
    }
    Ok(())
}

/// Cancels a Round: every diary that holds it is told, and nobody else; how many.
///
/// # Errors
/// `Invalid`, where no reason is given; `TooLate`, where it is over or off already.
pub fn cancel(conn: &mut Conn, floor: &Floor, actor: &str, round: &Round, reason: &str) -> Result<usize> {
    store::rounds::hold(conn, &round.id)?;
    let (round, now) = (store::rounds::one(conn, &round.id)?, floor.clock.now());
    let reason = one_line(reason);
    if reason.is_empty() || reason.chars().count() > LONGEST {
        let says = format!("Say why, in {LONGEST} letters at most. It is told to those who are invited.");
        return Err(Error::invalid("reason", says));
    }
    let cancelled = Round {
        state: round.state.next(super::round::Step::Cancel)?,
        reason: Some(reason),
        version: round.version + 1,
        changed_at: now,
        ..round.clone()
    };
    store::rounds::put(conn, &cancelled)?;
    audit::write(conn, now, &Act::new(actor, "rounds.cancelled", &round.id))?;
    tell_leaders(conn, floor, &cancelled)?;
    call_off_all(conn, floor, actor, &round)?;
    for place in store::places::of_round(conn, &round.id, &[place::State::Booked])? {
        release(conn, floor, &place)?;
    }
    let told = store::promised::word(conn, floor, &round.id, cancelled.version, Word::Cancelled, false)?;
    Ok(told + tell_waiting(conn, floor, &round, Word::Cancelled)?)
}
