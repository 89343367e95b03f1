//! A row for each thing that is on record of a person in this trial. Whoever may not see the arms gets what happens to everyone alike.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    codes::Codes,
    file::{DataFile, Kind, Variable},
    source::Source,
};
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::uptake::{
        event::Event,
        record::Happened,
        told::{self, Arms},
    },
};

/// The longest detail that is a word for something.
const LONGEST: usize = 40;

/// The file of events.
pub fn events(conn: &mut Conn, floor: &Floor, source: &Source) -> Result<DataFile> {
    let arms = if source.told { Arms::Of([source.trial.id.clone()].into()) } else { Arms::None };
    let mut happened: Vec<(&str, Happened)> = Vec::new();
    for (called, member) in source.people() {
        let theirs = told::events(conn, &member.person_id, &arms)?.into_iter();
        happened.extend(theirs.filter(|one| one.about == source.trial.id).map(|one| (called, one)));
    }
    let occasions = happened.iter().map(|(_, one)| first(&one.occasion).to_owned()).collect();
    let occasions = Codes::of(&floor.secrets, &source.trial.id, 'E', occasions);
    let row = |(called, one): &(&str, Happened)| {
        let at = one.at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        let (part, detail) = (plain(rest(&one.occasion)), plain(&one.detail));
        let code = occasions.get(first(&one.occasion)).to_owned();
        vec![(*called).to_owned(), one.event.name().to_owned(), at, code, part, detail]
    };
    let mut rows: Vec<Vec<String>> = happened.iter().map(row).collect();
    rows.sort_by(|a, b| (&a[0], &a[2], &a[1..]).cmp(&(&b[0], &b[2], &b[1..])));
    Ok(DataFile { name: "events", about: "a thing that happened to a person", variables: variables(&happened), rows })
}

fn variables(happened: &[(&str, Happened)]) -> Vec<Variable> {
    let seen: BTreeSet<Event> = happened.iter().map(|(_, one)| one.event).collect();
    let known: BTreeMap<&str, &str> = seen.iter().map(|event| (event.name(), event.meaning())).collect();
    let values = known.into_iter().map(|(name, meaning)| (name.to_owned(), meaning.to_owned())).collect();
    let text = |name, label| Variable::new(name, Kind::Text, label);
    vec![
        text("trial_id", "Stands for the person in all files"),
        text("event", "What happened").of(values),
        Variable::new("at", Kind::Moment, "When it happened, in UTC"),
        text("occasion", "Code of the round, run, Round or survey").missing("none"),
        text("part", "Which of several times within it, such as a week").missing("only one"),
        text("detail", "A word or a number that goes with it").missing("none, or not a word from a list"),
    ]
}

/// Of an occasion, what it is of; it may go on to say which of several times.
fn first(occasion: &str) -> &str {
    occasion.split('/').next().unwrap_or_default()
}

fn rest(occasion: &str) -> &str {
    occasion.split_once('/').map_or("", |(_, rest)| rest)
}

/// What is a word from a list, a number or a day. Anything that somebody may have typed stays here, and so does the id of a row.
fn plain(text: &str) -> String {
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_+-/:.".contains(c);
    let is_id = text.split('/').any(|part| part.len() >= 32);
    if text.len() <= LONGEST && !is_id && text.chars().all(is_word) { text.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_from_a_list_numbers_and_days_leave() {
        for kept in ["half_hour+diary", "2027-03-01", "30", "2027-03-01/2027-08-31/36", "no", "not_sure", ""] {
            assert_eq!(plain(kept), kept);
        }
        for typed in ["She is away", "Maria", "sian@example.org", "0195a3b0-5a5e-7000-8000-0123456789ab", "ﬁ"] {
            assert_eq!(plain(typed), "", "{typed}");
        }
        assert_eq!((first("run/3/2"), rest("run/3/2"), rest("run")), ("run", "3/2", ""));
    }
}
