//! What two files say of the same person is hidden in both: a score where an answer that it is made of is hidden, and that somebody left or
//! asked to be left out, wherever it can be read.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::word;
use crate::trial::export::file::{DataFile, HIDDEN};

/// Takes a score away that rests on an answer which is hidden. What is left is made of answers that are shown.
pub fn scores(files: &mut [DataFile]) {
    let hidden: BTreeSet<[String; 4]> = find(files, "survey_answers")
        .map(|answers| answers.rows.iter().filter(|row| row[4] == HIDDEN).map(|row| of(row, [0, 1, 2, 3])).collect())
        .unwrap_or_default();
    let mut made_of: BTreeMap<[String; 3], Vec<String>> = BTreeMap::new();
    for row in find(files, "survey_scales").iter().flat_map(|file| &file.rows) {
        made_of.entry(of(row, [0, 1, 2])).or_default().push(row[3].clone());
    }
    let Some(scores) = files.iter_mut().find(|file| file.name == "survey_scores") else { return };
    for row in &mut scores.rows {
        let [called, wave, instrument, scale] = of(row, [0, 1, 2, 3]);
        let key = |item: &String| [called.clone(), wave.clone(), instrument.clone(), item.clone()];
        let made_of = made_of.get(&[wave.clone(), instrument.clone(), scale]);
        if made_of.into_iter().flatten().any(|item| hidden.contains(&key(item))) {
            HIDDEN.clone_into(&mut row[4]);
        }
    }
}

/// Whether somebody left is in the roster, in extracts, and in what happened. Where any of it is hidden of anybody, all of it is of everybody.
/// So it is with asking to be left out.
pub fn leaving(files: &mut [DataFile]) {
    let hides = |files: &[DataFile], name: &str, column: &str| {
        let file = find(files, name).and_then(|file| Some((file, file.column(column)?)));
        file.is_some_and(|(file, at)| file.rows.iter().any(|row| row[at] == HIDDEN))
    };
    let left = hides(files, "participants", "left")
        || hides(files, "participants", "weeks_to_leaving")
        || hides(files, "outcomes", "leaver");
    let opted_out = hides(files, "participants", "opted_out");
    if left {
        for (name, column) in [("participants", "left"), ("participants", "weeks_to_leaving"), ("outcomes", "leaver")] {
            hide_all(files, name, column);
        }
        no_word_of(files, "left");
    }
    if opted_out {
        hide_all(files, "participants", "opted_out");
        no_word_of(files, "opted_out");
    }
}

/// Of a column about leaving everything goes: that a cell is empty says that somebody stayed.
fn hide_all(files: &mut [DataFile], name: &str, column: &str) {
    let Some(file) = files.iter_mut().find(|file| file.name == name) else { return };
    let Some(at) = file.column(column) else { return };
    let word = word(file.variables[at].kind);
    let of_absence = file.column("measure").filter(|_| column == "leaver");
    for row in &mut file.rows {
        if of_absence.is_none_or(|measure| row[measure] == "turnover") {
            word.clone_into(&mut row[at]);
        }
    }
}

/// Takes events away that are this, or have it as their reason.
fn no_word_of(files: &mut [DataFile], what: &str) {
    let Some(events) = files.iter_mut().find(|file| file.name == "events") else { return };
    let (Some(event), Some(detail)) = (events.column("event"), events.column("detail")) else { return };
    let ends = format!(".{what}");
    events.rows.retain(|row| !row[event].ends_with(&ends) && row[detail] != what);
}

fn find<'a>(files: &'a [DataFile], name: &str) -> Option<&'a DataFile> {
    files.iter().find(|file| file.name == name)
}

fn of<const N: usize>(row: &[String], columns: [usize; N]) -> [String; N] {
    columns.map(|at| row[at].clone())
}
