//! The sizes that were planned for a trial, its arms and its sites, each version with its reason, beside those that came about.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    site::{Site, reason},
    store::{self, Size},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        clock::{london_date, long_date},
        db::Conn,
        error::{Complaints, Error, Result},
        web::Form,
    },
    trial::{
        allocation::{
            frame::{Frame, Member},
            stored::Whole,
            trial::Trial,
        },
        roster::{people, person::LONGEST_NAME},
    },
};

/// The most that anybody plans for.
const MOST: i32 = 1_000_000;

/// Of what a size is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Trial,
    Arm(String),
    /// Without the name of a site, the whole of an authority.
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
            Self::Site((authority, site)) if site.is_empty() => format!("all of {authority}"),
            Self::Site((authority, site)) => format!("{site}, {authority}"),
        }
    }

    fn of(size: &Size) -> Self {
        match (size.kind.as_str(), size.part.split_once('\n')) {
            ("site", Some((authority, site))) => Self::Site((authority.to_owned(), site.to_owned())),
            ("arm", _) => Self::Arm(size.part.clone()),
            _ => Self::Trial,
        }
    }
}

/// Everything of which a size can be planned: the trial, its arms, and the authorities and sites of those who are on the list, or who
/// would be today; and whatever was planned before, though nobody of it came in.
pub fn parts(conn: &mut Conn, floor: &Floor, trial: &Trial, whole: Option<&Whole>) -> Result<Vec<Part>> {
    let members = match whole {
        Some(whole) => whole.members.clone(),
        None => Frame::of(trial, &people::everyone(conn)?, floor.clock.today()).members,
    };
    let mut sites: BTreeSet<Site> = BTreeSet::new();
    for member in members {
        sites.insert((member.authority.clone(), String::new()));
        sites.insert((member.authority, member.site));
    }
    sites.extend(planned(conn, &trial.id)?.into_keys().filter_map(|part| match part {
        Part::Site(site) => Some(site),
        Part::Trial | Part::Arm(_) => None,
    }));
    let arms = trial.scheme.arms().iter().map(|arm| Part::Arm(arm.name.clone()));
    Ok(std::iter::once(Part::Trial).chain(arms).chain(sites.into_iter().map(Part::Site)).collect())
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
    /// Reads a form's `part` (the words of one of `parts`), `authority` (of one that is none of them), `people`, `units` and `size_reason`.
    ///
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form, parts: &[Part]) -> Result<Self> {
        let mut complaints = Complaints::default();
        let (words, authority) = (form.text("part"), form.line("authority"));
        let part = match (parts.iter().find(|part| part.words() == words), authority.is_empty()) {
            (part, true) => part.cloned(),
            (None, false) if words.is_empty() && authority.chars().count() <= LONGEST_NAME => {
                Some(Part::Site((authority, String::new())))
            }
            _ => None,
        };
        if part.is_none() {
            complaints
                .add("part", "Choose what the size is of, or write an authority that is not among them, and not both.");
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
    let before = planned_of(&store::sizes(conn, trial_id)?, part).pop();
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

/// The size of each part that was planned, in order of the parts.
pub fn planned(conn: &mut Conn, trial_id: &str) -> Result<BTreeMap<Part, Size>> {
    let mut sizes = store::sizes(conn, trial_id)?;
    sizes.sort_by_key(|size| size.version);
    Ok(sizes.into_iter().map(|size| (Part::of(&size), size)).collect())
}

/// The versions of a part's size, the oldest first.
fn planned_of(sizes: &[Size], part: &Part) -> Vec<Size> {
    let mut theirs: Vec<Size> = sizes.iter().filter(|size| Part::of(size) == *part).cloned().collect();
    theirs.sort_by_key(|size| size.version);
    theirs
}

/// A size that was planned beside the one that came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    pub part: Part,
    /// Every version, the oldest first.
    pub planned: Vec<Size>,
    /// People and units on the list; `None` before there is one, or where the people of an arm would tell which units are in it.
    pub people: Option<usize>,
    pub units: Option<usize>,
}

impl Beside {
    /// Why it was planned so, each version with its day; the newest first.
    #[must_use]
    pub fn why(&self) -> String {
        let day = |size: &Size| long_date(london_date(size.said_at));
        let says = |(nth, size): (usize, &Size)| match nth {
            0 => format!("{}: {}", day(size), size.reason),
            _ => format!("before, {} people, {}: {}", size.people, day(size), size.reason),
        };
        self.planned.iter().rev().enumerate().map(says).collect::<Vec<_>>().join("; ")
    }
}

/// Each part that was planned or came about, with both. `sizes_told` is whether the people of an arm may be told.
pub fn beside(
    conn: &mut Conn,
    trial: &Trial,
    parts: &[Part],
    whole: Option<&Whole>,
    sizes_told: bool,
) -> Result<Vec<Beside>> {
    let sizes = store::sizes(conn, &trial.id)?;
    let mut found = Vec::new();
    for part in parts {
        let theirs: Option<Vec<&Member>> = whole.map(|whole| members(whole, part));
        let units =
            theirs.as_ref().map(|members| members.iter().map(|one| &one.unit_id).collect::<BTreeSet<_>>().len());
        let told = sizes_told || !matches!(part, Part::Arm(_));
        let people = theirs.filter(|_| told).map(|members| members.len());
        found.push(Beside { planned: planned_of(&sizes, part), part: part.clone(), people, units });
    }
    found.retain(|one| !matches!(one.part, Part::Site(_)) || !one.planned.is_empty() || one.people.is_some());
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
            let is_there =
                |member: &&Member| member.authority == *authority && (site.is_empty() || member.site == *site);
            all.filter(is_there).collect()
        }
    }
}
