//! The rule for a trial's second week, written before anybody is served: by which day how many should have come how far, what is done
//! where fewer did, and who decides. In the first trials it was seen for months that nobody started, and nothing followed from it. From
//! the first person served on, a rule is never changed.

use chrono::NaiveDate;

use super::{
    judge::first_served,
    measure::{Measure, ShareOf, known},
    store::{self, RuleRow},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        clock::{Moment, long_date},
        db::Conn,
        error::{Complaints, Error, Result},
        web::Form,
    },
    trial::allocation::{end::still_on, trial::Trial},
};

/// The longest text, in characters.
const LONGEST: usize = 300;

/// What is done where the rule bites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    Adapt,
    Stop,
}

impl Then {
    /// The word that is stored and sent.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Adapt => "adapt",
            Self::Stop => "stop",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Adapt, Self::Stop].into_iter().find(|then| then.name() == name)
    }
}

/// A rule as it was typed, found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The key of a figure of the funnel.
    pub measure: String,
    pub share_of: ShareOf,
    /// It bites where fewer came so far.
    pub percent: usize,
    /// How many days after the first person was served.
    pub day: u32,
    pub then: Then,
    /// What then, in words.
    pub words: String,
    /// Who decides, in words.
    pub decides: String,
    pub version: i32,
}

impl Rule {
    /// Reads a form's `measure` (one of [`Measure::value`]), `percent`, `day`, `then`, `words` and `decides`.
    ///
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form, all: &[Measure]) -> Result<Self> {
        let mut complaints = Complaints::default();
        let measure = all.iter().find(|measure| measure.value() == form.text("measure"));
        if measure.is_none() {
            complaints.add("measure", "Choose what is measured.");
        }
        let number = |field: &str, most: u32| form.text(field).trim().parse().ok().filter(|n| (1..=most).contains(n));
        let (percent, day) = (number("percent", 100), number("day", 365));
        if percent.is_none() {
            complaints.add("percent", "Give a whole number from 1 to 100.");
        }
        if day.is_none() {
            complaints.add("day", "Give a whole number of days from 1 to 365, such as 14.");
        }
        let then = Then::named(form.text("then"));
        if then.is_none() {
            complaints.add("then", "Choose what is done where the rule bites.");
        }
        let mut words = |field: &str, says: &str| {
            let words = form.line(field);
            if words.is_empty() || words.chars().count() > LONGEST {
                complaints.add(field, format!("{says}, in up to {LONGEST} letters."));
            }
            words
        };
        let (then_what, decides) = (words("words", "Say what is done then"), words("decides", "Say who decides"));
        let rule = measure.zip(percent).zip(day).zip(then).map(|(((measure, percent), day), then)| Self {
            measure: measure.key.to_owned(),
            share_of: measure.share_of,
            percent: percent as usize,
            day,
            then,
            words: then_what,
            decides,
            version: 0,
        });
        complaints.or(rule)?.ok_or_else(|| Error::broken("a form without complaints has all of its fields"))
    }

    /// A trial's, once there is one.
    pub fn of_trial(conn: &mut Conn, trial_id: &str) -> Result<Option<Self>> {
        store::rules(conn, trial_id)?.into_iter().next_back().map(Self::read).transpose()
    }

    /// Every version, the oldest first, with who wrote it and when.
    pub fn versions(conn: &mut Conn, trial_id: &str) -> Result<Vec<(Self, String, Moment)>> {
        let rows = store::rules(conn, trial_id)?.into_iter();
        rows.map(|row| Ok((Self::read(row.clone())?, row.said_by, row.said_at))).collect()
    }

    fn read(row: RuleRow) -> Result<Self> {
        let unknown = |what: &str| Error::broken(format!("a rule with an unknown {what}"));
        Ok(Self {
            share_of: ShareOf::named(&row.share_of).ok_or_else(|| unknown("share"))?,
            then: Then::named(&row.act).ok_or_else(|| unknown("act"))?,
            percent: usize::try_from(row.percent).map_err(Error::broken)?,
            day: u32::try_from(row.day).map_err(Error::broken)?,
            measure: row.measure,
            words: row.words,
            decides: row.decides,
            version: row.version,
        })
    }

    /// The rule in a sentence.
    #[must_use]
    pub fn says(&self, of: &Measure) -> String {
        let Self { percent, day, .. } = self;
        let [words, decides] = [&self.words, &self.decides].map(|text| text.trim_end_matches('.'));
        let then = self.then.name();
        format!(
            "If by day {day} fewer than {percent}% of {} have come to ‘{}’: {then}. {words}. Who decides: {decides}.",
            of.whom, of.what
        )
    }
}

