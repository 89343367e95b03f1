//! The description of what was delivered in a trial, under the headings of TIDieR: what the records know, and what a researcher writes.
//! What was written is kept in versions, and none is ever changed.

mod store;
pub mod written;

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    ledger::{Ledger, Line},
    told::{Heading, Rooms},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        auth,
        clock::{Moment, london_date, long_date},
        db::Conn,
        error::{Error, Result},
    },
    trial::{
        allocation::{early::shown_early, end::ended_at, stored::List, trial::Trial},
        conduct::told as conduct,
        protocol::changed::after_lock,
        this_week::decide::decisions,
        uptake::report::percent,
    },
};

/// The longest text under a heading, in characters.
const LONGEST: usize = 4_000;

/// What is said under a heading of which something may be held back.
pub const HELD_BACK: &str = "Where something runs only because people there are served, it is told to those who may see the arms, and to everyone once the trial has ended.";

/// A description, heading by heading, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    pub trial: String,
    pub intervention: String,
    pub unit: String,
    pub items: Vec<Item>,
}

/// What there is under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub heading: Heading,
    /// What the records know, a sentence each.
    pub known: Vec<String>,
    pub written: Option<Written>,
}

/// What a researcher wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Written {
    pub version: i32,
    pub words: String,
    /// The name of their account.
    pub by: String,
    /// The day in Europe/London.
    pub on: NaiveDate,
}

impl Description {
    /// As somebody may see it: `ledger` is none before the trial is randomised, and `open` is whether they may know who is served.
    pub fn gather(
        conn: &mut Conn,
        floor: &Floor,
        trial: &Trial,
        (ledger, open): (Option<&Ledger>, bool),
        rooms: &Rooms,
    ) -> Result<Self> {
        let mut facts = of_trial(conn, trial)?;
        let modified = |says| (Heading::Modifications, says);
        facts.extend(conduct::of_sites(conn, &trial.id)?.into_iter().map(modified));
        facts.extend(
            conduct::of_publicity(conn, &trial.id)?.into_iter().map(|says| modified(format!("Public: {says}"))),
        );
        facts.extend(shown_early(conn, &trial.id)?.into_iter().map(modified));
        facts.extend(after_lock(conn, &trial.id)?.into_iter().map(modified));
        // A decision says that a rule has bitten, which can hang on one person's arm.
        let decided = if open { decisions(conn, &trial.id)? } else { Vec::new() };
        facts.extend(decided.iter().map(|one| modified(one.says())));
        let told = rooms.tell(conn, floor, &trial.id)?;
        facts.extend(told.facts);
        // It is said whether or not anything is held back, since that would tell too.
        facts.extend(if open { told.of_served } else { held_back(trial) });
        facts.extend(ledger.iter().flat_map(|ledger| ledger.lines.iter().filter_map(planned)));
        facts.extend(ledger.iter().flat_map(|ledger| ledger.lines.iter().filter_map(came_about)));
        let mut items = Vec::new();
        for heading in Heading::ALL {
            let known: Vec<&str> =
                facts.iter().filter(|(of, _)| *of == heading).map(|(_, says)| says.as_str()).collect();
            items.push(Item { heading, known: folded(&known), written: newest(conn, &trial.id, heading)? });
        }
        let unit = trial.scheme.unit().name().to_owned();
        Ok(Self { trial: trial.name.clone(), intervention: trial.interventions.said(), unit, items })
    }
}

/// Lines are asked of everyone, so that of letters nothing hangs on who is served.
fn held_back(trial: &Trial) -> Vec<(Heading, String)> {
    let of_letters_alone = trial.goes_home() && !trial.interventions.are_several();
    let says = (!of_letters_alone).then(|| HELD_BACK.to_owned());
    says.map(|says| (Heading::Where, says)).into_iter().collect()
}

/// Sentences in the order in which they first stand, each once: runs in several authorities say the same.
fn folded(says: &[&str]) -> Vec<String> {
    let mut found: Vec<(&str, usize)> = Vec::new();
    for &one in says {
        match found.iter_mut().find(|(known, _)| *known == one) {
            Some((_, times)) => *times += 1,
            None => found.push((one, 1)),
        }
    }
    let with_count =
        |(one, times): (&str, usize)| if times == 1 { one.to_owned() } else { format!("{one} ({times} times)") };
    found.into_iter().map(with_count).collect()
}

