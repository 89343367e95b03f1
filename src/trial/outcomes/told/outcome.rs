//! Which outcomes there are, how one is asked for, and what it comes to for one person.

use crate::{
    floor::error::{Error, Result},
    trial::outcomes::{
        days::Counted,
        extracts::{
            fact::{Fact, SCALE, What},
            kept::Kept,
        },
    },
};

/// An outcome of a trial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Working days lost to sickness over all the days that are on record of somebody.
    Absence,
    /// The same in a year at full time: days lost over FTE times the calendar days on record, in years of 365.25 days.
    AbsenceRate,
    /// 1 for whoever left, 0 for whoever had not by the last day on record.
    Turnover,
    /// A scale of a survey.
    Survey { wave: String, scale: String },
}

/// What counts: rows within the days that do, of the first so many extracts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub days: Counted,
    pub extracts: usize,
}

impl Window {
    fn holds(&self, kept: &Kept) -> bool {
        self.days.holds(&kept.fact) && kept.extract <= self.extracts
    }
}

impl Outcome {
    /// Those that rest on extracts.
    pub const OF_EXTRACTS: [Self; 3] = [Self::Absence, Self::AbsenceRate, Self::Turnover];

    /// # Errors
    /// `Invalid`, with the words there are.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        if let Some(known) = Self::OF_EXTRACTS.into_iter().find(|one| one.key() == text) {
            return Ok(known);
        }
        let of_survey = text.strip_prefix("survey:").and_then(|rest| rest.rsplit_once(':'));
        match of_survey {
            Some((wave, scale)) if !wave.is_empty() && !scale.is_empty() => {
                Ok(Self::Survey { wave: wave.to_owned(), scale: scale.to_owned() })
            }
            _ => Err(Error::invalid(
                "outcome",
                "Name an outcome: absence, absence-rate, turnover, or survey:WAVE:SCALE, such as survey:endline:swemwbs.metric.",
            )),
        }
    }

    /// As it is asked for.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Absence => "absence".into(),
            Self::AbsenceRate => "absence-rate".into(),
            Self::Turnover => "turnover".into(),
            Self::Survey { wave, scale } => format!("survey:{wave}:{scale}"),
        }
    }

    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Absence => "Working days lost to sickness".into(),
            Self::AbsenceRate => "Working days lost to sickness in a year at full time".into(),
            Self::Turnover => "Share who left".into(),
            Self::Survey { wave, scale } => format!("{wave}: {scale}"),
        }
    }

    #[must_use]
    pub const fn rests_on_extracts(&self) -> bool {
        !matches!(self, Self::Survey { .. })
    }

    /// Whether it rests on rows of this kind.
    #[must_use]
    pub const fn rests_on(&self, what: What) -> bool {
        match self {
            Self::Absence | Self::AbsenceRate => matches!(what, What::Absence { .. }),
            Self::Turnover => matches!(what, What::Turnover { .. }),
            Self::Survey { .. } => false,
        }
    }

    /// What the rows of one person come to; `None` where none of them is of this kind and counts.
    #[must_use]
    pub fn value(&self, kept: &[Kept], window: Window) -> Option<f64> {
        let within: Vec<&Fact> = kept.iter().filter(|kept| window.holds(kept)).map(|kept| &kept.fact).collect();
        match self {
            Self::Absence => Some(absence(&within)?.0),
            Self::AbsenceRate => absence(&within).map(|(days, years)| days / years),
            Self::Turnover => turnover(&within),
            Self::Survey { .. } => None,
        }
    }
}

/// Days lost, and years at full time.
fn absence(facts: &[&Fact]) -> Option<(f64, f64)> {
    let each = facts.iter().filter_map(|fact| match fact.what {
        What::Absence { days, fte } => Some((days, fte * ((fact.until - fact.from).num_days() + 1))),
        What::Turnover { .. } => None,
    });
    // Whole numbers, so that it does not matter in which order they come.
    let (days, worked) = each.reduce(|one, other| (one.0 + other.0, one.1 + other.1))?;
    Some((days as f64 / SCALE, worked as f64 / SCALE / 365.25))
}

fn turnover(facts: &[&Fact]) -> Option<f64> {
    let each = facts.iter().filter_map(|fact| match fact.what {
        What::Turnover { left_on } => Some(left_on.is_some()),
        What::Absence { .. } => None,
    });
    each.reduce(|one, other| one || other).map(|left| f64::from(u8::from(left)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(extract: usize, from: &str, until: &str, what: What) -> Kept {
        Kept { extract, fact: Fact { from: from.parse().unwrap(), until: until.parse().unwrap(), what } }
    }

    fn window(from: &str, extracts: usize) -> Window {
        Window { days: Counted { from: from.parse().unwrap(), until: None }, extracts }
    }

    #[test]
    fn days_are_added_up_and_counted_against_the_time_that_somebody_works() {
        let half = |extract, from, until, days| row(extract, from, until, What::Absence { days, fte: 5_000 });
        let facts = [half(1, "2027-04-01", "2027-09-30", 25_000), half(2, "2027-10-01", "2028-03-31", 10_000)];
        let all = window("2027-04-01", 2);
        assert_eq!(Outcome::Absence.value(&facts, all), Some(3.5));
        // 366 days at half time: 183 days, a 0.501th of a year.
        let rate = Outcome::AbsenceRate.value(&facts, all).unwrap();
        assert!((rate - 3.5 / (183.0 / 365.25)).abs() < 1e-12, "{rate}");
        assert_eq!(Outcome::Absence.value(&facts, window("2027-04-01", 1)), Some(2.5));
        assert_eq!(Outcome::Absence.value(&facts, window("2027-04-02", 2)), Some(1.0), "a row counts whole or not");
        assert_eq!(Outcome::Absence.value(&facts, window("2028-04-01", 2)), None);
        let until = |day: &str| Window { days: Counted { until: day.parse().ok(), ..all.days }, ..all };
        assert_eq!(Outcome::Absence.value(&facts, until("2028-03-31")), Some(3.5));
        assert_eq!(
            Outcome::Absence.value(&facts, until("2028-03-30")),
            Some(2.5),
            "nor what reaches past the last day"
        );
        assert_eq!(Outcome::Turnover.value(&facts, all), None, "nothing is known of that");
    }

    #[test]
    fn whoever_left_in_any_stretch_left() {
        let stayed = row(1, "2027-04-01", "2027-09-30", What::Turnover { left_on: None });
        let left = row(2, "2027-10-01", "2028-03-31", What::Turnover { left_on: "2028-01-01".parse().ok() });
        let all = window("2027-04-01", 2);
        assert_eq!(Outcome::Turnover.value(&[stayed, left], all), Some(1.0));
        assert_eq!(Outcome::Turnover.value(&[stayed], all), Some(0.0));
    }

    #[test]
    fn an_outcome_is_read_as_it_is_written() {
        for text in ["absence", "absence-rate", "turnover", "survey:Week 4: end:swemwbs.metric"] {
            assert_eq!(Outcome::parse(text).unwrap().key(), text);
        }
        for wrong in ["", "mood", "survey:", "survey:endline", "survey::metric"] {
            assert!(Outcome::parse(wrong).is_err(), "{wrong}");
        }
    }
}
