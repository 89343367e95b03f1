//! A site withdraws from a trial while it runs. From that day nothing is served there, which `receives` sees to; whoever works there stays
//! in the trial and in their arm, and is analysed there. With a reason the site can be put back.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Months, NaiveDate};

use super::store::{self, SiteChange};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        clock::{london_date, long_date},
        db::Conn,
        error::{Complaints, Error, Result},
        one_line::one_line,
        web::Form,
    },
    trial::allocation::{
        end::still_on,
        stored::{List, Whole},
    },
};

/// Authority and site, by the names that were frozen when the list was drawn.
pub type Site = (String, String);

/// The longest reason, in characters.
const LONGEST: usize = 300;

/// What somebody says of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub site: Site,
    pub withdrew: bool,
    pub on: NaiveDate,
    pub reason: String,
}

impl Said {
    /// Reads a form's `site` (an index into `sites`), `act`, `site_on` and `site_reason`.
    ///
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form, sites: &[Site]) -> Result<Self> {
        let mut complaints = Complaints::default();
        let site = form.text("site").parse().ok().and_then(|at: usize| sites.get(at)).cloned();
        if site.is_none() {
            complaints.add("site", "Choose a site of the trial.");
        }
        let on = form.day("site_on");
        if on.is_none() {
            complaints.add("site_on", "Give the day from which it holds.");
        }
        let reason = reason(form.text("site_reason"), "site_reason", &mut complaints);
        let said = site.zip(on).map(|(site, on)| Self { site, withdrew: form.text("act") != "back", on, reason });
        complaints.or(said)?.ok_or_else(|| Error::broken("a form without complaints has all of its fields"))
    }
}

/// A reason as typed, in one line; a complaint, where there is none.
pub(super) fn reason(typed: &str, field: &str, complaints: &mut Complaints) -> String {
    let reason = one_line(typed);
    if reason.is_empty() || reason.chars().count() > LONGEST {
        complaints.add(field, "Say why, in a few words.");
    }
    reason
}

/// The sites of a trial's list, by authority and name.
#[must_use]
pub fn sites_of(whole: &Whole) -> Vec<Site> {
    let named = whole.members.iter().filter(|member| !member.site.is_empty());
    let sites: BTreeSet<Site> = named.map(|member| (member.authority.clone(), member.site.clone())).collect();
    sites.into_iter().collect()
}

/// Puts down that a site withdrew, or came back.
///
/// # Errors
/// `TooLate`, before the list is locked, after the trial has ended, or where it stands so already; `Invalid`, for a day that does not fit.
pub fn say(conn: &mut Conn, floor: &Floor, actor: &str, trial_id: &str, said: &Said) -> Result<()> {
    still_on(conn, trial_id)?;
    let locked_at = List::live(conn, trial_id)?.and_then(|list| list.locked_at);
    let locked_at =
        locked_at.ok_or_else(|| Error::TooLate("A site withdraws once the trial’s list is locked.".into()))?;
    let mut before = store::site_changes(conn, trial_id)?;
    before.retain(|change| (&change.authority, &change.site) == (&said.site.0, &said.site.1));
    let newest = before.last();
    if newest.is_some_and(|change| change.withdrew) == said.withdrew {
        let says = if said.withdrew { "This site has withdrawn already." } else { "This site has not withdrawn." };
        return Err(Error::TooLate(says.into()));
    }
    let (first, today) = (newest.map_or(london_date(locked_at), |change| change.on_day), floor.clock.today());
    let last = today.checked_add_months(Months::new(12)).unwrap_or(today);
    if said.on < first || said.on > last {
        let says = format!("Give a day from {} to {}.", long_date(first), long_date(last));
        return Err(Error::invalid("site_on", says));
    }
    let now = floor.clock.now();
    let change = SiteChange {
        trial_id: trial_id.to_owned(),
        authority: said.site.0.clone(),
        site: said.site.1.clone(),
        version: newest.map_or(0, |change| change.version) + 1,
        withdrew: said.withdrew,
        on_day: said.on,
        reason: said.reason.clone(),
        said_by: actor.to_owned(),
        said_at: now,
    };
    if !store::add_site_change(conn, &change)? {
        return Err(Error::TooLate(
            "Somebody else said something of this site at the same time. Look at it again.".into(),
        ));
    }
    let act = if said.withdrew { "trial.site_withdrew" } else { "trial.site_back" };
    let detail = format!("{}, {}, from {}: {}", said.site.0, said.site.1, said.on, said.reason);
    audit::write(conn, now, &Act::new(actor, act, trial_id).because(detail))
}

