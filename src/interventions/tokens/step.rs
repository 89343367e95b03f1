//! Something happens to a token on a day: it is delivered, breaks down, works again, is taken away. Each is kept with who said so.

use chrono::NaiveDate;

use super::{
    owed,
    placement::{Act, Here, State},
    record::record,
    store::{self, steps::Step},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act as Audited},
        clock::{Moment, long_date},
        db::Conn,
        error::{Complaints, Error, Result},
        web::Form,
    },
    trial::uptake::event::Event,
};

/// The longest word on why, or on what stands there, in characters.
pub const LONGEST: usize = 200;

/// When something happened, and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub on: NaiveDate,
    pub why: String,
}

impl Said {
    /// Reads the day in the field `on` and the words in the field `why`, which may be left out where there is no such field.
    pub fn read(form: &Form, (on, why): (&str, &str), today: NaiveDate, complaints: &mut Complaints) -> Option<Self> {
        let day = past_day(form, on, today, complaints);
        let words = form.line(why);
        if words.chars().count() > LONGEST {
            complaints.add(why, format!("Keep it to {LONGEST} letters."));
        }
        Some(Self { on: day?, why: words })
    }

    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form, fields: (&str, &str), today: NaiveDate) -> Result<Self> {
        let mut complaints = Complaints::default();
        let said = Self::read(form, fields, today, &mut complaints);
        complaints.or(said)?.ok_or_else(|| Error::broken("a day was read and lost"))
    }
}

/// A day that has come.
pub fn past_day(form: &Form, field: &str, today: NaiveDate, complaints: &mut Complaints) -> Option<NaiveDate> {
    let day = form.day(field);
    if day.is_none_or(|day| day > today) {
        complaints.add(field, "Give the day on which it happened: today, or one before.");
    }
    day
}

/// Who says something, and when it is put down.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    /// An account, or [`CODE`].
    pub who: &'a str,
    pub at: Moment,
}

/// Whoever told by the printed code: nobody in particular.
pub const CODE: &str = "code";

/// Takes a step, from the form with these fields.
///
/// # Errors
/// `TooLate`, for a step that cannot follow; `Invalid` at the field `on`, for a day before that of the last step; `NotAllowed`, where
/// the list gives this building nothing.
pub fn step(conn: &mut Conn, floor: &Floor, actor: &str, here: &Here, act: Act, on: &str, said: &Said) -> Result<()> {
    let here = here.held(conn)?;
    if matches!(act, Act::Deliver | Act::SetUp) {
        owed::required(conn, floor, &here)?;
    }
    let now = floor.clock.now();
    take(conn, By { who: actor, at: now }, &here, act, (on, said))?;
    audit::write(conn, now, &Audited::new(actor, "tokens.step", &here.placement.id).because(act.says()))
}

/// The same for whoever holds the row already.
pub(super) fn take(conn: &mut Conn, by: By<'_>, here: &Here, act: Act, (field, said): (&str, &Said)) -> Result<()> {
    let state = here.placement.state.next(act)?;
    let steps = store::steps::of_placement(conn, &here.placement.id)?;
    if let Some(last) = steps.iter().rfind(|step| !step.taken_back && step.on_day > said.on) {
        let (what, day) = (last.act.says(), long_date(last.on_day));
        return Err(Error::invalid(field, format!("“{what}” is on record for {day}. Give that day, or a later one.")));
    }
    let nth = i32::try_from(steps.len()).map_err(Error::broken)?;
    let placement_id = here.placement.id.clone();
    let (said_by, why) = (by.who.to_owned(), said.why.clone());
    let step = Step { placement_id, nth, act, on_day: said.on, why, taken_back: false, said_by, said_at: by.at };
    store::steps::add(conn, &step)?;
    store::placements::set_state(conn, &here.placement.id, state)?;
    record(conn, by.at, here, act.event(), (&occasion(&step), said.on), "")?;
    Ok(())
}

/// It turned out that a token never was out of order, as was told by the code from that day on: the step stays on record, taken back. What an
/// account said stands, and so does what an earlier fault told.
pub(super) fn take_back_breakdown(conn: &mut Conn, by: By<'_>, here: &Here, told_from: NaiveDate) -> Result<()> {
    let steps = store::steps::of_placement(conn, &here.placement.id)?;
    let told = |step: &&Step| step.act == Act::BreakDown && step.said_by == CODE && step.on_day >= told_from;
    let last = steps.iter().rfind(|step| !step.taken_back).filter(told);
    let Some(last) = last.filter(|_| here.placement.state == State::OutOfOrder) else { return Ok(()) };
    store::steps::take_back(conn, last)?;
    store::placements::set_state(conn, &here.placement.id, State::Working)?;
    record(conn, by.at, here, Event::TokenNotOut, (&occasion(last), last.on_day), "")?;
    Ok(())
}

/// What tells one step from another on the record; it sorts as they happened.
fn occasion(step: &Step) -> String {
    format!("{}/{:04}", step.placement_id, step.nth)
}
