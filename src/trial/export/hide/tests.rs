//! What is shown of a file of participants.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::trial::export::file::{HIDDEN, HIDDEN_WORD, Kind, Variable};

fn file(cells: &[(u8, u8)]) -> DataFile {
    let text = |name| Variable::new(name, Kind::Text, "");
    let variables = vec![text("trial_id"), text("site"), Variable::new("staff_group", Kind::Coded, "")];
    let row =
        |(nth, (site, group)): (usize, &(u8, u8))| vec![format!("p{nth:03}"), format!("S{site:03}"), group.to_string()];
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
