//! Meetings of those who lead: the panel's, about a week before its Round, and the steering group's own. Each guest gets an entry
//! in their diary, and what it answers is put down.

use chrono::{NaiveTime, TimeDelta};

use super::{
    leaders::Part,
    meet::{Job, Meet},
    round::Round,
    series::Series,
    store::{
        self,
        meetings::{Guest, Meeting},
    },
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        clock::appointment,
        db::Conn,
        error::{Complaints, Error, Result},
        inbound::{Answer, Diary, Expected, Said, Taken},
        jobs,
        web::Form,
    },
    trial::availability::span::Span,
};

/// How long such a meeting is, in minutes.
const MINUTES: i64 = 60;
/// How long before a Round its panel meets (Schwartz Center; UVA).
pub const BEFORE: TimeDelta = TimeDelta::days(7);
/// The longest place, in characters.
const LONGEST: usize = 200;

/// How answers about meetings are taken.
pub const DIARY: Diary = Diary { expected, take, came_back: |_, _, _| Ok(()) };

/// Calls a meeting, as typed: of a Round's panel and those who lead it, or of the steering group. How many are asked.
///
/// # Errors
/// A complaint for each field that is not as it should be; `Invalid` also where nobody has an address.
pub fn call(
    conn: &mut Conn,
    floor: &Floor,
    actor: &str,
    series: &Series,
    round: Option<&Round>,
    form: &Form,
) -> Result<usize> {
    let (span, place) = parse(floor, round, form)?;
    let (id, now) = (floor.ids.next(), floor.clock.now());
    let guests: Vec<Guest> = who(conn, series, round)?
        .into_iter()
        .map(|(email, name)| Guest {
            id: floor.ids.next(),
            meeting_id: id.clone(),
            name,
            email,
            sequence: 0,
            said: None,
            changed_at: now,
            answered_at: None,
        })
        .collect();
    if guests.is_empty() {
        return Err(Error::invalid("day", "Nobody who would come has an e-mail address on record."));
    }
    let meeting = Meeting {
        id: id.clone(),
        series_id: series.id.clone(),
        round_id: round.map(|round| round.id.clone()),
        starts_at: span.starts,
        ends_at: span.ends,
        place,
        called_off: false,
        made_by: actor.to_owned(),
        made_at: now,
    };
    store::meetings::add(conn, &meeting, &guests)?;
    for guest in &guests {
        jobs::enqueue::<Meet>(conn, floor, &Job { guest_id: guest.id.clone(), sequence: 0 })?;
    }
    let about = round.map_or(&series.id, |round| &round.id);
    audit::write(conn, now, &Act::new(actor, "rounds.meeting_called", about).because(appointment(span.starts)))?;
    Ok(guests.len())
}

fn parse(floor: &Floor, round: Option<&Round>, form: &Form) -> Result<(Span, String)> {
    let mut complaints = Complaints::default();
    let day = form.day("day").filter(|day| *day >= floor.clock.today());
    if day.is_none() {
        complaints.add("day", "Give a day that has not gone by.");
    }
    let time = NaiveTime::parse_from_str(form.text("time").trim(), "%H:%M").ok();
    if time.is_none() {
        complaints.add("time", "Write the time as 12:15.");
    }
    let place = form.line("place");
    if place.is_empty() || place.chars().count() > LONGEST {
        complaints.add("place", format!("Say where, in {LONGEST} letters at most."));
    }
    let span = Span::at(day.unwrap_or_default(), time.unwrap_or_default(), MINUTES);
    if day.is_some() && round.is_some_and(|round| span.ends > round.booked().starts) {
        complaints.add("day", "Give a time before the Round.");
    }
    complaints.or((span, place))
}

/// Address and name of each, once.
fn who(conn: &mut Conn, series: &Series, round: Option<&Round>) -> Result<Vec<(String, String)>> {
    let leaders = store::leaders::of_series(conn, &series.id)?.into_iter();
    let leads = |part| match round {
        Some(_) => matches!(part, Part::Facilitator | Part::ClinicalLead | Part::Coordinator),
        None => !matches!(part, Part::Signatory | Part::Mentor),
    };
    let mut found: Vec<(String, String)> =
        leaders.filter(|one| leads(one.part)).filter_map(|one| Some((one.email?, one.name))).collect();
    if let Some(round) = round {
        let panel = store::panel::of_round(conn, &round.id)?.into_iter();
        found.extend(panel.filter_map(|one| Some((one.email?, one.name))));
    }
    found.sort();
    found.dedup_by(|a, b| a.0 == b.0);
    Ok(found)
}

/// Calls a meeting off: every guest's entry is taken back.
pub fn call_off(conn: &mut Conn, floor: &Floor, actor: &str, meeting: &Meeting) -> Result<()> {
    let now = floor.clock.now();
    if !store::meetings::call_off(conn, &meeting.id, now)? {
        return Ok(());
    }
    for guest in store::meetings::guests(conn, &meeting.id)? {
        jobs::enqueue::<Meet>(conn, floor, &Job { guest_id: guest.id, sequence: guest.sequence })?;
    }
    let about = meeting.round_id.as_ref().unwrap_or(&meeting.series_id);
    audit::write(conn, now, &Act::new(actor, "rounds.meeting_called_off", about))
}

/// A Round is off: so is what prepares it.
pub fn call_off_all(conn: &mut Conn, floor: &Floor, actor: &str, round: &Round) -> Result<()> {
    for meeting in store::meetings::of_series(conn, &round.series_id)? {
        if meeting.round_id.as_deref() == Some(&round.id) && meeting.starts_at > floor.clock.now() {
            call_off(conn, floor, actor, &meeting)?;
        }
    }
    Ok(())
}

fn expected(conn: &mut Conn, _: &Floor, row: &str) -> Result<Option<Expected>> {
    Ok(store::meetings::guest(conn, row)?.map(|guest| Expected { uid: guest.id, attendee: guest.email }))
}

fn take(conn: &mut Conn, _: &Floor, answer: &Answer) -> Result<Taken> {
    let Some(guest) = store::meetings::guest(conn, &answer.row)? else { return Ok(Taken::Unknown) };
    if answer.sequence != guest.sequence || guest.answered_at.is_some_and(|at| answer.at < at) {
        return Ok(Taken::Stale);
    }
    let said = match answer.said {
        Said::Accepted => "accepted",
        Said::Declined => "declined",
        Said::Tentative | Said::Proposed { .. } => "tentative",
    };
    store::meetings::put_answer(conn, &guest.id, said, answer.at)?;
    Ok(Taken::Applied)
}
