//! What a file would do, before it does it. Addresses are left out.

use std::collections::{BTreeSet, HashSet};

use serde::Serialize;

use super::{
    Entry, Record,
    compare::{changes, moves},
    draft::context,
    earlier::{Earlier, earlier},
    key,
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        seal::sha256,
    },
    trial::roster::{
        check::{Checked, Trouble, check},
        people::Person,
        person::fold,
        store,
    },
};

/// A person in a preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The row of the spreadsheet; 0 for somebody who is not in it.
    pub row: usize,
    pub reference: String,
    pub name: String,
    pub role: &'static str,
    pub team: String,
    pub authority: String,
    /// What would change; nothing for somebody new.
    pub changes: Vec<&'static str>,
}

/// What a file would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Preview {
    pub rows: usize,
    pub added: Vec<Line>,
    /// Those who work elsewhere, as something else or for somebody else. They may be among the changed as well.
    pub moved: Vec<Line>,
    /// Those of whom something else is known.
    pub changed: Vec<Line>,
    /// On record in the file's authorities, but not in the file.
    pub leavers: Vec<Line>,
    /// Marked as left, but in the file.
    pub back: Vec<Line>,
    pub unchanged: usize,
    /// People to whom nothing is to be posted.
    pub do_not_post: usize,
    pub new_authorities: Vec<String>,
    pub new_teams: Vec<String>,
    pub new_sites: Vec<String>,
    /// How the file was read.
    pub notes: Vec<String>,
    /// Columns that Hearten has no use for.
    pub unused: Vec<String>,
    /// Rows with a line of address that a print service would cut short.
    pub long_address_rows: Vec<usize>,
    /// When the very same file came in before, where nobody has said yet that it is wanted all the same.
    pub earlier: Option<Earlier>,
}

/// What a file would do, with nothing kept of it.
///
/// # Errors
/// The inner error is what is wrong with the file.
pub fn look(conn: &mut Conn, floor: &Floor, file: &[u8]) -> Result<std::result::Result<Preview, Trouble>> {
    let (record, earlier) = (Record::read(conn)?, earlier(conn, &sha256(file))?);
    Ok(check(file, &record.on_record()).map(|checked| Preview { earlier, ..of(floor, &record, &checked) }))
}

/// Reads a waiting draft again, against the record as it is now.
///
/// # Errors
/// `Missing` where there is no such draft; `TooLate` where it is settled, or no longer fits the record.
pub fn preview(conn: &mut Conn, floor: &Floor, id: &str) -> Result<Preview> {
    let record = Record::read(conn)?;
    let (checked, earlier) = reread(conn, floor, &record, id)?;
    Ok(Preview { earlier, ..of(floor, &record, &checked) })
}

/// Opens a waiting draft and checks it against the record; and tells when it came in before, unless it is wanted again.
pub(super) fn reread(conn: &mut Conn, floor: &Floor, record: &Record, id: &str) -> Result<(Checked, Option<Earlier>)> {
    let draft = store::drafts::one(conn, id)?.ok_or(Error::Missing("That file"))?;
    if draft.state != "drafted" {
        return Err(Error::TooLate(format!("This file was {} already.", draft.state)));
    }
    let file = floor.secrets.open(&context(id), &draft.sealed)?;
    let changed =
        |_| Error::TooLate("The roster has changed since, and this file no longer fits it. Check it again.".into());
    let earlier = if draft.again { None } else { earlier(conn, &draft.file_sha256)? };
    Ok((check(&file, &record.on_record()).map_err(changed)?, earlier))
}

