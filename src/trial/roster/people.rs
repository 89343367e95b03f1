//! Who is on the roster, and where: what pages and the other rooms read.

use std::{collections::HashMap, fmt};

use chrono::NaiveDate;

use super::{
    person::{LetterFormat, LetterLanguage, Names, StaffReference, StaffRole},
    store,
    store::{people::InAuthority, postings::Placed},
};
use crate::floor::{
    clock::Moment,
    db::Conn,
    error::{Error, Result},
};

/// A person with where they work now. Only the id prints itself.
#[derive(Clone)]
pub struct Person {
    pub id: String,
    pub authority_id: String,
    /// The authority's name.
    pub authority: String,
    /// Unique within the authority.
    pub reference: StaffReference,
    pub names: Names,
    pub email: Option<String>,
    /// Nothing is to be sent to their home.
    pub do_not_post: bool,
    pub letter_format: LetterFormat,
    pub letter_language: LetterLanguage,
    pub joined_at: Moment,
    pub left_on: Option<NaiveDate>,
    pub opted_out_at: Option<Moment>,
    /// Nothing is left of who they are.
    pub erased_at: Option<Moment>,
    pub role: StaffRole,
    pub team: Option<Place>,
    pub site: Option<Place>,
    /// The id of the person they work for.
    pub manager_id: Option<String>,
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Person({})", self.id)
    }
}

/// A team or a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub id: String,
    pub name: String,
}

/// A council, or a trust that does a council's work.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Authority {
    pub id: String,
    pub name: String,
}

/// A stretch of somebody's working life: in one role, team and site, under one manager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    pub role: StaffRole,
    pub team: Option<Place>,
    pub site: Option<Place>,
    pub manager_id: Option<String>,
    pub from_on: NaiveDate,
    /// The day from which the next posting counts; `None` for the present one.
    pub until_on: Option<NaiveDate>,
}

/// One person.
///
/// # Errors
/// `Missing`, where nobody has this id.
pub fn person(conn: &mut Conn, id: &str) -> Result<Person> {
    let row = store::people::one(conn, id)?.ok_or(Error::Missing("That person"))?;
    let posting = store::postings::of_person(conn, id)?.into_iter().find(|(posting, _, _)| posting.until_on.is_none());
    assemble(row, posting)
}

/// The person of a staff reference in an authority.
///
/// # Errors
/// `Invalid`, where there is none, with what to look at.
pub fn by_reference(conn: &mut Conn, authority: &str, reference: &str) -> Result<Person> {
    let found = store::people::by_reference(conn, authority, reference)?.ok_or_else(|| {
        Error::invalid(
            "reference",
            format!(
                "Nobody in {authority} has the staff reference {reference}. Both are written as in the spreadsheet."
            ),
        )
    })?;
    person(conn, &found)
}

/// When somebody left and when they opted out, if they did.
///
/// # Errors
/// `Missing`, where nobody has this id.
pub fn gone(conn: &mut Conn, id: &str) -> Result<(Option<NaiveDate>, Option<Moment>)> {
    store::people::gone(conn, id)?.ok_or(Error::Missing("That person"))
}

/// Everyone who has left by a day or opted out, each with whether it is that they left.
pub fn all_gone(conn: &mut Conn, today: NaiveDate) -> Result<Vec<(String, bool)>> {
    let gone = store::people::all_gone(conn, today)?.into_iter();
    Ok(gone.map(|(id, left_on, _)| (id, left_on.is_some_and(|day| day <= today))).collect())
}

/// So many of an authority after an id, leavers too: the id, and whether they have an e-mail address. For whoever goes through
/// an authority a part at a time; `after` is empty for the first.
pub fn some_after(conn: &mut Conn, authority_id: &str, after: &str, many: i64) -> Result<Vec<(String, bool)>> {
    Ok(store::people::after(conn, authority_id, after, many)?)
}

/// Everyone, leavers too, by authority and staff reference: an order that repeats on both engines.
pub fn everyone(conn: &mut Conn) -> Result<Vec<Person>> {
    let rows = store::people::all(conn)?;
    with_postings(conn, rows)
}

/// Everyone in one authority, by staff reference.
pub fn in_authority(conn: &mut Conn, authority_id: &str) -> Result<Vec<Person>> {
    let rows = store::people::of_authority(conn, authority_id)?;
    with_postings(conn, rows)
}

