//! Small cells, hidden on request: what fewer people than the floor of reports share is hidden, and the next smallest with it, so that
//! it cannot be worked out from the rest; with whatever another file would say of the same ([`together`]). So it is among everybody and,
//! where a pack has the arms, within each arm. Times and amounts are told in steps ([`coarse`]), as hardly anybody shares an exact one.

mod cells;
mod coarse;
mod together;

use std::collections::HashMap;

use self::{
    cells::Small,
    coarse::{steps, to_months, weeks},
    together::{leaving, scores},
};
use super::file::DataFile;

/// Where people were when the list was drawn.
const PLACES: [&str; 5] = ["authority", "site", "team", "unit", "stratum"];

/// Hides the small cells of every file of an export.
pub fn hide_small_cells(files: &mut [DataFile], smallest: usize) {
    let small = Small { smallest, arms: arms(files) };
    for file in files.iter_mut() {
        match file.name {
            "participants" => participants(file, &small),
            "events" => events(file, &small),
            "dose" => {
                small.within(file, &["measure"], "planned");
                small.within(file, &["measure"], "actual");
            }
            "outcomes" => outcomes(file, &small),
            // Of a survey that few sent, nothing is told; of a question, no answer that few gave.
            "survey_answers" => {
                small.without_few(file, &["wave"]);
                small.within(file, &["wave", "instrument", "item"], "code");
            }
            "survey_scores" => small.without_few(file, &["wave", "instrument", "scale"]),
            _ => {}
        }
    }
    scores(files);
    leaving(files);
}

/// Whose arm is which, where the pack says it.
fn arms(files: &[DataFile]) -> HashMap<String, String> {
    let participants = files.iter().find(|file| file.name == "participants");
    let at = participants.and_then(|file| file.column("arm"));
    let rows = participants.iter().flat_map(|file| &file.rows);
    at.map(|at| rows.map(|row| (row[0].clone(), row[at].clone())).collect()).unwrap_or_default()
}

/// Places of a few people, and a staff group of a few within a place; and who left, or asked to be left out.
fn participants(file: &mut DataFile, small: &Small) {
    steps(file, "weeks_to_leaving", 4.0);
    for place in PLACES.iter().chain(&["staff_group"]) {
        small.within(file, &[], place);
    }
    for of_person in ["staff_group", "opted_out", "left", "weeks_to_leaving"] {
        small.within(file, &[], of_person);
        for place in PLACES {
            small.within(file, &[place], of_person);
        }
    }
}

/// What happened to few people, or to few in the same week, the same way or on the same occasion.
fn events(file: &mut DataFile, small: &Small) {
    weeks(file, "at");
    small.without_few(file, &["event"]);
    small.without_few(file, &["event", "occasion"]);
    for of_it in ["at", "part", "detail"] {
        small.within(file, &["event"], of_it);
    }
    // Rows stood in the order in which things happened.
    file.rows.sort();
}

fn outcomes(file: &mut DataFile, small: &Small) {
    small.without_few(file, &["measure", "window"]);
    steps(file, "days_lost", 5.0);
    steps(file, "fte", 0.2);
    to_months(file, "months_observed");
    for of_person in ["days_lost", "fte", "leaver", "months_observed"] {
        small.within(file, &["measure", "window"], of_person);
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