pub(super) fn of(floor: &Floor, record: &Record, checked: &Checked) -> Preview {
    let entries = &checked.entries;
    let (mut added, mut moved, mut changed, mut back, mut unchanged) = (vec![], vec![], vec![], vec![], 0);
    for entry in entries {
        let Some(person) = record.of(entry) else {
            added.push(line(entry, Vec::new()));
            continue;
        };
        let (moves, changes) = (moves(record, person, entry), changes(floor, record, person, entry));
        unchanged += usize::from(moves.is_empty() && changes.is_empty() && person.left_on.is_none());
        moved.extend((!moves.is_empty()).then(|| line(entry, moves)));
        changed.extend((!changes.is_empty()).then(|| line(entry, changes)));
        back.extend(person.left_on.map(|_| line(entry, Vec::new())));
    }
    let on_record =
        |name: fn(&Person) -> Option<String>| -> HashSet<String> { record.people.values().filter_map(name).collect() };
    let authorities = on_record(|person| Some(fold(&person.authority)));
    let teams = on_record(|person| within(&person.authority, person.team.as_ref().map(|team| team.name.as_str())));
    let sites = on_record(|person| within(&person.authority, person.site.as_ref().map(|site| site.name.as_str())));
    let long = |entry: &&Entry| super::kept_address(entry).is_some_and(|address| address.long_lines().next().is_some());
    Preview {
        rows: entries.len(),
        added,
        moved,
        changed,
        leavers: leavers(record, entries).into_iter().map(leaver).collect(),
        back,
        unchanged,
        do_not_post: entries.iter().filter(|entry| entry.do_not_post).count(),
        new_authorities: new(entries, &authorities, |entry| (Some(fold(&entry.authority)), Some(&entry.authority))),
        new_teams: new(entries, &teams, |entry| (within(&entry.authority, entry.team.as_deref()), entry.team.as_ref())),
        new_sites: new(entries, &sites, |entry| (within(&entry.authority, entry.site.as_deref()), entry.site.as_ref())),
        notes: checked.notes.iter().map(ToString::to_string).collect(),
        unused: checked.unused.clone(),
        long_address_rows: entries.iter().filter(long).map(|entry| entry.row).collect(),
        earlier: None,
    }
}

fn line(entry: &Entry, changes: Vec<&'static str>) -> Line {
    Line {
        row: entry.row,
        reference: entry.reference.to_string(),
        name: entry.names.full(),
        role: entry.role.name(),
        team: entry.team.clone().unwrap_or_default(),
        authority: entry.authority.clone(),
        changes,
    }
}

/// A team or site with its authority, folded: the same name in two authorities is two places.
fn within(authority: &str, name: Option<&str>) -> Option<String> {
    name.map(|name| format!("{}/{}", fold(authority), fold(name)))
}

/// The names, as the file writes them first, of what is not on record.
fn new<'e>(
    entries: &'e [Entry],
    known: &HashSet<String>,
    name: impl Fn(&'e Entry) -> (Option<String>, Option<&'e String>),
) -> Vec<String> {
    let mut seen = HashSet::new();
    let named = entries.iter().filter_map(|entry| {
        let (folded, name) = name(entry);
        folded.zip(name)
    });
    let unknown = named.filter(|(folded, _)| !known.contains(folded) && seen.insert(folded.clone()));
    let mut names: Vec<String> = unknown.map(|(_, name)| name.clone()).collect();
    names.sort();
    names
}

/// Those on record in the file's authorities who are not in the file and have not left, by staff reference.
pub(super) fn leavers<'r>(record: &'r Record, entries: &[Entry]) -> Vec<&'r Person> {
    let authorities: BTreeSet<String> = entries.iter().map(|entry| fold(&entry.authority)).collect();
    let in_file: HashSet<_> = entries.iter().map(|entry| key(&entry.authority, &entry.reference)).collect();
    let left_out = record
        .people
        .iter()
        .filter(|(key, person)| person.left_on.is_none() && authorities.contains(&key.0) && !in_file.contains(*key));
    let mut leavers: Vec<&Person> = left_out.map(|(_, person)| person).collect();
    leavers.sort_by(|a, b| (&a.authority, &a.reference).cmp(&(&b.authority, &b.reference)));
    leavers
}

fn leaver(person: &Person) -> Line {
    Line {
        row: 0,
        reference: person.reference.to_string(),
        name: person.names.full(),
        role: person.role.name(),
        team: person.team.as_ref().map_or_else(String::new, |team| team.name.clone()),
        authority: person.authority.clone(),
        changes: Vec::new(),
    }
}
