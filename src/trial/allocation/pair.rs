//! What holds for people who could be in two trials at once: they may, or whoever is in the other is left out of this one, or this
//! one is drawn within the arms of the other. It is said for each pair of trials that share people, before the second of them
//! is drawn.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    end::ended_at,
    frame::Member,
    method::Method,
    store::{
        lists,
        pairs::{self, PairRow},
    },
    stored::List,
    trial::Trial,
    unfit::Unfit,
};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::{Error, Result},
    one_line::one_line,
};

/// What holds for two trials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The same people may be in both.
    Allow,
    /// Nobody is in both.
    Block,
    /// They may be in both, and the arms of the one drawn first are strata of the other, so that each arm there is as even in each
    /// arm here as chance and ratio allow.
    Stratify,
}

impl Rule {
    /// The word that is stored and sent.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Block => "block",
            Self::Stratify => "stratify",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Allow, Self::Block, Self::Stratify].into_iter().find(|rule| rule.name() == name)
    }
}

/// Another trial that is under way, and how many of this one's people are in it.
#[derive(Debug, Clone)]
pub struct Overlap {
    pub trial: Trial,
    pub people: usize,
    /// What was said of the two.
    pub rule: Option<Rule>,
}

/// The arm of each person in another trial, by the trial's name.
pub type Beside = BTreeMap<String, HashMap<String, String>>;

/// What the other trials under way are to a frame.
#[derive(Debug, Clone, Default)]
pub struct Others {
    /// Those that share people with it, by name.
    pub overlaps: Vec<Overlap>,
    /// Everybody in those whose people are to be left out.
    pub blocked: BTreeSet<String>,
    /// Those within whose arms it is drawn.
    pub beside: Beside,
}

/// Looks at the other trials under way.
pub fn others(conn: &mut Conn, trial: &Trial, frame: &[Member]) -> Result<Others> {
    let mine: BTreeSet<&str> = frame.iter().map(|member| member.person_id.as_str()).collect();
    let rules = rules(conn, &trial.id)?;
    let mut found = Others::default();
    for other in Trial::all(conn)?.into_iter().filter(|other| other.id != trial.id) {
        let Some(list) = List::live(conn, &other.id)? else { continue };
        if ended_at(conn, &other.id)?.is_some() {
            continue;
        }
        let theirs = lists::people(conn, &list.id)?;
        let people = theirs.iter().filter(|person| mine.contains(person.as_str())).count();
        let rule = rules.get(&other.id).copied();
        if rule == Some(Rule::Block) {
            found.blocked.extend(theirs);
        }
        if people > 0 {
            if rule == Some(Rule::Stratify) {
                found.beside.insert(other.name.clone(), list.whole(conn)?.arm_of_each());
            }
            found.overlaps.push(Overlap { trial: other, people, rule });
        }
    }
    found.overlaps.sort_by(|one, other| one.trial.name.cmp(&other.trial.name));
    Ok(found)
}

/// Refuses to draw within arms that are not settled, or not as they were drawn.
///
/// # Errors
/// `TooLate`, where the list of such a trial is not locked, or has a fault.
pub fn beside_are_sound(conn: &mut Conn, floor: &Floor, overlaps: &[Overlap]) -> Result<()> {
    for Overlap { trial, .. } in overlaps.iter().filter(|one| one.rule == Some(Rule::Stratify)) {
        let Some(list) = List::live(conn, &trial.id)? else { continue };
        let name = &trial.name;
        if list.locked_at.is_none() {
            return Err(Error::TooLate(format!(
                "This list is drawn within the arms of “{name}”: lock that one first."
            )));
        }
        if let Some(fault) = list.whole(conn)?.faults(&floor.secrets).first() {
            return Err(Error::TooLate(format!("The list of “{name}”, within whose arms this is drawn: {fault}.")));
        }
    }
    Ok(())
}

fn rules(conn: &mut Conn, trial_id: &str) -> Result<BTreeMap<String, Rule>> {
    let rows = pairs::of_trial(conn, trial_id)?.into_iter();
    let rule = |row: PairRow| {
        let other = if row.one_id == trial_id { row.other_id } else { row.one_id };
        let rule = Rule::named(&row.rule).ok_or_else(|| Error::broken(format!("no rule is called {}", row.rule)))?;
        Ok((other, rule))
    };
    rows.map(rule).collect()
}

/// Says what holds for two trials; saying something else later counts for what is drawn after it.
///
/// # Errors
/// `Invalid`, without a rule or a reason; `TooLate`, once this trial is randomised; `Missing`, where there is no such other trial.
pub fn say(
    conn: &mut Conn,
    floor: &Floor,
    actor: &str,
    trial: &Trial,
    other_id: &str,
    (rule, why): (&str, &str),
) -> Result<()> {
    if other_id.is_empty() {
        return Err(Error::invalid("other", "Choose the other trial."));
    }
    let other = Trial::find(conn, other_id)?;
    let why = one_line(why);
    let Some(rule) = Rule::named(rule).filter(|_| other.id != trial.id) else {
        return Err(Error::invalid("rule", "Choose whether people may be in both trials."));
    };
    if rule == Rule::Stratify && matches!(trial.scheme.method(), Method::Constrain(_)) {
        return Err(Error::invalid("rule", Unfit::ConstrainBeside.to_string()));
    }
    if why.is_empty() || why.chars().count() > 300 {
        return Err(Error::invalid("why", "Say why, in 300 letters at most. It stands in the history of both trials."));
    }
    if List::live(conn, &trial.id)?.is_some() {
        return Err(Error::TooLate("This trial is randomised: who is in it cannot be changed.".into()));
    }
    let now = floor.clock.now();
    let mut ids = [trial.id.clone(), other.id.clone()];
    ids.sort();
    let [one_id, other_id] = ids;
    let row = PairRow {
        one_id,
        other_id,
        rule: rule.name().to_owned(),
        why: why.clone(),
        said_by: actor.into(),
        said_at: now,
    };
    pairs::put(conn, &row)?;
    for (id, beside) in [(&trial.id, &other.name), (&other.id, &trial.name)] {
        let about = format!("{} with “{beside}”: {why}", rule.name());
        audit::write(conn, now, &Act::new(actor, "trial.paired", id).because(about))?;
    }
    Ok(())
}
