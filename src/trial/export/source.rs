//! What an export is made of: the frozen list with what each person is called in the trial's data, and whether the arms may go along.

use std::collections::{BTreeMap, BTreeSet};

use super::codes::Codes;
use crate::{
    floor::{
        Floor,
        clock::Moment,
        db::Conn,
        error::{Error, Result},
    },
    trial::{
        allocation::{
            frame::Member,
            reveal::shut_other,
            scheme::Unit,
            seal::SealedRow,
            sight,
            stored::{List, Whole},
            trial::Trial,
        },
        roster::gone::{Gone, why_gone},
        trial_ids::{self, Joiner},
    },
};

/// One trial's people, as allocated.
#[derive(Debug)]
pub struct Source {
    pub trial: Trial,
    pub whole: Whole,
    /// Whether the arms may go along.
    pub told: bool,
    /// Everybody's trial id. Whoever had their data withdrawn is called nothing any more.
    pub called: BTreeMap<String, String>,
    pub gone: BTreeMap<String, Gone>,
    /// How many had their data withdrawn.
    pub withdrawn: usize,
    pub now: Moment,
    pub places: Places,
    row_of: BTreeMap<String, usize>,
}

/// The codes of places.
#[derive(Debug)]
pub struct Places {
    pub authorities: Codes,
    pub sites: Codes,
    pub teams: Codes,
    pub strata: Codes,
}

impl Source {
    /// Reads it, and gives whoever has no trial id one. That people and trial ids were set side by side goes on the audit log.
    ///
    /// # Errors
    /// `TooLate`, before the trial's list is locked, or where the list is not as it was drawn.
    pub fn read(conn: &mut Conn, floor: &Floor, joiner: &Joiner, account_id: &str, trial: &Trial) -> Result<Self> {
        let mut whole = locked(conn, floor, &trial.id)?;
        if shut_other(conn, account_id, &whole)?.is_some() {
            whole = whole.without_others();
        }
        let told = whole.list.header.scheme.arms().len() == 1 || sight::told(conn, &trial.id, account_id)?;
        let gone = why_gone(conn, floor.clock.today())?;
        let everyone: BTreeSet<String> = whole.members.iter().map(|member| member.person_id.clone()).collect();
        let withdrew = |person: &&String| gone.get(*person) == Some(&Gone::Erased);
        let withdrawn: BTreeSet<String> = everyone.iter().filter(withdrew).cloned().collect();
        let people = &everyone - &withdrawn;
        trial_ids::call_everyone(conn, floor, &trial.id, &people)?;
        let mut called =
            trial_ids::join(conn, floor, joiner, "export.joined", (&trial.id, "for an export"), &trial.id)?;
        called.retain(|person, _| people.contains(person));
        let rows = whole.rows.iter().enumerate();
        let row_of = rows.flat_map(|(at, row)| row.members.iter().map(move |person| (person.clone(), at))).collect();
        let places = Places::of(floor, &whole);
        let (trial, now, withdrawn) = (trial.clone(), floor.clock.now(), withdrawn.len());
        Ok(Self { trial, whole, told, called, gone, withdrawn, now, places, row_of })
    }

    /// Everybody whose data are here, with their trial id, in the order of those.
    #[must_use]
    pub fn people(&self) -> Vec<(&str, &Member)> {
        let members = self.whole.members.iter();
        let mut people: Vec<(&str, &Member)> =
            members.filter_map(|member| Some((self.called.get(&member.person_id)?.as_str(), member))).collect();
        people.sort_by_key(|(called, _)| *called);
        people
    }

    /// The row of the list that somebody is in.
    #[must_use]
    pub fn row(&self, person_id: &str) -> Option<&SealedRow> {
        self.row_of.get(person_id).and_then(|at| self.whole.rows.get(*at))
    }

    /// Whether whole teams or sites were randomised.
    #[must_use]
    pub fn of_clusters(&self) -> bool {
        self.trial.scheme.unit() != Unit::Person
    }
}

impl Places {
    fn of(floor: &Floor, whole: &Whole) -> Self {
        let trial_id = &whole.list.trial.id;
        let codes = |start, name: fn(&Member) -> String| {
            Codes::of(&floor.secrets, trial_id, start, whole.members.iter().map(name).collect())
        };
        let strata = whole.rows.iter().map(|sealed| sealed.row.stratum.clone()).collect();
        Self {
            authorities: codes('A', |member| member.authority.clone()),
            sites: codes('S', site),
            teams: codes('T', team),
            strata: Codes::of(&floor.secrets, trial_id, 'H', strata),
        }
    }
}

/// A site within its authority; '' for none.
pub fn site(member: &Member) -> String {
    within(member, &member.site)
}

/// A team within its authority; '' for none.
pub fn team(member: &Member) -> String {
    within(member, &member.team)
}

fn within(member: &Member, place: &str) -> String {
    if place.is_empty() { String::new() } else { format!("{}\n{place}", member.authority) }
}

fn locked(conn: &mut Conn, floor: &Floor, trial_id: &str) -> Result<Whole> {
    let list = List::live(conn, trial_id)?.filter(|list| list.locked_at.is_some());
    let list =
        list.ok_or_else(|| Error::TooLate("There is nothing to export before the trial’s list is locked.".into()))?;
    let whole = list.whole(conn)?;
    match whole.faults(&floor.secrets).first() {
        Some(fault) => Err(Error::TooLate(format!("Nothing can be exported: {fault}."))),
        None => Ok(whole),
    }
}
