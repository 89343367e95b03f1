//! The roads of several trials in words: a table on a terminal, CSV and JSON with every figure of each for files.

use comfy_table::{CellAlignment, Table, presets::UTF8_HORIZONTAL_ONLY as STYLE};
use serde_json::{Value, json};

use super::{Line, OfTrial, Together};
use crate::{
    floor::error::{Error, Result},
    trial::{
        roster::sheet::for_export,
        uptake::{event::Denominator, report::percent},
    },
};

impl Line {
    /// 'What, count, share, of whom, share of the step before', as pages and terminals show it.
    #[must_use]
    pub fn cells(&self) -> [String; 5] {
        let of =
            if self.of == Denominator::None { String::new() } else { format!("{} {}", self.whole, self.of.words()) };
        let beat = self.to_beat.map_or_else(String::new, |beat| format!(" ({})", beat.says));
        [self.label.clone(), self.count.to_string(), percent(self.share) + &beat, of, percent(self.step)]
    }
}

impl OfTrial {
    fn to_table(&self) -> String {
        let mut table = Table::new();
        table.load_style(STYLE).set_header(["", "count", "share", "of", "of the step before"]);
        for line in self.lines() {
            table.add_row(line.cells());
        }
        for column in [1, 2, 4] {
            if let Some(column) = table.column_mut(column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let broken = self.report.funnel.checks.iter().filter(|check| !check.holds);
        let broken =
            broken.map(|check| format!("\nDOES NOT ADD UP: {} ({} = {})", check.says, check.left, check.right));
        format!("{}\n{}\n{table}{}", self.report.trial, self.about(), broken.collect::<String>())
    }
}

impl Together {
    /// For a terminal: the road of each.
    #[must_use]
    pub fn to_table(&self) -> String {
        let mut parts: Vec<String> = self.trials.iter().map(OfTrial::to_table).collect();
        let note = self.trials.first().map(|one| one.report.note.clone()).filter(|note| !note.is_empty());
        parts.extend(note);
        if parts.is_empty() { "There are no trials yet.".to_owned() } else { parts.join("\n\n") }
    }

    /// Every figure of each, as its own CSV has it, behind the trial's name, its intervention and its unit.
    pub fn to_csv(&self) -> Result<String> {
        let mut out = csv::Writer::from_writer(Vec::new());
        let heading =
            "trial,intervention,unit,measure,label,count,denominator,denominator_count,share,share_of_step_before";
        out.write_record(heading.split(',')).map_err(Error::broken)?;
        for OfTrial { report, .. } in &self.trials {
            for row in csv::Reader::from_reader(report.lines_csv().as_bytes()).records() {
                let row = row.map_err(Error::broken)?;
                let of = [for_export(&report.trial), report.intervention.as_str().into(), report.unit.as_str().into()];
                out.write_record(of.iter().map(AsRef::as_ref).chain(&row)).map_err(Error::broken)?;
            }
        }
        String::from_utf8(out.into_inner().map_err(|error| Error::broken(error.to_string()))?).map_err(Error::broken)
    }

    /// Each as its own JSON has it, with its road.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let road = |one: &OfTrial| {
            let line = |line: Line| {
                json!({ "measure": line.key, "label": line.label, "count": line.count, "denominator": line.of.key(),
                    "denominator_count": line.whole, "share": line.share, "share_of_step_before": line.step })
            };
            one.lines().into_iter().map(line).collect::<Vec<_>>()
        };
        let of = |one: &OfTrial| {
            let mut report = one.report.to_json();
            report["road"] = road(one).into();
            report
        };
        json!({ "adds_up": self.adds_up(), "trials": self.trials.iter().map(of).collect::<Vec<_>>() })
    }
}
