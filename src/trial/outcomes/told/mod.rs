//! Sets an outcome beside the arms, for those who may see them, and says what it comes to. That it was done goes on the audit log.

mod counting;
mod files;
pub mod held;
pub mod lists;
pub mod of_protocol;
pub mod outcome;
mod pairs;
pub mod points;
pub mod report;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use counting::{arms_by_called, by_called, rows};
use of_protocol::OfProtocol;
use pairs::pairs;
use points::{Point, on_offer};

pub use outcome::{Outcome, Window};
pub use report::Report;

use super::{
    analyse::{Arm, Data, Person, analyse},
    days::Counted,
    extracts::{bring::locked, kept::on_record},
    store,
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
    },
    trial::{
        allocation::{scheme::Unit, sight, stored::Whole, trial::Trial},
        surveys::wave::{Wave, scale},
        taken,
        trial_ids::{self, Joiner},
        uptake::flow::had_it::had_it,
    },
};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    pub outcome: Outcome,
    /// How many extracts count, in the order in which they came in; as many as can be told of, where it is not said.
    pub extracts: Option<usize>,
    /// Why; '' where whoever asks has said so earlier today.
    pub why: String,
}

/// An outcome beside the arms, gathered and not worked out yet: that takes a moment where many lists are drawn again, and needs no
/// database.
#[derive(Debug, Clone)]
pub struct Gathered {
    outcome: Outcome,
    days: String,
    title: String,
    whole: Whole,
    data: Data,
    protocol: OfProtocol,
}

/// What an outcome came to under each trial id, what it is called, and which rows count.
struct Values {
    title: String,
    days: String,
    by_called: BTreeMap<String, f64>,
}

/// Gathers one outcome by arm, by the intervention that the trial is looked at by, in the name of an account. To be called inside a writing transaction.
///
/// # Errors
/// `Invalid`, without a reason; `NotAllowed`, where the trial goes on and the account may not see its arms; `TooLate`, where its list is not as it was drawn, or
/// nothing is on record.
pub fn gather(
    conn: &mut Conn,
    floor: &Floor,
    joiner: &Joiner,
    account_id: &str,
    trial: &Trial,
    asked: &Asked,
) -> Result<Gathered> {
    may_see(conn, trial, account_id)?;
    // No extract is taken back while figures are told that rest on it.
    Trial::hold(conn, &trial.id)?;
    let whole = locked(conn, &trial.id)?.looked_at_by(trial);
    if let Some(fault) = whole.faults(&floor.secrets).first() {
        return Err(Error::TooLate(format!("No outcome can be told by arm: {fault}.")));
    }
    let outcome = asked.outcome.clone();
    let why = format!("{}; {}", outcome.key(), taken::reason(conn, floor, joiner.actor(), &trial.id, &asked.why)?);
    let called = trial_ids::join(conn, floor, joiner, "outcomes.joined_to_arms", (&trial.id, &why), &trial.id)?;
    let Values { title, days, by_called } = match &outcome {
        Outcome::Survey { wave, scale } => of_survey(conn, floor, trial, (wave, scale))?,
        _ => of_extracts(conn, floor, (&whole, &called), asked)?,
    };
    let had_it = had_it(conn, floor, &whole)?;
    let data = data(&whole, &by_called, &called, &had_it);
    let protocol = OfProtocol::gather(conn, &trial.id, &[&title, &outcome.words(), &outcome.key()])?;
    Ok(Gathered { outcome, days, title, whole, data, protocol })
}

impl Gathered {
    /// Works the figures out.
    #[must_use]
    pub fn report(self, floor: &Floor) -> Report {
        let smallest = smallest(floor);
        let analysis = analyse(&self.data, &lists::of(&self.whole), smallest);
        let report = Report::of(floor, &self.whole, (self.title, self.days), &self.outcome, smallest, analysis);
        Report { protocol: self.protocol, ..report }
    }
}

/// As with the flow of participants: with the right to see the arms, or once the trial has ended.
pub fn may_see(conn: &mut Conn, trial: &Trial, account_id: &str) -> Result<()> {
    if sight::told(conn, &trial.id, account_id)? {
        return Ok(());
    }
    Err(Error::NotAllowed(
        "Outcomes stand beside arms, so they are told to those who may see the arms of this trial, and to every researcher of \
         it once it has ended. A programme lead gives the right to see them."
            .into(),
    ))
}