/// What the trial itself knows.
fn of_trial(conn: &mut Conn, trial: &Trial) -> Result<Vec<(Heading, String)>> {
    let mut facts = vec![(Heading::Name, format!("{}: a trial of {}.", trial.name, trial.interventions.said()))];
    let mut fact = |heading, says: String| facts.push((heading, says));
    let arms: Vec<&str> = trial.scheme.arms().iter().map(|arm| arm.name.as_str()).collect();
    let (unit, method) = (trial.scheme.unit().name(), trial.scheme.method().title());
    fact(Heading::Procedures, format!("Allocated by {unit} to {}: {method}.", arms.join(", ")));
    for arm in trial.scheme.arms() {
        if trial.interventions.are_several() && !arm.gets.is_empty() {
            fact(Heading::Procedures, format!("The arm {} gets {}.", arm.name, arm.gets.said()));
        }
        if let Some(day) = arm.crosses_on {
            fact(
                Heading::WhenAndHowMuch,
                format!("The arm {} waits, and is served from {}.", arm.name, long_date(day)),
            );
        }
    }
    if let Some(list) = List::live(conn, &trial.id)? {
        fact(Heading::WhenAndHowMuch, format!("Randomised on {}.", long_date(london_date(list.made_at))));
        let members = list.whole(conn)?.members;
        let mut sites: Vec<(&str, &str)> =
            members.iter().map(|member| (member.authority.as_str(), member.site.as_str())).collect();
        sites.sort_unstable();
        sites.dedup();
        for of_authority in sites.chunk_by(|a, b| a.0 == b.0) {
            let many = of_authority.iter().filter(|(_, site)| !site.is_empty()).count();
            let says = format!("{}: {many} {}.", of_authority[0].0, if many == 1 { "site" } else { "sites" });
            fact(Heading::Where, says);
        }
    }
    if let Some(at) = ended_at(conn, &trial.id)? {
        fact(Heading::WhenAndHowMuch, format!("Ended on {}.", long_date(london_date(at))));
    }
    Ok(facts)
}

fn planned(line: &Line) -> Option<(Heading, String)> {
    Some((Heading::Planned, format!("{}, {}: {} planned.", line.words, line.arm, line.planned?)))
}

fn came_about(line: &Line) -> Option<(Heading, String)> {
    let of = match (line.planned, line.share()) {
        (Some(planned), Some(share)) => format!(" of {planned} ({})", percent(Some(share))),
        _ => String::new(),
    };
    Some((Heading::Actual, format!("{}, {}: {}{of}.", line.words, line.arm, line.actual?)))
}

fn newest(conn: &mut Conn, trial_id: &str, heading: Heading) -> Result<Option<Written>> {
    let Some(row) = store::newest(conn, trial_id, heading.name())? else { return Ok(None) };
    let by = auth::name_of(conn, &row.written_by);
    Ok(Some(Written { version: row.version, words: row.words, by, on: london_date(row.written_at) }))
}

/// Keeps what a researcher wrote under a heading, as a new version. The same words again are no new version.
///
/// # Errors
/// `Invalid`, for too much, or for nothing where nothing was written; `TooLate`, where somebody else wrote at the same time.
pub fn write(conn: &mut Conn, floor: &Floor, actor: &str, trial_id: &str, heading: Heading, words: &str) -> Result<()> {
    let (words, now): (&str, Moment) = (words.trim(), floor.clock.now());
    let before = store::newest(conn, trial_id, heading.name())?;
    if words.chars().count() > LONGEST {
        return Err(Error::invalid("words", format!("Keep it to {LONGEST} letters.")));
    }
    if words == before.as_ref().map_or("", |row| row.words.as_str()) {
        return if words.is_empty() { Err(Error::invalid("words", "Write something, or go back.")) } else { Ok(()) };
    }
    let version = before.map_or(0, |row| row.version) + 1;
    let row = store::Row {
        trial_id: trial_id.to_owned(),
        heading: heading.name().to_owned(),
        version,
        words: words.to_owned(),
        written_by: actor.to_owned(),
        written_at: now,
    };
    if !store::add(conn, &row)? {
        return Err(Error::TooLate("Somebody else wrote here at the same time. Go back and read theirs first.".into()));
    }
    let detail = format!("{}, version {version}", heading.title());
    audit::write(conn, now, &Act::new(actor, "trial.described", trial_id).because(detail))
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_said_alike_of_several_runs_stands_once_with_how_often() {
        let says = ["Run “A”: 6 weeks.", "Run “B”: 6 weeks.", "Run “A”: 6 weeks.", "Run “A”: 6 weeks."];
        assert_eq!(super::folded(&says), ["Run “A”: 6 weeks. (3 times)", "Run “B”: 6 weeks."]);
        assert!(super::folded(&[]).is_empty());
    }
}
