//! Small cells, hidden on request: what fewer people than the floor of reports share is hidden, and the next smallest with it, so that
//! it cannot be worked out from the rest; with whatever another file would say of the same ([`together`]). Times and amounts are told
//! in steps ([`coarse`]), as hardly anybody shares an exact one.

mod cells;
mod coarse;
mod together;

use self::{
    cells::{within, without_few},
    coarse::{steps, to_months, weeks},
    together::{leaving, scores},
};
use super::file::DataFile;

/// Where people were when the list was drawn.
const PLACES: [&str; 5] = ["authority", "site", "team", "unit", "stratum"];

/// Hides the small cells of every file of an export.
pub fn hide_small_cells(files: &mut [DataFile], smallest: usize) {
    for file in files.iter_mut() {
        match file.name {
            "participants" => participants(file, smallest),
            "events" => events(file, smallest),
            "dose" => {
                within(file, &["measure"], "planned", smallest);
                within(file, &["measure"], "actual", smallest);
            }
            "outcomes" => outcomes(file, smallest),
            // Of a survey that few sent, nothing is told; of a question, no answer that few gave.
            "survey_answers" => {
                without_few(file, &["wave"], smallest);
                within(file, &["wave", "instrument", "item"], "code", smallest);
            }
            "survey_scores" => without_few(file, &["wave", "instrument", "scale"], smallest),
            _ => {}
        }
    }
    scores(files);
    leaving(files);
}

/// Places of a few people, and a staff group of a few within a place; and who left, or asked to be left out.
fn participants(file: &mut DataFile, smallest: usize) {
    steps(file, "weeks_to_leaving", 4.0);
    for place in PLACES.iter().chain(&["staff_group"]) {
        within(file, &[], place, smallest);
    }
    for of_person in ["staff_group", "opted_out", "left", "weeks_to_leaving"] {
        within(file, &[], of_person, smallest);
        for place in PLACES {
            within(file, &[place], of_person, smallest);
        }
    }
}

/// What happened to few people, or to few in the same week, the same way or on the same occasion.
fn events(file: &mut DataFile, smallest: usize) {
    weeks(file, "at");
    without_few(file, &["event"], smallest);
    without_few(file, &["event", "occasion"], smallest);
    for of_it in ["at", "part", "detail"] {
        within(file, &["event"], of_it, smallest);
    }
    // Rows stood in the order in which things happened.
    file.rows.sort();
}

fn outcomes(file: &mut DataFile, smallest: usize) {
    without_few(file, &["measure", "window"], smallest);
    steps(file, "days_lost", 5.0);
    steps(file, "fte", 0.2);
    to_months(file, "months_observed");
    for of_person in ["days_lost", "fte", "leaver", "months_observed"] {
        within(file, &["measure", "window"], of_person, smallest);
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