/// Groups of fewer people are hidden.
fn smallest(floor: &Floor) -> usize {
    usize::try_from(floor.settings.reports.smallest_group).unwrap_or(usize::MAX)
}

fn of_survey(conn: &mut Conn, floor: &Floor, trial: &Trial, (wave, scale): (&str, &str)) -> Result<Values> {
    let wave = Wave::named(conn, &trial.id, wave)?;
    let scored = scale::scored(conn, floor, &wave, scale)?;
    if scored.by_called.is_empty() {
        return Err(Error::TooLate("Nobody has a score on this scale, so there is nothing to tell.".into()));
    }
    let title = format!("{}: {}", wave.name, scored.title);
    Ok(Values { title, days: String::new(), by_called: scored.by_called })
}

/// What extracts say since the list was locked, up to a place where figures may stand.
fn of_extracts(
    conn: &mut Conn,
    floor: &Floor,
    (whole, called): (&Whole, &BTreeMap<String, String>),
    asked: &Asked,
) -> Result<Values> {
    let (outcome, counted) = (&asked.outcome, Counted::of(conn, whole)?);
    let record = on_record(conn, floor, &whole.list.trial.id)?;
    let rows = rows(&record, outcome, counted, &arms_by_called(whole, called));
    if rows.is_empty() {
        return Err(Error::TooLate(format!(
            "Nothing of this kind is on record for the days that count, {counted}. A row counts whole or not at all: bring an extract in \
             whose rows lie within these days, such as one a month."
        )));
    }
    let point = point(&on_offer(&rows, smallest(floor)), asked.extracts)?;
    store::mark_told(conn, &record.extracts[..point.extracts], floor.clock.now())?;
    let by_called = by_called(&record, outcome, Window { days: counted, extracts: point.extracts });
    Ok(Values { title: outcome.words(), days: point.says(counted.from, record.extracts.len()), by_called })
}

/// The place that is asked for, or the last.
fn point(on_offer: &[Point], extracts: Option<usize>) -> Result<Point> {
    let found = match extracts {
        None => on_offer.last(),
        Some(wanted) => on_offer.iter().find(|point| point.extracts == wanted),
    };
    if let Some(point) = found {
        return Ok(*point);
    }
    if on_offer.is_empty() {
        let says = "What came in is of too few people in an arm, so nothing is told yet.";
        return Err(Error::TooLate(says.into()));
    }
    let known: Vec<String> = on_offer.iter().map(|point| point.extracts.to_string()).collect();
    let says = format!(
        "This outcome is told up to the extract of this number: {}. What came in between is of too few people to be told by itself.",
        known.join(", ")
    );
    Err(Error::invalid("extracts", says))
}

/// Everybody on the list, by authority and staff reference.
fn data(
    whole: &Whole,
    values: &BTreeMap<String, f64>,
    called: &BTreeMap<String, String>,
    had_it: &BTreeSet<String>,
) -> Data {
    let scheme = &whole.list.header.scheme;
    let arm_at = |name: &str| scheme.arms().iter().position(|arm| arm.name == name);
    let units: BTreeMap<(&str, &str), (usize, usize)> = whole
        .rows
        .iter()
        .filter_map(|sealed| {
            let row = &sealed.row;
            let place = usize::try_from(row.place).ok()?.checked_sub(1)?;
            Some(((row.authority.as_str(), row.unit.as_str()), (place, arm_at(&row.arm)?)))
        })
        .collect();
    let person = |member: &crate::trial::allocation::frame::Member| {
        let (cluster, arm) = *units.get(&(member.authority.as_str(), member.unit.as_str()))?;
        let value = called.get(&member.person_id).and_then(|called| values.get(called)).copied();
        Some(Person { arm, cluster, value, had_it: had_it.contains(&member.person_id) })
    };
    let arm = |arm: &crate::trial::allocation::scheme::Arm| Arm { name: arm.name.clone(), served: arm.receives };
    let people: Vec<Person> = whole.members.iter().filter_map(person).collect();
    let known = people.iter().filter(|person| person.value.is_some()).count();
    Data {
        arms: scheme.arms().iter().map(arm).collect(),
        pairs: pairs(&whole.list.trial),
        others: values.len().saturating_sub(known),
        people,
        clustered: scheme.unit() != Unit::Person,
    }
}
