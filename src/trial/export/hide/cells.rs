//! One cell, or one row, among those of the people who share it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::trial::{
    export::file::{DataFile, HIDDEN, HIDDEN_WORD, Kind},
    uptake::hide::{Group, Shown, hide_small},
};

/// What is written where the cells of a variable are hidden.
pub const fn word(kind: Kind) -> &'static str {
    if matches!(kind, Kind::Text) { HIDDEN_WORD } else { HIDDEN }
}

/// What is small. Where the arms are in a pack, what few share within an arm is hidden too: each is told apart by it.
#[derive(Debug, Clone, Default)]
pub struct Small {
    /// So many people are few no longer.
    pub smallest: usize,
    /// By trial id.
    pub arms: HashMap<String, String>,
}

impl Small {
    /// Hides the values of `column` that few people share, among those who are alike in `alike`.
    pub fn within(&self, file: &mut DataFile, alike: &[&str], column: &str) {
        let Some(at) = file.column(column) else { return };
        let Some(alike) = columns(file, alike) else { return };
        let everybody = |row: &[String]| cells(row, &alike);
        let of_arm = |row: &[String]| [cells(row, &alike), vec![self.arm(row)]].concat();
        self.hide(file, at, everybody);
        if !self.arms.is_empty() {
            self.hide(file, at, of_arm);
        }
    }

    /// Takes the rows away of which few people have any, told apart by these columns.
    pub fn without_few(&self, file: &mut DataFile, by: &[&str]) {
        let Some(by) = columns(file, by) else { return };
        self.keep_many(file, |row| cells(row, &by));
        if !self.arms.is_empty() {
            self.keep_many(file, |row| [cells(row, &by), vec![self.arm(row)]].concat());
        }
    }

    fn arm(&self, row: &[String]) -> String {
        self.arms.get(&row[0]).cloned().unwrap_or_default()
    }

    fn hide(&self, file: &mut DataFile, at: usize, key: impl Fn(&[String]) -> Vec<String>) {
        let mut groups: BTreeMap<Vec<String>, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
        let word = word(file.variables[at].kind);
        for row in &file.rows {
            groups.entry(key(row)).or_default().entry(row[at].clone()).or_default().insert(row[0].clone());
        }
        let few_of = |(alike, values)| (alike, few(&values, word, self.smallest));
        let hidden: BTreeMap<Vec<String>, BTreeSet<String>> = groups.into_iter().map(few_of).collect();
        for row in &mut file.rows {
            if hidden.get(&key(row)).is_some_and(|few| few.contains(&row[at])) {
                word.clone_into(&mut row[at]);
            }
        }
    }

    fn keep_many(&self, file: &mut DataFile, key: impl Fn(&[String]) -> Vec<String>) {
        let mut people: BTreeMap<Vec<String>, BTreeSet<String>> = BTreeMap::new();
        for row in &file.rows {
            people.entry(key(row)).or_default().insert(row[0].clone());
        }
        file.rows.retain(|row| people.get(&key(row)).is_some_and(|people| people.len() >= self.smallest));
    }
}

fn columns(file: &DataFile, names: &[&str]) -> Option<Vec<usize>> {
    names.iter().map(|name| file.column(name)).collect()
}

fn cells(row: &[String], at: &[usize]) -> Vec<String> {
    at.iter().map(|at| row[*at].clone()).collect()
}

/// What few people share, and what has to be hidden with it. An empty cell is no value. What is hidden already stays so, and can be what
/// the few are not to be told from.
fn few(values: &BTreeMap<String, BTreeSet<String>>, word: &str, smallest: usize) -> BTreeSet<String> {
    let real = || values.iter().filter(|(value, _)| !value.is_empty() && *value != word);
    let small: BTreeSet<String> =
        real().filter(|(_, people)| people.len() < smallest).map(|(value, _)| value.clone()).collect();
    let among = values.get(word).map_or(0, BTreeSet::len);
    let of_small: usize = small.iter().map(|value| values[value].len()).sum();
    if small.is_empty() || among > 0 && among + of_small >= smallest {
        return small;
    }
    let groups = real().map(|(value, people)| Group { name: value.clone(), count: 0, size: people.len() }).collect();
    let hidden = |shown| match shown {
        Shown::Hidden { name } => Some(name),
        Shown::Figure(_) => None,
    };
    hide_small(groups, smallest).into_iter().filter_map(hidden).collect()
}
