//! A coordinator sets up a run: which trial, which authority, which course, and from which Monday.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use super::{
    course::{Course, WEEKS},
    store,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Complaints, Error, Result},
        web::{Form, Role, Visitor},
    },
    trial::{
        allocation::trial::Trial,
        availability::span::Span,
        roster::people::{self, Authority},
    },
};
pub use store::runs::Run;

/// Who runs the course.
pub const RUN: &[Role] = &[Role::Coordinator, Role::ProgrammeLead];
/// What a trial of it is called.
pub const GOALS: &str = "goals";
/// The longest name or reason, in characters.
const LONGEST: usize = 300;

/// What a form may choose from.
#[derive(Debug, Clone)]
pub struct Choices {
    /// Id, and name with unit.
    pub trials: Vec<(String, String)>,
    /// Those that the visitor reaches.
    pub authorities: Vec<Authority>,
}

impl Choices {
    pub fn of(conn: &mut Conn, visitor: &Visitor) -> Result<Self> {
        let mut authorities = people::authorities(conn)?;
        authorities.retain(|authority| visitor.reaches(RUN, &authority.id));
        let trials = Trial::all_of(conn, GOALS)?.into_iter();
        Ok(Self { trials: trials.map(|trial| (trial.id.clone(), trial.with_unit())).collect(), authorities })
    }
}

/// A run that was found whole.
#[derive(Debug, Clone)]
pub struct NewRun {
    name: String,
    trial_id: String,
    authority_id: String,
    course: &'static Course,
    starts_on: NaiveDate,
    agree_by: NaiveDate,
    without_agreement: Option<String>,
}

impl NewRun {
    /// Reads what was typed. `today` is the first day on which managers can agree.
    ///
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form, choices: &Choices, today: NaiveDate) -> Result<Self> {
        let mut complaints = Complaints::default();
        let name = form.line("name");
        if name.is_empty() || name.chars().count() > LONGEST {
            complaints.add("name", format!("Give the run a name, of {LONGEST} letters at most."));
        }
        let trial = choices.trials.iter().find(|(id, _)| id == form.text("trial"));
        let authority = choices.authorities.iter().find(|authority| authority.id == form.text("authority"));
        let course = Course::named(form.text("course")).ok();
        for (missing, field, says) in [
            (trial.is_none(), "trial", "Choose a trial."),
            (authority.is_none(), "authority", "Choose an authority."),
            (course.is_none(), "course", "Choose a course."),
        ] {
            if missing {
                complaints.add(field, says);
            }
        }
        let agree_by = form.day("agree_by").filter(|day| *day > today);
        if agree_by.is_none() {
            complaints.add("agree_by", "Give a day after today, so that managers have time to look.");
        }
        let starts_on = form.day("starts_on").filter(|day| agree_by.is_none_or(|agree| *day > agree));
        if starts_on.is_none_or(|day| day.weekday() != Weekday::Mon) {
            complaints.add("starts_on", "Give a Monday after the day by which managers agree.");
        }
        let reason = form.text("without_agreement").trim();
        if reason.chars().count() > LONGEST {
            complaints.add("without_agreement", format!("Keep the reason to {LONGEST} letters."));
        }
        let (Some((trial_id, _)), Some(authority), Some(course)) = (trial, authority, course) else {
            return Err(Error::Invalid(complaints));
        };
        complaints.or(Self {
            name,
            trial_id: trial_id.clone(),
            authority_id: authority.id.clone(),
            course,
            starts_on: starts_on.unwrap_or(today),
            agree_by: agree_by.unwrap_or(today),
            without_agreement: Some(reason).filter(|reason| !reason.is_empty()).map(str::to_owned),
        })
    }
}

/// Sets up a run and gives its id. To go without the managers' agreement is put on record as a deviation.
///
/// # Errors
/// `Invalid`, where the trial has a run of that name in that authority.
pub fn set_up(conn: &mut Conn, floor: &Floor, actor: &str, new: NewRun) -> Result<String> {
    let (id, now) = (floor.ids.next(), floor.clock.now());
    let run = Run {
        id: id.clone(),
        trial_id: new.trial_id,
        authority_id: new.authority_id,
        name: new.name,
        course: new.course.key.clone(),
        course_version: new.course.version.clone(),
        starts_on: new.starts_on,
        agree_by: new.agree_by,
        without_agreement: new.without_agreement,
        made_by: actor.to_owned(),
        made_at: now,
        asked_at: None,
        framing_reason: None,
    };
    if !store::runs::add(conn, &run)? {
        return Err(Error::invalid("name", "There is a run of that name already. Choose another."));
    }
    audit::write(conn, now, &Act::new(actor, "goals.set_up", &id))?;
    if let Some(why) = &run.without_agreement {
        audit::write(conn, now, &Act::new(actor, "goals.without_agreement", &id).because(why.as_str()))?;
    }
    Ok(id)
}

/// A run of the visitor's.
///
/// # Errors
/// `Missing`, where there is none or it is another authority's.
pub fn run_by(conn: &mut Conn, visitor: &Visitor, id: &str) -> Result<Run> {
    let run = store::runs::one(conn, id)?;
    if visitor.reaches(RUN, &run.authority_id) { Ok(run) } else { Err(Error::Missing("This run")) }
}

impl Run {
    /// Whether its weeks, and the one after, have gone by.
    #[must_use]
    pub fn is_over(&self, today: NaiveDate) -> bool {
        today > self.starts_on + TimeDelta::days(7 * i64::from(WEEKS) + 6)
    }

    /// Whether a time lies in its weeks, or in the one after the last.
    #[must_use]
    pub fn reaches(&self, span: &Span) -> bool {
        let last = self.mondays().last().copied().unwrap_or(self.starts_on) + TimeDelta::days(13);
        self.starts_on <= span.day() && span.day() <= last
    }

    /// The Mondays of its weeks.
    #[must_use]
    pub fn mondays(&self) -> Vec<NaiveDate> {
        (0..u64::try_from(WEEKS).unwrap_or_default())
            .filter_map(|week| self.starts_on.checked_add_days(chrono::Days::new(week * 7)))
            .collect()
    }
}
