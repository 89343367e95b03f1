//! Those who lead a series: who signed for it, the clinical lead, facilitators with their training, the steering group.
//!
//! Training is in two days (Point of Care Foundation): the first before somebody facilitates, the second after at least three
//! Rounds.

use chrono::NaiveDate;
use serde::Serialize;

use super::{round, store};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::{Complaints, Error, Result},
    web::Form,
};

/// What somebody does for a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Signatory,
    ClinicalLead,
    Facilitator,
    Coordinator,
    Steering,
    Mentor,
}

impl Part {
    pub const ALL: [Self; 6] =
        [Self::Signatory, Self::ClinicalLead, Self::Facilitator, Self::Coordinator, Self::Steering, Self::Mentor];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Signatory => "signatory",
            Self::ClinicalLead => "clinical_lead",
            Self::Facilitator => "facilitator",
            Self::Coordinator => "coordinator",
            Self::Steering => "steering",
            Self::Mentor => "mentor",
        }
    }

    /// As people read it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Signatory => "Signed for the organisation",
            Self::ClinicalLead => "Clinical lead",
            Self::Facilitator => "Facilitator",
            Self::Coordinator => "Coordinator",
            Self::Steering => "Steering group",
            Self::Mentor => "Mentor from the licensor",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == text)
    }
}

/// After how many Rounds held the second day of training is due.
const DAY_2_AFTER: usize = 3;
/// The longest name, in characters.
const LONGEST: usize = 120;
/// More than this in a month is a slip of the pen.
const MOST_HOURS: f64 = 100.0;

/// Somebody who leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leader {
    pub id: String,
    pub series_id: String,
    pub part: Part,
    pub name: String,
    pub email: Option<String>,
    /// When they had the first day of training.
    pub day_1_on: Option<NaiveDate>,
    pub day_2_on: Option<NaiveDate>,
    /// What the part takes. A facilitator's is about five to six hours (Point of Care Foundation).
    pub minutes_a_month: Option<i32>,
}

impl Leader {
    /// Whether they may facilitate on a day.
    #[must_use]
    pub fn may_facilitate(&self, on: NaiveDate) -> bool {
        self.part == Part::Facilitator && self.day_1_on.is_some_and(|day| day <= on)
    }

    /// Reads what was typed about somebody.
    ///
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form, id: String, series_id: &str) -> Result<Self> {
        let mut complaints = Complaints::default();
        let part = Part::parse(form.text("part"));
        if part.is_none() {
            complaints.add("part", "Choose what they do.");
        }
        let name = form.line("name");
        if name.is_empty() || name.chars().count() > LONGEST {
            complaints.add("name", format!("Give their name, of {LONGEST} letters at most."));
        }
        let email = typed_email(form, &mut complaints);
        let mut day = |field: &str| {
            let day = form.day(field);
            if day.is_none() && !form.text(field).trim().is_empty() {
                complaints.add(field, "Give the whole day, or leave this empty.");
            }
            day
        };
        let (day_1_on, day_2_on) = (day("day_1_on"), day("day_2_on"));
        if let (Some(first), Some(second)) = (day_1_on, day_2_on)
            && second <= first
        {
            complaints.add("day_2_on", "The second day of training comes after the first.");
        }
        if day_2_on.is_some() && day_1_on.is_none() {
            complaints.add("day_1_on", "Give the first day of training too.");
        }
        let hours = form.text("hours_a_month").trim();
        let minutes_a_month = hours.parse().ok().filter(|hours| (0.0..=MOST_HOURS).contains(hours)).map(in_minutes);
        if minutes_a_month.is_none() && !hours.is_empty() {
            complaints.add("hours_a_month", "Write the hours as a figure, such as 5.5, or leave this empty.");
        }
        complaints.or(Self {
            id,
            series_id: series_id.to_owned(),
            part: part.unwrap_or(Part::Steering),
            name,
            email,
            day_1_on,
            day_2_on,
            minutes_a_month,
        })
    }
}

/// An address that may be left out, in small letters.
pub(super) fn typed_email(form: &Form, complaints: &mut Complaints) -> Option<String> {
    let email = form.text("email").trim().to_lowercase();
    if !email.is_empty() && (!email.contains('@') || email.contains(char::is_whitespace)) {
        complaints.add("email", "Write an e-mail address, such as name@council.gov.uk, or leave this empty.");
    }
    Some(email).filter(|email| !email.is_empty())
}

#[expect(clippy::cast_possible_truncation, reason = "hours are at most a hundred")]
fn in_minutes(hours: f64) -> i32 {
    (hours * 60.0).round() as i32
}

/// Puts somebody on record, or what has changed about them.
///
/// # Errors
/// `Invalid`, where they have this part already.
pub fn note(conn: &mut Conn, floor: &Floor, actor: &str, leader: &Leader, known: bool) -> Result<()> {
    if known {
        let before = store::leaders::one(conn, &leader.id)?;
        if before.series_id != leader.series_id {
            return Err(Error::Missing("This person"));
        }
        store::leaders::put(conn, leader)?;
    } else if !store::leaders::add(conn, leader)? {
        return Err(Error::invalid("name", "They are on record with this part already. Change that instead."));
    }
    let act = Act::new(actor, "rounds.leader_noted", &leader.series_id).because(leader.part.name());
    audit::write(conn, floor.clock.now(), &act)
}

/// Refuses a Round that nobody could facilitate.
///
/// # Errors
/// `Invalid`, with what to do.
pub fn facilitated(conn: &mut Conn, series_id: &str, on: NaiveDate) -> Result<()> {
    let leaders = store::leaders::of_series(conn, series_id)?;
    if leaders.iter().any(|leader| leader.may_facilitate(on)) {
        return Ok(());
    }
    Err(Error::invalid(
        "",
        "No facilitator has had the first day of training by then. Put one on record first, with the day.",
    ))
}

/// Facilitators whose second day of training is due: with it outstanding after the third Round that was held.
pub fn due_day_2(conn: &mut Conn, series_id: &str) -> Result<Vec<Leader>> {
    let held = store::rounds::of_series(conn, series_id)?.iter().filter(|one| one.state == round::State::Held).count();
    if held < DAY_2_AFTER {
        return Ok(Vec::new());
    }
    let mut leaders = store::leaders::of_series(conn, series_id)?;
    leaders.retain(|leader| leader.part == Part::Facilitator && leader.day_1_on.is_some() && leader.day_2_on.is_none());
    Ok(leaders)
}
