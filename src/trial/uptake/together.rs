//! The funnel of every intervention side by side: of each trial its road, from those allocated to the last step, and what one unit of
//! it came to. A share is of the people, days or half hours that are named beside it, and shares of different ones are never chained.

pub mod draw;
pub mod written;

use std::collections::BTreeMap;

use super::{
    event::Denominator,
    funnel::{Figure, Funnel, ToBeat},
    report::Report,
};
use crate::{
    floor::error::Result,
    trial::{
        allocation::{pages::query, trial::Trial},
        taken::Taken,
    },
};

/// Several trials, in the order in which they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    pub trials: Vec<OfTrial>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfTrial {
    pub id: String,
    /// Of a trial of several interventions, what stands after the address of this one's page; '' of a trial of one.
    pub query: String,
    pub report: Report,
}

/// A step of a road, with its two shares.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub key: &'static str,
    pub label: String,
    pub count: usize,
    pub of: Denominator,
    /// How many `of` are.
    pub whole: usize,
    /// Of `of`, from 0 to 1.
    pub share: Option<f64>,
    /// Of those at the step before, where both are of the same people.
    pub step: Option<f64>,
    /// What that step is called, and how many came to it.
    pub before: Option<(String, usize)>,
    pub to_beat: Option<ToBeat>,
}

/// A figure, and the one before it where the funnel itself names none.
type Stop = (&'static str, Option<&'static str>);

const LETTERS: &[Stop] = &[
    ("allocated", None),
    ("composed", None),
    ("signed", None),
    ("printed", None),
    ("posted", None),
    ("returned", None),
];
const GOALS: &[Stop] = &[
    ("allocated", None),
    ("agreed", None),
    ("offered", None),
    ("in_diary", None),
    ("started", None),
    ("finished", Some("started")),
    ("parts_finished", None),
];
const ROUNDS: &[Stop] = &[
    ("allocated", None),
    ("invited", None),
    ("booked", None),
    ("attended", None),
    ("dose_3_or_more", Some("attended")),
    ("came", None),
];
const TOKENS: &[Stop] =
    &[("allocated", None), ("placed", None), ("delivered", None), ("set_up", None), ("days_working", None)];

impl Together {
    /// Each trial as `read` tells it; one of several interventions by each of them.
    pub fn of(trials: &[Trial], mut read: impl FnMut(&Trial) -> Result<Report>) -> Result<Self> {
        let of = |trial: Trial| Ok(OfTrial { report: read(&trial)?, query: query(&trial), id: trial.id });
        Ok(Self { trials: trials.iter().flat_map(Trial::parts).map(of).collect::<Result<_>>()? })
    }

    /// What a file of them, or where it has no name a look at them, is on record as: a row for each trial.
    #[must_use]
    pub fn taken(&self, name: &str) -> Vec<Taken> {
        let mut told: BTreeMap<&str, bool> = BTreeMap::new();
        self.trials.iter().for_each(|one| *told.entry(&one.id).or_default() |= one.report.arms_told);
        told.into_iter().filter_map(|(id, told)| Taken::report(id, "uptake", name, told)).collect()
    }

    /// Whether every sum of every trial holds.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.trials.iter().all(|one| one.report.funnel.adds_up())
    }
}

impl OfTrial {
    /// The road of its intervention, from those allocated on.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        lines(&self.report.intervention, &self.report.funnel)
    }

    /// Whether there is a list, by which people are counted.
    #[must_use]
    pub fn is_drawn(&self) -> bool {
        self.report.funnel.count("in_trial") > 0
    }

    /// What is read above it: what it is of, and what was randomised.
    #[must_use]
    pub fn about(&self) -> String {
        let Report { intervention, unit, list, .. } = &self.report;
        let mut name = intervention.clone();
        name.get_mut(..1).into_iter().for_each(str::make_ascii_uppercase);
        format!("{name}, randomised by {unit}; list: {list}")
    }
}

/// The road of an intervention through a funnel of it, from those allocated on.
#[must_use]
pub fn lines(intervention: &str, funnel: &Funnel) -> Vec<Line> {
    let stops = match intervention {
        "goals" => GOALS,
        "rounds" => ROUNDS,
        "tokens" => TOKENS,
        _ => LETTERS,
    };
    stops.iter().filter_map(|(key, after)| Some(line(funnel, funnel.figure(key)?, *after))).collect()
}

fn line(funnel: &Funnel, figure: &Figure, after: Option<&str>) -> Line {
    let before = figure.after.or(after).and_then(|key| funnel.figure(key));
    let before = before.filter(|before| figure.step_from(before).is_ok());
    Line {
        key: figure.key,
        label: figure.label.clone(),
        count: figure.count,
        of: figure.of,
        whole: figure.whole,
        share: figure.share(),
        step: before.and_then(|before| figure.step_from(before).ok().flatten()),
        before: before.map(|before| (before.label.clone(), before.count)),
        to_beat: figure.to_beat,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::trial::uptake::{
        event::Event,
        funnel::{Goals, Members, counted},
        record::Seen,
        report::GOALS as REACHED,
    };

    fn of_goals() -> OfTrial {
        let people: BTreeSet<String> = (0..20).map(|n| format!("p{n}")).collect();
        let seen = |n: usize, event, week: usize| Seen {
            event,
            person: format!("p{n}"),
            occasion: format!("run/{week}"),
            detail: String::new(),
        };
        let mut log: Vec<Seen> = (0..8).map(|n| seen(n, Event::GoalsOffered, 0)).collect();
        log.extend((0..8).map(|n| seen(n, Event::SlotInvited, 1)));
        log.extend((0..4).map(|n| seen(n, Event::PartStarted, 1)));
        log.extend((1..7).flat_map(|week| [seen(0, Event::PartStarted, week), seen(0, Event::PartFinished, week)]));
        let members = Members { in_trial: people, receiving: (0..10).map(|n| format!("p{n}")).collect() };
        let report = Report {
            arms_told: false,
            trial: "Half hours".into(),
            intervention: "goals".into(),
            unit: "team".into(),
            list: "live, locked".into(),
            funnel: counted(Goals::new(&members, false, 8), &log),
            reached: REACHED,
            by_authority: Vec::new(),
            groupings: Vec::new(),
            note: String::new(),
        };
        OfTrial { id: "t1".into(), query: String::new(), report }
    }

    #[test]
    fn each_step_has_its_share_of_its_own_whole_and_of_the_step_before_where_that_is_of_the_same() {
        let lines = of_goals().lines();
        let of = |key: &str| {
            let line = lines.iter().find(|line| line.key == key).unwrap();
            (line.count, line.whole, line.share, line.step)
        };
        assert_eq!(of("allocated"), (10, 20, Some(0.5), None));
        assert_eq!(of("offered"), (8, 10, Some(0.8), None), "its share of those allocated says that already");
        assert_eq!(of("started"), (4, 10, Some(0.4), Some(0.5)));
        assert_eq!(of("finished"), (1, 10, Some(0.1), Some(0.25)));
        assert_eq!(of("parts_finished"), (6, 8, Some(0.75), None), "half hours are no people");
        assert_eq!(of_goals().about(), "Goals, randomised by team; list: live, locked");
    }
}
