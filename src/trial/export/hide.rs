//! Small cells, hidden on request: what fewer people than the floor of reports share is hidden, and the next smallest with it, so that
//! it cannot be worked out from the rest.

use std::collections::{BTreeMap, BTreeSet};

use super::file::{DataFile, HIDDEN, HIDDEN_WORD, Kind};
use crate::trial::uptake::hide::{Group, Shown, hide_small};

/// Hides the small cells of every file of an export.
pub fn hide_small_cells(files: &mut [DataFile], smallest: usize) {
    for file in files {
        match file.name {
            "participants" => participants(file, smallest),
            "events" => {
                let rows = std::mem::take(&mut file.rows);
                file.rows = without_few(rows, &[1], smallest);
            }
            // Of a survey that few sent, nothing is told; of a question, no answer that few gave.
            "survey_answers" => {
                let rows = std::mem::take(&mut file.rows);
                file.rows = without_few(rows, &[1], smallest);
                within(file, &["wave", "instrument", "item"], "code", smallest);
            }
            "survey_scores" => {
                let rows = std::mem::take(&mut file.rows);
                file.rows = without_few(rows, &[1, 2, 3], smallest);
            }
            _ => {}
        }
    }
}

/// Places of a few people, and a staff group of a few within a place.
fn participants(file: &mut DataFile, smallest: usize) {
    for place in ["authority", "site", "team", "unit", "stratum", "staff_group"] {
        within(file, &[], place, smallest);
    }
    for place in ["authority", "site", "team", "unit", "stratum"] {
        within(file, &[place], "staff_group", smallest);
    }
}

/// Hides the values of `column` that few people share, among those who are alike in `alike`.
fn within(file: &mut DataFile, alike: &[&str], column: &str, smallest: usize) {
    let Some(at) = file.column(column) else { return };
    let Some(alike) = alike.iter().map(|name| file.column(name)).collect::<Option<Vec<usize>>>() else { return };
    let key = |row: &[String]| alike.iter().map(|at| row[*at].clone()).collect::<Vec<_>>();
    let mut groups: BTreeMap<Vec<String>, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for row in &file.rows {
        groups.entry(key(row)).or_default().entry(row[at].clone()).or_default().insert(row[0].clone());
    }
    let hidden: BTreeMap<Vec<String>, BTreeSet<String>> =
        groups.into_iter().map(|(alike, values)| (alike, few(&values, smallest))).collect();
    let word = if file.variables[at].kind == Kind::Text { HIDDEN_WORD } else { HIDDEN };
    for row in &mut file.rows {
        if hidden.get(&key(row)).is_some_and(|few| few.contains(&row[at])) {
            word.clone_into(&mut row[at]);
        }
    }
}

/// The rows without those of which few people have any, told apart by the cells at `by`.
fn without_few(mut rows: Vec<Vec<String>>, by: &[usize], smallest: usize) -> Vec<Vec<String>> {
    let key = |row: &[String]| by.iter().map(|at| row[*at].as_str()).collect::<Vec<_>>().join("\n");
    let mut people: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in &rows {
        people.entry(key(row)).or_default().insert(row[0].clone());
    }
    rows.retain(|row| people.get(&key(row)).is_some_and(|people| people.len() >= smallest));
    rows
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::trial::export::file::Variable;

    fn file(cells: &[(u8, u8)]) -> DataFile {
        let text = |name| Variable::new(name, Kind::Text, "");
        let variables = vec![text("trial_id"), text("site"), Variable::new("staff_group", Kind::Coded, "")];
        let row = |(nth, (site, group)): (usize, &(u8, u8))| {
            vec![format!("p{nth:03}"), format!("S{site:03}"), group.to_string()]
        };
        let rows = cells.iter().enumerate().map(row).collect();
        DataFile { name: "participants", about: "", variables, rows }
    }

    fn sizes(file: &DataFile, by: &[usize]) -> BTreeMap<Vec<String>, usize> {
        let mut sizes = BTreeMap::new();
        for row in &file.rows {
            *sizes.entry(by.iter().map(|at| row[*at].clone()).collect()).or_default() += 1;
        }
        sizes
    }

    #[test]
    fn a_small_site_and_a_small_group_are_hidden_with_the_next_smallest() {
        let mut cells = vec![(1, 1); 20];
        cells.extend([(2, 1); 3]);
        cells.extend([(3, 2); 10]);
        let mut files = [file(&cells)];
        hide_small_cells(&mut files, 8);
        let sites = sizes(&files[0], &[1]);
        assert_eq!(sites, [(vec!["S001".to_owned()], 20), (vec!["hidden".to_owned()], 13)].into());
        assert!(files[0].rows.iter().all(|row| row[0].starts_with('p')), "nobody is taken out");
    }

    proptest! {
        /// No value that is shown is shared by fewer than the floor, alone or together with where somebody works.
        #[test]
        fn no_cell_that_is_shown_is_small(cells in prop::collection::vec((1..6_u8, 1..5_u8), 1..120)) {
            let mut files = [file(&cells)];
            hide_small_cells(&mut files, 8);
            for by in [vec![1], vec![2], vec![1, 2]] {
                for (key, size) in sizes(&files[0], &by) {
                    let hidden = key.iter().any(|cell| cell == HIDDEN || cell == HIDDEN_WORD);
                    prop_assert!(hidden || size >= 8, "{:?} is shown and has {}", key, size);
                }
            }
        }
    }
}
