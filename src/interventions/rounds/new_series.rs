//! The form by which a year of Rounds is planned, read into something that is whole.

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::{
    dates::{MOST, Planned, Rule, Which},
    licence::needed,
    round::{Mode, ROUNDS, RUN},
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Complaints, Error, Result},
        web::{Form, Visitor},
    },
    trial::{
        allocation::trial::Trial,
        availability::free::days,
        roster::people::{self, Authority},
    },
};

/// The longest name, room or link, in characters.
const LONGEST: usize = 300;
/// The most people that a Round is for; more than ever came is a slip of the pen.
const MOST_SEATS: i32 = 2_000;

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
        let trials = Trial::all_of(conn, ROUNDS)?.into_iter();
        Ok(Self { trials: trials.map(|trial| (trial.id.clone(), trial.with_unit())).collect(), authorities })
    }
}

/// A licence as it was typed.
#[derive(Debug, Clone)]
pub struct NewLicence {
    pub licensor: String,
    pub reference: String,
    pub from_on: NaiveDate,
    /// The last day on which it holds.
    pub until_on: NaiveDate,
}

/// A series that was found whole.
#[derive(Debug, Clone)]
pub struct NewSeries {
    pub name: String,
    pub trial_id: String,
    pub authority_id: String,
    pub called: String,
    pub licence: Option<NewLicence>,
    pub rule: Rule,
    pub mode: Mode,
    /// Its name, and how to find it.
    pub room: Option<(String, String)>,
    pub online: Option<String>,
    pub capacity: i32,
    pub cover: String,
    pub offer_hours: i32,
}

/// Reads one form, and gathers what is wrong with it.
struct Reading<'a> {
    form: &'a Form,
    complaints: Complaints,
}

impl Reading<'_> {
    fn line(&mut self, field: &str, says: &str) -> String {
        let line = self.form.line(field);
        if line.is_empty() || line.chars().count() > LONGEST {
            self.complaints.add(field, says);
        }
        line
    }

    fn day(&mut self, field: &str, says: &str) -> Option<NaiveDate> {
        let day = self.form.day(field);
        if day.is_none() {
            self.complaints.add(field, says);
        }
        day
    }

    fn number(&mut self, field: &str, from: i32, until: i32, says: &str) -> i32 {
        let number = self.form.text(field).trim().parse().ok().filter(|number| (from..=until).contains(number));
        if number.is_none() {
            self.complaints.add(field, says);
        }
        number.unwrap_or(from)
    }

    fn rule(&mut self, today: NaiveDate) -> Option<Rule> {
        let which = match self.form.text("which") {
            "last" => Some(Which::Last),
            other => other.parse().ok().filter(|n| (1..=4).contains(n)).map(Which::Nth),
        };
        let weekday = self.form.text("weekday").parse().ok().filter(|day| !matches!(day, Weekday::Sat | Weekday::Sun));
        if which.is_none() || weekday.is_none() {
            self.complaints.add("which", "Choose which day of the month.");
        }
        let times: Vec<Option<NaiveTime>> = self
            .form
            .text("times")
            .split([',', ';', ' '])
            .map(str::trim)
            .filter(|time| !time.is_empty())
            .map(|time| NaiveTime::parse_from_str(time, "%H:%M").ok())
            .collect();
        let times = times.into_iter().collect::<Option<Vec<_>>>().filter(|times| !times.is_empty());
        if times.is_none() {
            self.complaints.add("times", "Write one or more times, such as 12:15, 13:00.");
        }
        let from = self.day("from", "Give the day from which to plan.");
        if from.is_some_and(|from| from < today) {
            self.complaints.add("from", "Give a day that has not gone by.");
        }
        let most = i32::try_from(MOST).unwrap_or(i32::MAX);
        let count = self.number("count", 1, most, &format!("Plan from 1 to {MOST} Rounds at a time."));
        let months = self.number("months", 1, 6, "Choose how often.");
        Some(Rule {
            which: which?,
            weekday: weekday?,
            times: times?,
            from: from?,
            months: u32::try_from(months).unwrap_or(1),
            count: u32::try_from(count).unwrap_or(1),
        })
    }

    fn licence(&mut self) -> Option<NewLicence> {
        let licensor = self.line("licensor", "Say who licenses them, or use the neutral name.");
        let reference = self.line("reference", "Give the reference of the licence.");
        let from_on = self.day("licence_from", "Give the first day on which the licence holds.");
        let until_on = self.day("licence_until", "Give the last day on which the licence holds.");
        if let (Some(from), Some(until)) = (from_on, until_on)
            && until < from
        {
            self.complaints.add("licence_until", "The licence ends before it begins.");
        }
        Some(NewLicence { licensor, reference, from_on: from_on?, until_on: until_on? })
    }
}

impl NewLicence {
    /// Reads what was typed.
    ///
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form) -> Result<Self> {
        let mut reading = Reading { form, complaints: Complaints::default() };
        let licence = reading.licence();
        reading.complaints.or(licence)?.ok_or_else(|| Error::broken("a licence was read and lost"))
    }
}

impl NewSeries {
    /// Reads what was typed.
    ///
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form, choices: &Choices, floor: &Floor) -> Result<Self> {
        let mut reading = Reading { form, complaints: Complaints::default() };
        let name = reading.line("name", "Give the series a name.");
        let trial = choices.trials.iter().find(|(id, _)| id == form.text("trial"));
        let authority = choices.authorities.iter().find(|authority| authority.id == form.text("authority"));
        if authority.is_none() {
            reading.complaints.add("authority", "Choose an authority.");
        }
        if trial.is_none() {
            reading.complaints.add("trial", "Choose a trial.");
        }
        let names = &floor.settings.rounds;
        let called = if form.text("called") == "neutral" { &names.neutral } else { &names.called };
        let licence = if needed(floor, called) { reading.licence() } else { None };
        let rule = reading.rule(floor.clock.today());
        let mode = Mode::parse(form.text("mode"));
        if mode.is_none() {
            reading.complaints.add("mode", "Choose where people meet.");
        }
        let in_room = mode.is_some_and(|mode| mode != Mode::Online);
        let room = in_room.then(|| {
            let name = reading.line("room", "Name the room.");
            (name, form.line("directions"))
        });
        let online = mode.is_some_and(|mode| mode != Mode::Room).then(|| {
            let link = reading.line("online", "Give the link to join by.");
            if !link.is_empty() && !link.starts_with("https://") {
                reading.complaints.add("online", "Write the whole link, from https:// on.");
            }
            link
        });
        let seats = format!("Say for how many people there is room, from 2 to {MOST_SEATS}.");
        let capacity = reading.number("capacity", 2, MOST_SEATS, &seats);
        let cover = form.text("cover");
        if !["none", "welcome", "needed"].contains(&cover) {
            reading.complaints.add("cover", "Choose whether a colleague covers.");
        }
        let offer_hours = reading.number("offer_hours", 1, 168, "Give from 1 to 168 hours.");
        let (Some((trial_id, _)), Some(authority), Some(rule), Some(mode)) = (trial, authority, rule, mode) else {
            return Err(Error::Invalid(reading.complaints));
        };
        reading.complaints.or(Self {
            name,
            trial_id: trial_id.clone(),
            authority_id: authority.id.clone(),
            called: called.clone(),
            licence,
            rule,
            mode,
            room,
            online,
            capacity,
            cover: cover.to_owned(),
            offer_hours,
        })
    }

    /// The dates that its rule gives.
    pub fn dates(&self, floor: &Floor) -> Result<Vec<Planned>> {
        Ok(self.rule.dates(&days(floor)?))
    }
}
