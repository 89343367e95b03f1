//! The only way to ask who is served. Asked inside the transaction that claims a send, it reads the person's row,
//! checks its seal and its list's, and answers; whatever was tampered with is an alarm, never a letter.
//!
//! Each live list whose trial names the intervention is asked, looked at by it: an arm that gets another is not served.
//!
//! A person is owed what the frozen list says, wherever they work now. Leaving or opting out ends it, and so does the withdrawal of
//! the site where they worked when it was drawn.

use std::collections::{BTreeMap, HashMap};

use super::{
    scheme::Mode,
    seal::{seal_list, seal_row},
    store::lists::{self, UnitRow},
    stored::List,
};
use crate::{
    floor::{
        Floor,
        clock::{Moment, london_date},
        db::Conn,
        error::{Error, Result},
        jobs::Claim,
    },
    trial::{
        conduct::site::{Site, Withdrawals},
        roster::people,
    },
};

mod site;
mod why;

pub use site::receives_site;
pub use why::{Alarm, Reason};

/// What one transaction keeps between askings: each list's own seal is checked once.
#[derive(Debug, Default)]
pub struct Guard {
    lists: HashMap<String, Known>,
}

/// The lists of one intervention.
#[derive(Debug, Default)]
struct Known {
    live: Vec<Checked>,
    /// Ids only: nothing is owed from these.
    practice: Vec<String>,
}

#[derive(Debug)]
struct Checked {
    list: List,
    fault: Option<Alarm>,
    withdrawals: Withdrawals,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owed {
    Yes(Allotted),
    No(Reason),
    /// Something in the database is not as it was drawn. Nothing is sent.
    Alarm(Alarm),
}

/// What somebody is owed, and by which list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allotted {
    pub trial_id: String,
    pub list_id: String,
    pub arm: String,
}

impl Owed {
    /// What a job is to do. Jobs are made only for those who are served, so one for anybody else was planted: an
    /// alarm. Somebody who left or opted out since is the ordinary end of a job.
    pub fn for_job<R>(self, person_id: &str) -> std::result::Result<Allotted, Claim<R>> {
        let alarm = match self {
            Self::Yes(allotted) => return Ok(allotted),
            Self::No(reason @ (Reason::Left | Reason::OptedOut | Reason::SiteWithdrew)) => {
                return Err(Claim::NotNeeded(reason.name().to_owned()));
            }
            Self::No(reason) => Alarm::new(
                "allocation.planted_job",
                person_id,
                format!("work was planned for somebody to whom nothing is owed: {}", reason.name()),
            ),
            Self::Alarm(alarm) => alarm,
        };
        Err(Claim::Alarm { kind: alarm.kind, subject: alarm.subject, why: alarm.why })
    }
}

/// Whether a person is owed an intervention at a moment. Each of its live lists is asked: one that owes it is enough,
/// and one that was tampered with stops it.
pub fn receives(
    conn: &mut Conn,
    floor: &Floor,
    guard: &mut Guard,
    person_id: &str,
    intervention: &str,
    when: Moment,
) -> Result<Owed> {
    let known = guard.known(conn, floor, intervention)?;
    let mut answer = Owed::No(Reason::NotInTrial);
    for checked in &known.live {
        match checked.asks(conn, floor, person_id, when)? {
            Some(alarm @ Owed::Alarm(_)) => return Ok(alarm),
            Some(other) if !matches!(answer, Owed::Yes(_)) => answer = other,
            _ => {}
        }
    }
    match answer {
        Owed::Yes(allotted) => Ok(gone(conn, person_id, when)?.map_or(Owed::Yes(allotted), Owed::No)),
        Owed::No(Reason::NotInTrial) if known.practises(conn, person_id)? => Ok(Owed::No(Reason::PracticeList)),
        other => Ok(other),
    }
}

/// Whether a person is in a trial at a moment, whatever their arm: on its locked list, not left and not opted out.
/// For what is asked of everyone in it, such as a survey.
pub fn enrolled(conn: &mut Conn, person_id: &str, trial_id: &str, when: Moment) -> Result<bool> {
    let list = List::live(conn, trial_id)?.filter(|list| list.locked_at.is_some_and(|at| at <= when));
    let on_it = list.map(|list| lists::is_member(conn, &list.id, person_id)).transpose()?.unwrap_or(false);
    Ok(on_it && gone(conn, person_id, when)?.is_none())
}

