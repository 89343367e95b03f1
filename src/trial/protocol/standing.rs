//! Where the set-up of a trial stands: each thing to settle, what is settled of it, and what is missing. What the list is drawn from is
//! fixed when the trial is made; the rest is answered until the list is locked, and changed after that with a reason.

use super::{
    answer::{self, Said},
    asked::Asked,
    question::Question,
};
use crate::{
    floor::{db::Conn, error::Result},
    trial::{
        allocation::{change::is_open, pair, prospect::Prospect, said::said, scheme::Unit, stored::List, trial::Trial},
        conduct::size::planned,
        this_week::{
            judge::first_served,
            measure::{known, measure_of},
            rule::Rule,
        },
    },
};

/// How one thing stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stands {
    NotStarted,
    Ready,
    /// With why, as a sentence.
    CannotStart(&'static str),
}

impl Stands {
    /// The shape and the word, as templates show them.
    #[must_use]
    pub const fn shown(&self) -> (&'static str, &'static str) {
        match self {
            Self::NotStarted => ("waiting", "Not started"),
            Self::Ready => ("done", "Ready"),
            Self::CannotStart(_) => ("none", "Cannot start yet"),
        }
    }
}

/// One thing to settle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub title: &'static str,
    /// The page on which it is settled, below that of the trial.
    pub page: &'static str,
    pub stands: Stands,
    /// What is settled, a sentence each.
    pub settled: Vec<String>,
    /// What is missing, as a sentence, and whether the list is locked without it.
    pub missing: Option<(String, Weight)>,
    /// Whether it can still be changed.
    pub open: bool,
}

/// How much it matters that something is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The list is not locked without it.
    Blocks,
    /// It is worth having.
    Named,
}

impl Weight {
    #[must_use]
    pub const fn blocks(self) -> bool {
        matches!(self, Self::Blocks)
    }
}

/// Everything to settle, in the order in which it reads.
pub fn standing(conn: &mut Conn, trial: &Trial, prospect: &Prospect) -> Result<Vec<Row>> {
    let list = List::live(conn, &trial.id)?;
    let mut rows = drawn_from(trial, prospect, list.as_ref(), is_open(conn, &trial.id)?);
    for question in [Question::Windows, Question::Outcomes, Question::Asked] {
        rows.push(of_question(conn, trial, question)?);
    }
    rows.push(of_overlaps(prospect, list.is_some()));
    rows.push(of_sizes(conn, trial)?);
    rows.push(of_question(conn, trial, Question::SpillOver)?);
    rows.push(of_week(conn, trial)?);
    Ok(rows)
}

/// What the list is not locked without, and nobody has said yet: for a trial that compares arms, what its analysis rests on.
pub fn blocking(conn: &mut Conn, trial: &Trial) -> Result<Vec<&'static str>> {
    let mut missing = Vec::new();
    for question in Question::ALL {
        if weight(trial, question) == Weight::Blocks && holds(conn, trial, question)?.is_none() {
            missing.push(question.missing());
        }
    }
    Ok(missing)
}

/// A plain roll-out compares nobody, so nothing that is missing holds it up.
fn weight(trial: &Trial, question: Question) -> Weight {
    if question.is_needed() && trial.scheme.arms().len() > 1 { Weight::Blocks } else { Weight::Named }
}

/// What was said when the trial was made. It is sealed into the list, and so is never changed once there is one.
fn drawn_from(trial: &Trial, prospect: &Prospect, list: Option<&List>, open: bool) -> Vec<Row> {
    let all = said(trial);
    let settled = |titles: &[&str]| -> Vec<String> {
        let theirs = all.iter().filter(|(title, _)| titles.contains(title));
        theirs.map(|(title, value)| format!("{title}: {value}.")).collect()
    };
    let units = list.map_or(prospect.units.len(), |list| usize::try_from(list.header.units).unwrap_or_default());
    let unit = match (trial.scheme.unit(), units) {
        (Unit::Person, 2..) => "people".to_owned(),
        (unit, 1) => unit.to_string(),
        (unit, _) => format!("{unit}s"),
    };
    let mut people = settled(&["Authorities", "Roles", "Unit of allocation"]);
    let whose = if list.is_some() { "on the list" } else { "in it today" };
    people.push(format!("{units} {unit} {whose}."));
    let page = if open { "/settings" } else { "#settings" };
    let row = |title, settled| Row { title, page, stands: Stands::Ready, settled, missing: None, open };
    vec![
        row("People and unit", people),
        row("What is given", settled(&["Intervention"])),
        row("Arms and ratio", settled(&["Arms"])),
        row("Strata and method", settled(&["Strata", "Method", "How it is set"])),
    ]
}

