//! Whether something may be sent to somebody now. Asked inside the transaction that claims a send.

use chrono::{Days, TimeDelta};

use super::{choice::Choices, class::Class, store, window::Window};
use crate::{
    floor::{
        Floor,
        clock::{Moment, london_date},
        db::Conn,
        error::Result,
    },
    trial::availability::{days::monday, free::days},
};

/// A message that waits to be sent.
#[derive(Debug, Clone, Copy)]
pub struct Sending<'a> {
    pub person_id: &'a str,
    pub class: Class,
    /// Of their time that it asks for.
    pub minutes: i32,
    /// What it is, the same at every try: what is put aside for it is not counted twice.
    pub what: &'a str,
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Now,
    NotBefore(Moment),
    /// With the word for the record.
    Never(&'static str),
}

/// Whether a message may go now; if it may, its part of the week's budget is put aside for it. What is owed to whom is for `receives` and `enrolled`; this is about when and how much.
pub fn may_send(conn: &mut Conn, floor: &Floor, sending: &Sending<'_>) -> Result<Verdict> {
    if sending.class.always() {
        return Ok(Verdict::Now);
    }
    let now = floor.clock.now();
    let choices = choices(conn, sending.person_id, now)?;
    if choices.paper {
        return Ok(Verdict::Never("paper_only"));
    }
    if choices.fewer && sending.class == Class::Ask {
        return Ok(Verdict::Never("fewer_asks"));
    }
    let window = window(floor)?;
    let begins = choices.snoozed_until.map_or(now, |day| now.max(day.into()));
    let next = window.next(begins);
    if next > now {
        return Ok(Verdict::NotBefore(next));
    }
    if fits(conn, sending, floor, now)? {
        store::put_aside(conn, sending, monday(london_date(now)), now)?;
        return Ok(Verdict::Now);
    }
    let next_week = monday(london_date(now)).checked_add_days(Days::new(7)).unwrap_or(london_date(now));
    Ok(Verdict::NotBefore(window.next(next_week.into())))
}

/// A message that was to go did not: its part of the budget is free again.
pub fn unsent(conn: &mut Conn, what: &str) -> Result<()> {
    store::free(conn, what)
}

/// What holds of somebody now.
pub fn choices(conn: &mut Conn, person_id: &str, now: Moment) -> Result<Choices> {
    store::choices(conn, person_id, london_date(now))
}

/// The hours of this installation.
pub fn window(floor: &Floor) -> Result<Window> {
    let settings = &floor.settings.contact;
    Ok(Window { days: days(floor)?, from: settings.from, until: settings.until })
}

/// Whether the week still has room for one more message and its minutes. What asks more than a whole week's minutes goes by
/// itself.
fn fits(conn: &mut Conn, sending: &Sending<'_>, floor: &Floor, now: Moment) -> Result<bool> {
    let (messages, minutes) = store::in_week(conn, sending, monday(london_date(now)))?;
    let settings = &floor.settings.contact;
    let within = minutes + i64::from(sending.minutes) <= i64::from(settings.minutes_a_week);
    Ok(messages < i64::from(settings.messages_a_week) && (within || minutes == 0))
}

/// How long a snooze can last, from the day it is asked for.
pub const LONGEST_SNOOZE: TimeDelta = TimeDelta::days(56);
