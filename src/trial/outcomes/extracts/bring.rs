//! A researcher brings an extract in: all of a file, or nothing. What is known already is passed over, so that the same file twice
//! changes nothing; and so is whoever is not on the trial's list, counted and never kept.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    brought::Brought,
    fact::{Fact, What},
    kept::on_record,
    sheet::{Known, Told, overlap, read},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
    },
    trial::{
        allocation::{
            stored::{List, Whole},
            trial::Trial,
        },
        outcomes::{
            days::Counted,
            store::{self, Extract},
        },
        roster::{
            gone::{Gone, why_gone},
            governance::{self, CONDITIONS},
            people,
            person::{Problem, fold},
            small_sheet::Fault,
        },
        trial_ids,
    },
};

/// What a file would change, before anything is.
#[derive(Debug, Clone)]
pub struct Plan {
    trial_id: String,
    everyone: BTreeSet<String>,
    new: Vec<(String, Fact)>,
    counts: Brought,
}

/// Reads a file and compares it with what is on record for a trial, changing nothing.
///
/// # Errors
/// `TooLate`, before the trial's list is locked; `Invalid`, where the footing for health data is wanting. Inside: all that is wrong with
/// the file, by row.
pub fn compare(
    conn: &mut Conn,
    floor: &Floor,
    trial: &Trial,
    file: &[u8],
) -> Result<std::result::Result<Plan, Vec<Fault>>> {
    let whole = locked(conn, &trial.id)?;
    let authorities = people::authorities(conn)?.iter().map(|authority| fold(&authority.name)).collect();
    let rows = match read(file, &Known { today: floor.clock.today(), authorities }) {
        Ok(rows) => rows,
        Err(faults) => return Ok(Err(faults)),
    };
    if rows.iter().flat_map(|row| &row.facts).any(|fact| matches!(fact.what, What::Absence { .. })) {
        footing(conn)?;
    }
    plan(conn, floor, &trial.id, &whole, &rows)
}

/// The list that a trial goes by, locked.
pub(in crate::trial::outcomes) fn locked(conn: &mut Conn, trial_id: &str) -> Result<Whole> {
    let list = List::live(conn, trial_id)?.filter(|list| list.locked_at.is_some());
    let list = list.ok_or_else(|| {
        Error::TooLate(
            "Outcomes are kept for those on the trial’s list. Draw the list and have it locked first.".into(),
        )
    })?;
    list.whole(conn)
}

fn footing(conn: &mut Conn) -> Result<()> {
    match governance::current(conn)? {
        Some(recorded) if recorded.article_9_condition != CONDITIONS[0] => Ok(()),
        _ => Err(Error::invalid(
            "file",
            "Sickness absence is health data. First record a condition of Article 9 for it, on the page 'Governance'.",
        )),
    }
}

fn plan(
    conn: &mut Conn,
    floor: &Floor,
    trial_id: &str,
    whole: &Whole,
    rows: &[Told],
) -> Result<std::result::Result<Plan, Vec<Fault>>> {
    let (stored, on_list) = (stored(conn, floor, trial_id)?, on_list(conn, floor, whole)?);
    let (mut compared, mut others) = (Compared::default(), BTreeSet::new());
    for row in rows {
        match on_list.get(&(row.authority.clone(), row.reference.clone())) {
            None => drop(others.insert((&row.authority, &row.reference))),
            Some(person_id) => {
                let called = trial_ids::called(conn, trial_id, person_id)?;
                let before = called.and_then(|called| stored.get(&called)).map(Vec::as_slice);
                compared.take(row, person_id, before.unwrap_or_default());
            }
        }
    }
    let Compared { new, known, mut faults } = compared;
    if new.is_empty() && known == 0 && faults.is_empty() {
        faults.push(nobody());
    }
    let counted = Counted::of(conn, whole)?;
    let counts = Brought {
        new: new.len(),
        known,
        outside: new.iter().filter(|(_, fact)| !counted.holds(fact)).count(),
        days: counted.to_string(),
        passed_over: others.len(),
        extract: None,
    };
    let everyone = whole.members.iter().map(|member| member.person_id.clone()).collect();
    let plan = Plan { trial_id: trial_id.to_owned(), everyone, new, counts };
    Ok(if faults.is_empty() { Ok(plan) } else { Err(faults) })
}