/// The answer that counts. One that was given for other arms than there are now is none.
fn holds(conn: &mut Conn, trial: &Trial, question: Question) -> Result<Option<Said>> {
    let said = answer::newest(conn, &trial.id, question)?;
    Ok(said.filter(|said| question != Question::Asked || Asked::fits(&said.answer, trial)))
}

fn of_question(conn: &mut Conn, trial: &Trial, question: Question) -> Result<Row> {
    let said = holds(conn, trial, question)?;
    let settled = said.as_ref().map(|said| question.says(&said.answer)).transpose()?.unwrap_or_default();
    let missing = said.is_none().then(|| (format!("{}.", question.missing()), weight(trial, question)));
    let stands = if said.is_some() { Stands::Ready } else { Stands::NotStarted };
    Ok(Row { title: question.title(), page: question.page(), stands, settled, missing, open: true })
}

fn of_overlaps(prospect: &Prospect, drawn: bool) -> Row {
    let words = |rule: Option<pair::Rule>| match rule {
        Some(pair::Rule::Allow) => "they may be in both",
        Some(pair::Rule::Stratify) => "they may be in both, and this one is drawn within its arms",
        Some(pair::Rule::Block) => "they are left out of this one",
        None => "nobody has said whether they may be in both",
    };
    let overlaps = &prospect.overlaps;
    let mut settled: Vec<String> =
        overlaps.iter().map(|one| format!("{} in “{}”: {}.", one.people, one.trial.name, words(one.rule))).collect();
    if settled.is_empty() {
        settled.push("Nobody in it is in another trial under way.".to_owned());
    }
    let unsaid = !drawn && overlaps.iter().any(|one| one.rule.is_none());
    let says = "Say of each other trial whether people may be in both; nobody is randomised before.".to_owned();
    Row {
        title: "Other trials with the same people",
        page: "/overlap",
        stands: if unsaid { Stands::NotStarted } else { Stands::Ready },
        settled,
        missing: unsaid.then_some((says, Weight::Blocks)),
        open: !drawn,
    }
}

fn of_sizes(conn: &mut Conn, trial: &Trial) -> Result<Row> {
    let planned = planned(conn, &trial.id)?;
    let settled: Vec<String> =
        planned.iter().map(|(part, size)| format!("{}: {} people.", part.words(), size.people)).collect();
    let none = settled.is_empty();
    let says = "No size is planned, so nobody can say whether enough people are in it.".to_owned();
    Ok(Row {
        title: "Planned sizes",
        page: "/conduct",
        stands: if none { Stands::NotStarted } else { Stands::Ready },
        settled,
        missing: none.then_some((says, Weight::Named)),
        open: true,
    })
}

/// The rule for the second week, which waits until somebody is served.
fn of_week(conn: &mut Conn, trial: &Trial) -> Result<Row> {
    let served = first_served(conn, trial)?;
    let rule = Rule::of_trial(conn, &trial.id)?;
    let settled = match &rule {
        Some(rule) => vec![rule.says(&measure_of(&known(trial), rule)?)],
        None => Vec::new(),
    };
    let says = match served {
        None => "No rule says what is done where few have come far by the second week.",
        Some(_) => "No rule was written before the first person was served, and it is too late for one.",
    };
    Ok(Row {
        title: "Rule for the second week",
        page: "/week-rule",
        stands: if rule.is_some() { Stands::Ready } else { Stands::NotStarted },
        settled,
        missing: rule.is_none().then(|| (says.to_owned(), Weight::Named)),
        open: served.is_none(),
    })
}