fn gone(conn: &mut Conn, person_id: &str, when: Moment) -> Result<Option<Reason>> {
    let (left_on, opted_out_at) = people::gone(conn, person_id)?;
    if left_on.is_some_and(|day| day <= london_date(when)) {
        return Ok(Some(Reason::Left));
    }
    Ok(opted_out_at.filter(|at| *at <= when).map(|_| Reason::OptedOut))
}

impl Guard {
    fn known(&mut self, conn: &mut Conn, floor: &Floor, intervention: &str) -> Result<&Known> {
        if !self.lists.contains_key(intervention) {
            self.lists.insert(intervention.to_owned(), Known::read(conn, floor, intervention)?);
        }
        self.lists.get(intervention).ok_or_else(|| Error::broken("a list was read and lost"))
    }
}

impl Known {
    fn read(conn: &mut Conn, floor: &Floor, intervention: &str) -> Result<Self> {
        let mut known = Self::default();
        for row in lists::of_intervention(conn, intervention)? {
            if row.mode == Mode::Live.name() {
                if let Some(list) = List::read(conn, row)?.by(intervention) {
                    known.live.push(Checked::of(conn, floor, list)?);
                }
            } else {
                known.practice.push(row.id);
            }
        }
        Ok(known)
    }

    fn practises(&self, conn: &mut Conn, person_id: &str) -> Result<bool> {
        for list_id in &self.practice {
            if lists::is_member(conn, list_id, person_id)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl Checked {
    /// Checks the list's own seal and that it has as many rows as were sealed. Each row's seal is checked when asked.
    fn of(conn: &mut Conn, floor: &Floor, list: List) -> Result<Self> {
        let mut fault = None;
        if seal_list(&floor.secrets, &list.header) != list.seal {
            fault =
                Some(Alarm::new("allocation.forged_list", &list.id, "the list does not bear the seal of this server"));
        } else {
            let (found, sealed) = (lists::count_units(conn, &list.id)?, i64::from(list.header.units));
            if found != sealed {
                let why = format!("the list was sealed with {sealed} rows and has {found}");
                fault = Some(Alarm::new("allocation.rows_added_or_removed", &list.id, why));
            }
        }
        let withdrawals = Withdrawals::of(conn, &list.trial.id)?;
        Ok(Self { list, fault, withdrawals })
    }

    /// `None` where the person is not on this list.
    fn asks(&self, conn: &mut Conn, floor: &Floor, person_id: &str, when: Moment) -> Result<Option<Owed>> {
        let unit = lists::unit_of(conn, &self.list.id, person_id)?;
        let Some(unit) = unit else { return Ok(None) };
        let says = self.says(conn, floor, unit, when)?;
        // Only of those who would be served is it asked where they worked.
        if self.withdrawals.is_empty() || !matches!(says, Owed::Yes(_)) {
            return Ok(Some(says));
        }
        let site = lists::site_of(conn, &self.list.id, person_id)?;
        Ok(Some(if self.is_out(&site, when) { Owed::No(Reason::SiteWithdrew) } else { says }))
    }

    /// Whether a site, as frozen, is out of the trial at a moment.
    fn is_out(&self, site: &Site, when: Moment) -> bool {
        self.withdrawals.is_out(site, london_date(when))
    }

    /// What one row of this list is owed, once its seal was checked.
    fn says(&self, conn: &mut Conn, floor: &Floor, unit: UnitRow, when: Moment) -> Result<Owed> {
        let list = &self.list;
        if let Some(alarm) = &self.fault {
            return Ok(Owed::Alarm(alarm.clone()));
        }
        let (place, members) = (unit.place, lists::people_of(conn, &list.id, &unit.unit_id)?);
        let sealed = list.sealed_row(unit, members);
        if seal_row(&floor.secrets, &list.id, &sealed.row, &sealed.members) != sealed.seal {
            let why = format!("row {place} was edited after it was sealed");
            return Ok(Owed::Alarm(Alarm::new("allocation.edited_row", &list.id, why)));
        }
        if list.locked_at.is_none_or(|at| at > when) {
            let why = "somebody was to be served by a list that is not locked";
            return Ok(Owed::Alarm(Alarm::new("allocation.not_locked", &list.id, why)));
        }
        let served: BTreeMap<&str, bool> = list
            .header
            .scheme
            .arms()
            .iter()
            .map(|arm| (arm.name.as_str(), arm.is_served_on(london_date(when))))
            .collect();
        let allotted =
            Allotted { trial_id: list.trial.id.clone(), list_id: list.id.clone(), arm: sealed.row.arm.clone() };
        let receives = served.get(sealed.row.arm.as_str()).copied().unwrap_or(false);
        Ok(if receives { Owed::Yes(allotted) } else { Owed::No(Reason::OtherArm) })
    }
}
