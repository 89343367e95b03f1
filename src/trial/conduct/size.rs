//! The sizes that were planned for a trial, its arms and its sites, each version with its reason, beside those that came about.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    site::{Site, reason, sites_of},
    store::{self, Size},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Complaints, Error, Result},
        web::Form,
    },
    trial::allocation::{frame::Member, stored::Whole, trial::Trial},
};

/// The most that anybody plans for.
const MOST: i32 = 1_000_000;

/// Of what a size is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Trial,
    Arm(String),
    Site(Site),
}

impl Part {
    fn kind(&self) -> &'static str {
        match self {
            Self::Trial => "trial",
            Self::Arm(_) => "arm",
            Self::Site(_) => "site",
        }
    }

    fn key(&self) -> String {
        match self {
            Self::Trial => String::new(),
            Self::Arm(name) => name.clone(),
            Self::Site((authority, site)) => format!("{authority}\n{site}"),
        }
    }

    /// For people.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Trial => "the whole trial".to_owned(),
            Self::Arm(name) => format!("arm {name}"),
            Self::Site((authority, site)) => format!("{site}, {authority}"),
        }
    }
}

/// Everything of which a size can be planned; sites, as far as they are known.
#[must_use]
pub fn parts(trial: &Trial, sites: &[Site]) -> Vec<Part> {
    let arms = trial.scheme.arms().iter().map(|arm| Part::Arm(arm.name.clone()));
    std::iter::once(Part::Trial).chain(arms).chain(sites.iter().cloned().map(Part::Site)).collect()
}

/// A size as it was typed, found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    pub part: Part,
    pub people: i32,
    pub units: Option<i32>,
    pub reason: String,
}

impl Planned {
    /// Reads a form's `part` (an index into `parts`), `people`, `units` and `size_reason`.
    ///
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form, parts: &[Part]) -> Result<Self> {
        let mut complaints = Complaints::default();
        let part = form.text("part").parse().ok().and_then(|at: usize| parts.get(at)).cloned();
        if part.is_none() {
            complaints.add("part", "Choose what the size is of.");
        }
        let number = |field: &str| form.text(field).trim().parse().ok().filter(|number| (0..=MOST).contains(number));
        let people = number("people");
        if people.is_none() {
            complaints.add("people", "Give a whole number of people.");
        }
        let units = number("units");
        if units.is_none() && !form.text("units").trim().is_empty() {
            complaints.add("units", "Give a whole number, or leave it empty.");
        }
        let reason = reason(form.text("size_reason"), "size_reason", &mut complaints);
        let planned = part.zip(people).map(|(part, people)| Self { part, people, units, reason });
        complaints.or(planned)?.ok_or_else(|| Error::broken("a form without complaints has all of its fields"))
    }
}

/// Puts a planned size down, as a new version.
///
/// # Errors
/// `TooLate`, where somebody else said so at the same time.
pub fn plan(conn: &mut Conn, floor: &Floor, actor: &str, trial_id: &str, planned: &Planned) -> Result<()> {
    let Planned { part, people, units, reason } = planned;
    let before = newest(conn, trial_id)?.remove(&(part.kind().to_owned(), part.key()));
    let now = floor.clock.now();
    let size = Size {
        trial_id: trial_id.to_owned(),
        kind: part.kind().to_owned(),
        part: part.key(),
        version: before.map_or(0, |size| size.version) + 1,
        people: *people,
        units: *units,
        reason: reason.clone(),
        said_by: actor.to_owned(),
        said_at: now,
    };
    if !store::add_size(conn, &size)? {
        return Err(Error::TooLate("Somebody else planned this at the same time. Look at it again.".into()));
    }
    let detail = format!("{}: {people} people: {reason}", part.words());
    audit::write(conn, now, &Act::new(actor, "trial.size_planned", trial_id).because(detail))
}

fn newest(conn: &mut Conn, trial_id: &str) -> Result<BTreeMap<(String, String), Size>> {
    let sizes = store::sizes(conn, trial_id)?.into_iter();
    Ok(sizes.map(|size| ((size.kind.clone(), size.part.clone()), size)).collect())
}

/// A size that was planned beside the one that came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    pub part: Part,
    pub planned: Option<Size>,
    /// People and units on the list; `None` before there is one, or where the people of an arm would tell which units are in it.
    pub people: Option<usize>,
    pub units: Option<usize>,
}

/// Each part with what was planned and what came about. `sizes_told` is whether the people of an arm may be told.
pub fn beside(conn: &mut Conn, trial: &Trial, whole: Option<&Whole>, sizes_told: bool) -> Result<Vec<Beside>> {
    let mut planned = newest(conn, &trial.id)?;
    let sites = whole.map(sites_of).unwrap_or_default();
    let mut found = Vec::new();
    for part in parts(trial, &sites) {
        let theirs: Option<Vec<&Member>> = whole.map(|whole| members(whole, &part));
        let units =
            theirs.as_ref().map(|members| members.iter().map(|one| &one.unit_id).collect::<BTreeSet<_>>().len());
        let told = sizes_told || !matches!(part, Part::Arm(_));
        let people = theirs.filter(|_| told).map(|members| members.len());
        found.push(Beside { planned: planned.remove(&(part.kind().to_owned(), part.key())), part, people, units });
    }
    Ok(found)
}

fn members<'a>(whole: &'a Whole, part: &Part) -> Vec<&'a Member> {
    let in_arm = |arm: &str| -> BTreeSet<&str> {
        let rows = whole.rows.iter().filter(|row| row.row.arm == *arm);
        rows.flat_map(|row| row.members.iter().map(String::as_str)).collect()
    };
    let all = whole.members.iter();
    match part {
        Part::Trial => all.collect(),
        Part::Arm(arm) => {
            let people = in_arm(arm);
            all.filter(|member| people.contains(member.person_id.as_str())).collect()
        }
        Part::Site((authority, site)) => {
            all.filter(|member| (&member.authority, &member.site) == (authority, site)).collect()
        }
    }
}