/// Everything that was said of each site of a trial, the oldest first.
pub fn changes(conn: &mut Conn, trial_id: &str) -> Result<BTreeMap<Site, Vec<SiteChange>>> {
    let mut found: BTreeMap<Site, Vec<SiteChange>> = BTreeMap::new();
    for change in store::site_changes(conn, trial_id)? {
        found.entry((change.authority.clone(), change.site.clone())).or_default().push(change);
    }
    Ok(found)
}

/// When each site is out of a trial.
#[derive(Debug, Clone, Default)]
pub struct Withdrawals(BTreeMap<Site, Vec<(NaiveDate, bool)>>);

impl Withdrawals {
    pub fn of(conn: &mut Conn, trial_id: &str) -> Result<Self> {
        let days = |changes: Vec<SiteChange>| changes.iter().map(|change| (change.on_day, change.withdrew)).collect();
        Ok(Self(changes(conn, trial_id)?.into_iter().map(|(site, changes)| (site, days(changes))).collect()))
    }

    /// Whether no site ever withdrew.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a site is out on a day.
    #[must_use]
    pub fn is_out(&self, site: &Site, on: NaiveDate) -> bool {
        let changes = self.0.get(site).map(Vec::as_slice).unwrap_or_default();
        changes.iter().rev().find(|(from, _)| *from <= on).is_some_and(|(_, withdrew)| *withdrew)
    }
}

/// The ids of everyone whose site is out of a trial on a day.
pub fn people_out(conn: &mut Conn, trial_id: &str, on: NaiveDate) -> Result<Vec<String>> {
    people_of(conn, trial_id, |withdrawals, site| withdrawals.is_out(site, on))
}

/// The ids of everyone whose site ever withdrew from a trial, whether it is back or not.
pub fn people_ever_out(conn: &mut Conn, trial_id: &str) -> Result<Vec<String>> {
    people_of(conn, trial_id, |withdrawals, site| withdrawals.0.contains_key(site))
}

/// The ids of everyone of some sites; no list is read where no site ever withdrew.
fn people_of(conn: &mut Conn, trial_id: &str, which: impl Fn(&Withdrawals, &Site) -> bool) -> Result<Vec<String>> {
    let withdrawals = Withdrawals::of(conn, trial_id)?;
    let list = if withdrawals.is_empty() { None } else { List::live(conn, trial_id)? };
    let Some(list) = list else { return Ok(Vec::new()) };
    let mut members = list.whole(conn)?.members;
    members.retain(|member| which(&withdrawals, &(member.authority.clone(), member.site.clone())));
    Ok(members.into_iter().map(|member| member.person_id).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_out_from_its_day_until_it_comes_back() {
        let day = |day: u32| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
        let site = ("Oakby".to_owned(), "Mill".to_owned());
        let changes = vec![(day(5), true), (day(10), false), (day(10), true), (day(20), false)];
        let found = Withdrawals([(site.clone(), changes)].into());
        let out: Vec<u32> = (1..25).filter(|on| found.is_out(&site, day(*on))).collect();
        assert_eq!(out, (5..20).collect::<Vec<_>>(), "of two on one day the later counts");
        assert!(!found.is_out(&("Elmby".to_owned(), "Mill".to_owned()), day(6)));
    }
}
