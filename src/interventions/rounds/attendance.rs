//! Who came to a Round. Ticks are set, never turned over, so that a form that is sent twice, or late from a phone that had no
//! network, says the same as once.
//!
//! Somebody who was never invited is put down like anybody else: nobody is turned away by a screen, and no screen says an arm.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;

use super::{
    round::{Round, State},
    store,
};
use crate::{
    floor::{
        Floor,
        clock::Moment,
        db::Conn,
        error::{Complaints, Error, Result},
        web::Form,
    },
    trial::{
        roster::{people::Person, person::StaffRole},
        uptake::{event::Event, record},
    },
};

/// From how long before a Round people are ticked off, and for how long after it they tick themselves off.
pub const AROUND: TimeDelta = TimeDelta::minutes(30);
/// More than this in one group is a slip of the pen.
const MOST_UNNAMED: i32 = 999;

/// Who says that somebody came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Coordinator,
    Person,
}

impl By {
    const fn name(self) -> &'static str {
        match self {
            Self::Coordinator => "coordinator",
            Self::Person => "person",
        }
    }
}

/// A sheet as it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Ticked now; each is the id of a place, or of a person without one.
    pub came: BTreeSet<String>,
    /// Ticked when the page was made: what is here and not in `came` is taken back, and nothing else is.
    pub was: BTreeSet<String>,
    pub unnamed: Vec<(StaffRole, i32)>,
}

impl Sheet {
    /// Reads a sheet: `came` and `was` for each tick, `unnamed.<role>` for each group.
    ///
    /// # Errors
    /// A complaint for each count that is none.
    pub fn parse(form: &Form) -> Result<Self> {
        let (mut complaints, mut unnamed) = (Complaints::default(), Vec::new());
        for role in StaffRole::ALL {
            let field = unnamed_field(role);
            match form.text(&field).trim() {
                "" if form.fields().any(|(name, _)| name == field) => unnamed.push((role, 0)),
                "" => {}
                typed => match typed.parse().ok().filter(|people| (0..=MOST_UNNAMED).contains(people)) {
                    Some(people) => unnamed.push((role, people)),
                    None => complaints.add(field, format!("Write a number from 0 to {MOST_UNNAMED}.")),
                },
            }
        }
        let all = |name: &str| form.all(name).map(str::to_owned).collect();
        complaints.or(Self { came: all("came"), was: all("was"), unnamed })
    }
}

/// The name of the field for those of a role who came unnamed.
#[must_use]
pub fn unnamed_field(role: StaffRole) -> String {
    format!("unnamed.{}", role.name().replace(' ', "_"))
}

/// Refuses attendance of what is not to be held, or is not near yet.
///
/// # Errors
/// `TooLate`, with why.
pub fn takes_attendance(round: &Round, now: Moment) -> Result<()> {
    match round.state {
        State::Planned => Err(Error::TooLate("This one is not announced yet.".into())),
        State::Cancelled => Err(Error::TooLate("This one was cancelled.".into())),
        _ if now < round.span.starts - AROUND => {
            Err(Error::TooLate("People are ticked off from half an hour before it begins.".into()))
        }
        _ => Ok(()),
    }
}

/// Keeps a sheet, with whoever came without a booking.
///
/// # Errors
/// `TooLate`, as [`takes_attendance`]; `Missing`, for a tick that is nobody's of this Round.
pub fn keep(conn: &mut Conn, floor: &Floor, round_id: &str, sheet: &Sheet, walk_in: Option<&Person>) -> Result<()> {
    store::rounds::hold(conn, round_id)?;
    let round = store::rounds::one(conn, round_id)?;
    takes_attendance(&round, floor.clock.now())?;
    let whose = whose(conn, round_id)?;
    let person = |tick: &String| whose.get(tick).ok_or(Error::Missing("Somebody who was ticked"));
    for tick in &sheet.came {
        set(conn, floor, &round, person(tick)?, true, By::Coordinator)?;
    }
    for tick in sheet.was.difference(&sheet.came) {
        set(conn, floor, &round, person(tick)?, false, By::Coordinator)?;
    }
    if let Some(person) = walk_in {
        set(conn, floor, &round, &person.id, true, By::Coordinator)?;
    }
    for (role, people) in &sheet.unnamed {
        store::attendances::put_unnamed(conn, round_id, role.name(), *people)?;
    }
    Ok(())
}

/// Whose each tick of a Round is.
fn whose(conn: &mut Conn, round_id: &str) -> Result<BTreeMap<String, String>> {
    let places = store::places::of_round(conn, round_id, &super::place::State::ALL)?;
    let mut whose: BTreeMap<String, String> = places.into_iter().map(|place| (place.id, place.person_id)).collect();
    whose.extend(store::attendances::all(conn, round_id)?.into_iter().map(|id| (id.clone(), id)));
    Ok(whose)
}

/// Puts down that somebody came, or that they did not; whether that is new.
pub fn set(conn: &mut Conn, floor: &Floor, round: &Round, person_id: &str, came: bool, by: By) -> Result<bool> {
    let known = store::attendances::one(conn, &round.id, person_id)?;
    if known.map_or(!came, |(before, _)| before == came) {
        return Ok(false);
    }
    let (times, now) = (known.map_or(1, |(_, times)| times + 1), floor.clock.now());
    store::attendances::put(conn, (&round.id, person_id), came, times, by.name(), now)?;
    let occasion = if times == 1 { round.id.clone() } else { format!("{}/{times}", round.id) };
    let event = if came { Event::RoundAttended } else { Event::RoundNotAttended };
    let invited = store::places::of_person_in(conn, &round.id, person_id)?.is_some();
    let detail = if invited { "invited" } else { "not invited" };
    let trial_id = store::series::one(conn, &round.series_id)?.trial_id;
    record::record(conn, now, event, person_id, &trial_id, &occasion, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Form {
        Form::of(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn an_empty_count_is_none_and_a_word_is_complained_of() {
        let sheet = Sheet::parse(&form(&[("came", "a"), ("came", "b"), ("was", "b"), ("unnamed.team_manager", "")]));
        let sheet = sheet.unwrap();
        assert_eq!(sheet.came.len(), 2);
        assert_eq!(sheet.unnamed, [(StaffRole::TeamManager, 0)]);
        let wrong = Sheet::parse(&form(&[("unnamed.social_worker", "many"), ("unnamed.senior_leader", "-1")]));
        let Err(Error::Invalid(complaints)) = wrong else { panic!("two complaints") };
        assert_eq!(complaints.iter().count(), 2);
    }
}
