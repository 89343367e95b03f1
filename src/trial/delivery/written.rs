//! The dose ledger in words: a table on a terminal, CSV and JSON for files.

use std::collections::BTreeSet;

use comfy_table::{CellAlignment, Table, presets::UTF8_HORIZONTAL_ONLY as STYLE};
use serde_json::{Value, json};

use super::ledger::{ALL_ARMS, Ledger, Line};
use crate::{
    floor::error::{Error, Result},
    trial::{roster::sheet::for_export, uptake::report::percent},
};

/// What is said under a ledger whose arms are not told.
pub const UNTOLD: &str =
    "Arm by arm it is told to those who may see the arms, and to everyone once the trial has ended.";

impl Line {
    /// 'Arm, what, planned, delivered, share, note', as pages and terminals show it.
    #[must_use]
    pub fn cells(&self) -> [String; 6] {
        let number = |number: Option<usize>| number.map_or_else(String::new, |number| number.to_string());
        let actual = if self.actual.is_none() { "not told".to_owned() } else { number(self.actual) };
        [self.arm.clone(), self.words.clone(), number(self.planned), actual, percent(self.share()), self.note.clone()]
    }
}

impl Ledger {
    /// Whether it tells several arms apart.
    #[must_use]
    pub fn tells_arms(&self) -> bool {
        let arms: BTreeSet<&str> =
            self.lines.iter().map(|line| line.arm.as_str()).filter(|arm| *arm != ALL_ARMS).collect();
        self.told && arms.len() > 1
    }

    /// For a terminal.
    #[must_use]
    pub fn to_table(&self) -> String {
        let mut table = Table::new();
        table.load_style(STYLE).set_header(["arm", "what", "planned", "delivered", "share", ""]);
        for line in &self.lines {
            table.add_row(line.cells());
        }
        for column in 2..=4 {
            if let Some(column) = table.column_mut(column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let Self { trial, intervention, unit, .. } = self;
        let untold = if self.told { String::new() } else { format!("\n{UNTOLD}") };
        format!("{trial} ({intervention}, unit of allocation: {unit})\n{table}{untold}")
    }

    /// One line a dose; a number is empty where there is none, or where it is not told.
    pub fn to_csv(&self) -> Result<String> {
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(["arm", "measure", "label", "planned", "delivered", "share", "note", "unit"])
            .map_err(Error::broken)?;
        let number = |number: Option<usize>| number.map_or_else(String::new, |number| number.to_string());
        for line in &self.lines {
            let share = line.share().map_or_else(String::new, |share| format!("{share:.4}"));
            let Line { key, note, .. } = line;
            let cells = [
                &for_export(&line.arm),
                key.as_str(),
                &for_export(&line.words),
                &number(line.planned),
                &number(line.actual),
                &share,
                note,
                &self.unit,
            ];
            out.write_record(cells).map_err(Error::broken)?;
        }
        String::from_utf8(out.into_inner().map_err(|error| Error::broken(error.to_string()))?).map_err(Error::broken)
    }

    /// As it is, for a script.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let line = |line: &Line| {
            json!({ "arm": line.arm, "measure": line.key, "label": line.words, "planned": line.planned,
                "delivered": line.actual, "share": line.share(), "note": line.note })
        };
        json!({ "trial": self.trial, "intervention": self.intervention, "unit": self.unit, "arms_told": self.told,
            "lines": self.lines.iter().map(line).collect::<Vec<_>>() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tells_arms(told: bool, arms: &[&str]) -> bool {
        let line = |arm: &&str| Line::of(arm, "letters_posted", "Letters posted", None, 1);
        let lines = arms.iter().map(line).collect();
        let [trial, intervention, unit] = ["Warm words", "letters", "team"].map(str::to_owned);
        Ledger { trial, intervention, unit, told, lines }.tells_arms()
    }

    #[test]
    fn arms_are_told_apart_where_there_are_several_beside_what_is_of_all() {
        assert!(tells_arms(true, &["letter", "letter", "comparison", ALL_ARMS]));
        assert!(!tells_arms(true, &["letter", ALL_ARMS]), "a roll-out has one");
        assert!(!tells_arms(false, &["letter", "comparison"]));
    }
}
