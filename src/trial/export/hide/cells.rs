//! One cell, or one row, among those of the people who share it.

use std::collections::{BTreeMap, BTreeSet};

use crate::trial::{
    export::file::{DataFile, HIDDEN, HIDDEN_WORD, Kind},
    uptake::hide::{Group, Shown, hide_small},
};

/// What is written where the cells of a variable are hidden.
pub const fn word(kind: Kind) -> &'static str {
    if matches!(kind, Kind::Text) { HIDDEN_WORD } else { HIDDEN }
}

/// Hides the values of `column` that few people share, among those who are alike in `alike`.
pub fn within(file: &mut DataFile, alike: &[&str], column: &str, smallest: usize) {
    let Some(at) = file.column(column) else { return };
    let Some(alike) = alike.iter().map(|name| file.column(name)).collect::<Option<Vec<usize>>>() else { return };
    let key = |row: &[String]| alike.iter().map(|at| row[*at].clone()).collect::<Vec<_>>();
    let mut groups: BTreeMap<Vec<String>, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for row in &file.rows {
        groups.entry(key(row)).or_default().entry(row[at].clone()).or_default().insert(row[0].clone());
    }
    let hidden: BTreeMap<Vec<String>, BTreeSet<String>> =
        groups.into_iter().map(|(alike, values)| (alike, few(&values, smallest))).collect();
    let word = word(file.variables[at].kind);
    for row in &mut file.rows {
        if hidden.get(&key(row)).is_some_and(|few| few.contains(&row[at])) {
            word.clone_into(&mut row[at]);
        }
    }
}

/// Takes the rows away of which few people have any, told apart by these columns.
pub fn without_few(file: &mut DataFile, by: &[&str], smallest: usize) {
    let Some(by) = by.iter().map(|name| file.column(name)).collect::<Option<Vec<usize>>>() else { return };
    let key = |row: &[String]| by.iter().map(|at| row[*at].clone()).collect::<Vec<_>>();
    let mut people: BTreeMap<Vec<String>, BTreeSet<String>> = BTreeMap::new();
    for row in &file.rows {
        people.entry(key(row)).or_default().insert(row[0].clone());
    }
    file.rows.retain(|row| people.get(&key(row)).is_some_and(|people| people.len() >= smallest));
}

/// What few people share, and what has to be hidden with it. An empty cell is no value, and what is hidden already stays so.
fn few(values: &BTreeMap<String, BTreeSet<String>>, smallest: usize) -> BTreeSet<String> {
    let real = values.iter().filter(|(value, _)| !value.is_empty());
    let groups = real.map(|(value, people)| Group { name: value.clone(), count: 0, size: people.len() }).collect();
    let hidden = |shown| match shown {
        Shown::Hidden { name } => Some(name),
        Shown::Figure(_) => None,
    };
    hide_small(groups, smallest).into_iter().filter_map(hidden).collect()
}