/// Keeps a rule as a new version; the same again is none.
///
/// # Errors
/// `TooLate`, from the first person served on, where the trial has ended, or where somebody else wrote at the same time.
pub fn write(conn: &mut Conn, floor: &Floor, actor: &str, trial: &Trial, form: &Form) -> Result<()> {
    still_on(conn, &trial.id)?;
    if let Some(day) = first_served(conn, trial)? {
        return Err(too_late(day));
    }
    let rule = Rule::parse(form, &known(trial))?;
    let before = Rule::of_trial(conn, &trial.id)?;
    let version = before.as_ref().map_or(0, |before| before.version);
    if before.is_some_and(|before| before == Rule { version, ..rule.clone() }) {
        return Ok(());
    }
    let (now, version) = (floor.clock.now(), version + 1);
    let row = RuleRow {
        trial_id: trial.id.clone(),
        version,
        measure: rule.measure.clone(),
        share_of: rule.share_of.name().to_owned(),
        percent: i32::try_from(rule.percent).map_err(Error::broken)?,
        day: i32::try_from(rule.day).map_err(Error::broken)?,
        act: rule.then.name().to_owned(),
        words: rule.words.clone(),
        decides: rule.decides.clone(),
        said_by: actor.to_owned(),
        said_at: now,
    };
    if !store::add_rule(conn, &row)? {
        return Err(Error::TooLate("Somebody else wrote the rule at the same time. Read theirs first.".into()));
    }
    let Rule { measure, percent, day, .. } = &rule;
    let detail = format!("version {version}: under {percent}% at {measure} by day {day}: {}", rule.then.name());
    audit::write(conn, now, &Act::new(actor, "trial.week_rule", &trial.id).because(detail))
}

fn too_late(served: NaiveDate) -> Error {
    let says = "A rule is written before anybody is served, so that nobody bends it to what came of it.";
    Error::TooLate(format!("The first person was served on {}. {says}", long_date(served)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Measure> {
        vec![Measure {
            key: "started",
            share_of: ShareOf::StepBefore,
            what: "Began the course".into(),
            whom: "those at ‘Put into the diary’".into(),
            count: 0,
            whole: 0,
        }]
    }

    fn form(changed: &[(&str, &str)]) -> Form {
        let whole = [
            ("measure", "started/step_before"),
            ("percent", "30"),
            ("day", "14"),
            ("then", "adapt"),
            ("words", "Ask managers to bring it up"),
            ("decides", "The programme lead"),
        ];
        let now = |(field, words): (&str, &str)| {
            let words = changed.iter().find(|(name, _)| *name == field).map_or(words, |(_, other)| other);
            (field.to_owned(), words.to_owned())
        };
        Form::of(whole.into_iter().map(now).collect())
    }

    fn wrong(changed: &[(&str, &str)]) -> Vec<String> {
        match Rule::parse(&form(changed), &all()) {
            Err(Error::Invalid(complaints)) => complaints.iter().map(|one| one.field.clone()).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_rule_reads_as_a_sentence() {
        let rule = Rule::parse(&form(&[]), &all()).unwrap();
        let says = "If by day 14 fewer than 30% of those at ‘Put into the diary’ have come to ‘Began the course’: adapt. \
                    Ask managers to bring it up. Who decides: The programme lead.";
        assert_eq!(rule.says(&all()[0]), says);
    }

    #[test]
    fn each_fault_is_laid_at_its_own_field() {
        assert_eq!(wrong(&[("measure", "opened/whole")]), ["measure"]);
        assert_eq!(wrong(&[("percent", "0"), ("day", "soon")]), ["percent", "day"]);
        assert_eq!(wrong(&[("then", "wait"), ("words", " "), ("decides", "")]), ["then", "words", "decides"]);
    }

    #[test]
    fn a_share_is_under_its_threshold_only_where_fewer_came_so_far() {
        let of = |count, whole| Measure { count, whole, ..all().remove(0) };
        assert!(of(29, 100).is_under(30) && !of(30, 100).is_under(30));
        assert!(of(0, 0).is_under(1), "of nobody, nobody came so far");
    }
}