/// Those on the list by their authority, folded, and staff reference. Nothing is kept again of whoever asked to be forgotten.
fn on_list(conn: &mut Conn, floor: &Floor, whole: &Whole) -> Result<BTreeMap<(String, String), String>> {
    let gone = why_gone(conn, floor.clock.today())?;
    let members = whole.members.iter().filter(|member| gone.get(&member.person_id) != Some(&Gone::Erased));
    Ok(members.map(|member| ((fold(&member.authority), member.reference.clone()), member.person_id.clone())).collect())
}

/// What rows come to beside what is on record.
#[derive(Default)]
struct Compared {
    new: Vec<(String, Fact)>,
    known: usize,
    faults: Vec<Fault>,
}

impl Compared {
    fn take(&mut self, row: &Told, person_id: &str, before: &[Fact]) {
        for fact in &row.facts {
            match before.iter().find(|other| fact.meets(other)) {
                Some(other) if other == fact => self.known += 1,
                Some(_) => {
                    let with = format_args!("an extract that came in before, with other figures");
                    self.faults.push(overlap(row, fact, with));
                }
                None => self.new.push((person_id.to_owned(), *fact)),
            }
        }
    }
}

fn nobody() -> Fault {
    let problem = Problem::new(
        "Nobody in this file is on the trial’s list.",
        "See that it is the extract for this trial, and that its staff references are those of the staff list.",
    );
    Fault { row: None, column: "", cell: String::new(), problem }
}

/// What is on record for a trial, by trial id.
fn stored(conn: &mut Conn, floor: &Floor, trial_id: &str) -> Result<BTreeMap<String, Vec<Fact>>> {
    let mut found: BTreeMap<String, Vec<Fact>> = BTreeMap::new();
    for (called, kept) in on_record(conn, floor, trial_id)?.by_called {
        found.insert(called, kept.into_iter().map(|kept| kept.fact).collect());
    }
    Ok(found)
}

impl Plan {
    /// What it comes to.
    #[must_use]
    pub fn counts(&self) -> Brought {
        self.counts.clone()
    }

    /// Does it. To be called inside the writing transaction that compared. Everybody on the list is called something from now on, so
    /// that to have a trial id says nothing.
    pub fn keep(&self, conn: &mut Conn, floor: &Floor, actor: &str) -> Result<Brought> {
        let now = floor.clock.now();
        let act = Act::new(actor, "outcomes.brought", &self.trial_id).because(self.counts.to_string());
        audit::write(conn, now, &act)?;
        if self.new.is_empty() {
            return Ok(self.counts());
        }
        let extract = Extract {
            id: floor.ids.next(),
            trial_id: self.trial_id.clone(),
            facts: i32::try_from(self.new.len()).map_err(Error::broken)?,
            brought_by: actor.to_owned(),
            brought_at: now,
            told_at: None,
        };
        store::add(conn, &extract)?;
        trial_ids::call_everyone(conn, floor, &self.trial_id, &self.everyone)?;
        for (person_id, fact) in &self.new {
            let called = trial_ids::call(conn, floor, &self.trial_id, person_id)?;
            if !store::add_fact(conn, floor, &extract, &called, fact)? {
                return Err(Error::TooLate(
                    "The same extract is coming in by another hand. Nothing was saved here.".into(),
                ));
            }
        }
        Ok(Brought { extract: Some(extract.id), ..self.counts() })
    }
}

/// Brings a file in. To be called inside one writing transaction, which holds the trial, so that of two extracts that come in at once the
/// second is compared with the first.
pub fn bring(
    conn: &mut Conn,
    floor: &Floor,
    actor: &str,
    trial: &Trial,
    file: &[u8],
) -> Result<std::result::Result<Brought, Vec<Fault>>> {
    Trial::hold(conn, &trial.id)?;
    match compare(conn, floor, trial, file)? {
        Err(faults) => Ok(Err(faults)),
        Ok(plan) => plan.keep(conn, floor, actor).map(Ok),
    }
}