/// Those who have this person for their manager now, by family name.
pub fn team_of(conn: &mut Conn, manager_id: &str) -> Result<Vec<Person>> {
    let ids = store::postings::managed_by(conn, manager_id)?;
    let mut people = ids.iter().map(|id| person(conn, id)).collect::<Result<Vec<_>>>()?;
    people.sort_by_cached_key(|person| (person.names.in_index(), person.reference.clone()));
    Ok(people)
}

/// Those above somebody now: their manager, that one's manager, and so on; the nearest first.
pub fn line_above(conn: &mut Conn, person_id: &str) -> Result<Vec<String>> {
    let (mut line, mut at) = (Vec::new(), person_id.to_owned());
    while let Some(manager_id) = store::postings::manager_of(conn, &at)? {
        // A circle on the roster is somebody's slip: it ends where it began.
        if manager_id == person_id || line.contains(&manager_id) {
            break;
        }
        line.push(manager_id.clone());
        at = manager_id;
    }
    Ok(line)
}

/// The senior leaders of an authority who have not left, by staff reference: those who may sign.
pub fn leaders(conn: &mut Conn, authority_id: &str) -> Result<Vec<Person>> {
    let mut people = in_authority(conn, authority_id)?;
    people.retain(|person| person.role == StaffRole::SeniorLeader && person.left_on.is_none());
    Ok(people)
}

/// Every authority, by name.
pub fn authorities(conn: &mut Conn) -> Result<Vec<Authority>> {
    let rows = store::places::authorities(conn)?;
    let mut authorities: Vec<Authority> = rows.into_iter().map(|(id, name)| Authority { id, name }).collect();
    authorities.sort_by_cached_key(|authority| authority.name.to_lowercase());
    Ok(authorities)
}

/// How many people are on the roster.
pub fn count(conn: &mut Conn) -> Result<usize> {
    Ok(usize::try_from(store::people::count(conn)?).unwrap_or_default())
}

/// A person's postings, the oldest first.
pub fn history(conn: &mut Conn, person_id: &str) -> Result<Vec<Posting>> {
    let mut postings = store::postings::of_person(conn, person_id)?;
    postings.sort_by_key(|(posting, _, _)| (posting.from_on, posting.until_on.is_none()));
    postings.into_iter().map(posting).collect()
}

fn with_postings(conn: &mut Conn, rows: Vec<InAuthority>) -> Result<Vec<Person>> {
    let current = store::postings::current(conn)?;
    let mut current: HashMap<String, Placed> =
        current.into_iter().map(|placed| (placed.0.person_id.clone(), placed)).collect();
    let people = rows.into_iter().map(|row| {
        let posting = current.remove(&row.0.id);
        assemble(row, posting)
    });
    let mut people = people.collect::<Result<Vec<_>>>()?;
    people.sort_by(|a, b| (&a.authority, &a.reference).cmp(&(&b.authority, &b.reference)));
    Ok(people)
}

fn assemble((row, authority): InAuthority, placed: Option<Placed>) -> Result<Person> {
    let posting = posting(placed.ok_or_else(|| Error::broken(format!("person {} has no posting", row.id)))?)?;
    let preferred = Some(row.preferred_name).filter(|name| !name.is_empty());
    Ok(Person {
        reference: StaffReference::parse(&row.staff_reference).map_err(stored)?,
        names: Names::new(row.given_name, preferred, row.family_name),
        letter_format: LetterFormat::parse(&row.letter_format).map_err(stored)?,
        letter_language: LetterLanguage::parse(&row.letter_language).map_err(stored)?,
        id: row.id,
        authority_id: row.authority_id,
        authority,
        email: row.email,
        do_not_post: row.do_not_post,
        joined_at: row.joined_at,
        left_on: row.left_on,
        opted_out_at: row.opted_out_at,
        erased_at: row.erased_at,
        role: posting.role,
        team: posting.team,
        site: posting.site,
        manager_id: posting.manager_id,
    })
}

fn posting((row, team, site): Placed) -> Result<Posting> {
    let place = |id: Option<String>, name: Option<String>| id.zip(name).map(|(id, name)| Place { id, name });
    Ok(Posting {
        role: StaffRole::parse(&row.role).map_err(stored)?,
        team: place(row.team_id, team),
        site: place(row.site_id, site),
        manager_id: row.manager_id,
        from_on: row.from_on,
        until_on: row.until_on,
    })
}

#[track_caller]
fn stored(problem: super::person::Problem) -> Error {
    Error::broken(problem.says)
}
