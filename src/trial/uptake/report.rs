//! The funnel as people and scripts read it: a table on a terminal, CSV and JSON for files.

use comfy_table::{CellAlignment, Table, presets::UTF8_HORIZONTAL_ONLY as LINES};
use serde_json::{Map, Value, json};

use super::{
    by_group::Grouping,
    event::Denominator,
    funnel::{Figure, Funnel},
    hide::Shown,
};

mod reached;

pub use reached::{GOALS, LETTERS, ROUNDS, Reached, TOKENS};

/// All that is said of one trial's uptake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub trial: String,
    pub intervention: String,
    /// What was randomised, as stored.
    pub unit: String,
    /// Which list the figures rest on: `live`, or `none yet`.
    pub list: String,
    pub funnel: Funnel,
    /// What counts as reached.
    pub reached: Reached,
    /// How many of those allocated were reached, by authority, small groups hidden.
    pub by_authority: Vec<Shown>,
    /// How far people of each kind came, for what is told so.
    pub groupings: Vec<Grouping>,
    /// Whether it sets arms side by side.
    pub arms_told: bool,
    /// What the settings say of every report.
    pub note: String,
}

/// The first line of the CSV.
const HEADING: &str = "measure,label,count,denominator,denominator_count,share,share_of_step_before";

impl Report {
    /// For a terminal.
    #[must_use]
    pub fn to_table(&self) -> String {
        let mut table = Table::new();
        table.load_style(LINES).set_header([
            "",
            &self.reached.counts.to_lowercase(),
            "share",
            "of",
            "of the step before",
        ]);
        for figure in &self.funnel.figures {
            let of = if figure.of == Denominator::None {
                String::new()
            } else {
                format!("{} {}", figure.whole, figure.of.words())
            };
            table.add_row([
                figure.label.clone(),
                figure.count.to_string(),
                percent(figure.share()) + &figure.to_beat.map_or_else(String::new, |beat| format!(" ({})", beat.says)),
                of,
                percent(self.funnel.step(figure)),
            ]);
        }
        for column in [1, 2, 4] {
            if let Some(column) = table.column_mut(column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let Self { trial, unit, list, .. } = self;
        format!("{trial} (unit of allocation: {unit}; list: {list})\n{table}\n{}", self.foot())
    }

    fn foot(&self) -> String {
        let mut lines: Vec<String> = self
            .funnel
            .not_owed
            .iter()
            .map(|(reason, count)| format!("No longer owed, {}: {count}", reason.replace('_', " ")))
            .collect();
        lines.extend(self.by_authority.iter().map(|shown| match shown {
            Shown::Figure(group) => {
                format!("{} in {}: {} of {} allocated", self.reached.words, group.name, group.count, group.size)
            }
            Shown::Hidden { name } => format!("{} in {name}: hidden, too few people", self.reached.words),
        }));
        lines.extend(self.groupings.iter().flat_map(Grouping::lines));
        lines.extend(self.funnel.checks.iter().map(|check| {
            let word = if check.holds { "adds up" } else { "DOES NOT ADD UP" };
            format!("{word}: {} ({} = {})", check.says, check.left, check.right)
        }));
        lines.extend((!self.note.is_empty()).then(|| self.note.clone()));
        lines.join("\n")
    }

    /// [`Report::lines_csv`], with the unit of allocation at the end of each line.
    #[must_use]
    pub fn to_csv(&self) -> String {
        with_unit(&self.lines_csv(), &self.unit)
    }

    /// One line a figure. Shares are of the line's own denominator, to four places; empty where there is none.
    #[must_use]
    pub fn lines_csv(&self) -> String {
        let lines = self.funnel.figures.iter().map(|figure| {
            let Figure { key, label, count, of, whole, .. } = figure;
            let (share, step) = (decimal(figure.share()), decimal(self.funnel.step(figure)));
            format!("{key},\"{label}\",{count},{},{whole},{share},{step}\n", of.key())
        });
        let reasons = self.funnel.not_owed.iter().map(|(reason, count)| {
            format!(
                "not_owed.{reason},\"No longer owed a letter: {reason}\",{count},{},{},,\n",
                Denominator::Allocated.key(),
                self.funnel.count("allocated")
            )
        });
        let groups = self.groupings.iter().flat_map(Grouping::csv);
        std::iter::once(format!("{HEADING}\n")).chain(lines).chain(reasons).chain(groups).collect()
    }

    /// `counts` by measure for scripts, `figures` with their denominators, the reasons, the sums and the groups.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let funnel = &self.funnel;
        let counts: Map<String, Value> =
            funnel.figures.iter().map(|figure| (figure.key.to_owned(), figure.count.into())).collect();
        let figures = funnel.figures.iter().map(|figure| {
            json!({
                "measure": figure.key, "label": figure.label, "count": figure.count, "denominator": figure.of.key(),
                "denominator_count": figure.whole, "share": figure.share(), "share_of_step_before": funnel.step(figure),
                "to_beat": figure.to_beat.map(|beat| json!({ "share": beat.share, "says": beat.says })),
            })
        });
        json!({
            "note": self.note, "trial": self.trial, "intervention": self.intervention, "unit": self.unit, "list": self.list,
            "counts": counts, "not_owed_by_reason": funnel.not_owed, "adds_up": funnel.adds_up(), "checks": funnel.checks,
            "figures": figures.collect::<Vec<_>>(),
            (format!("{}_by_authority", self.reached.key)): self.by_authority.iter().map(|shown| self.group(shown)).collect::<Vec<_>>(),
            "groups": self.groupings.iter().map(Grouping::to_json).collect::<Vec<_>>(),
        })
    }

    fn group(&self, shown: &Shown) -> Value {
        match shown {
            Shown::Figure(group) => {
                json!({ "authority": group.name, (self.reached.key): group.count, "allocated": group.size })
            }
            Shown::Hidden { name } => json!({ "authority": name, "hidden": "too few people" }),
        }
    }
}

/// A CSV, whose cells hold no line breaks, with a last column for the unit of allocation.
pub(in crate::trial) fn with_unit(csv: &str, unit: &str) -> String {
    with_last(csv, "unit", unit)
}

/// A file with one more column, which says the same in every line.
pub(in crate::trial) fn with_last(csv: &str, head: &str, value: &str) -> String {
    let line = |(nth, line): (usize, &str)| format!("{line},{}\n", if nth == 0 { head } else { value });
    csv.lines().enumerate().map(line).collect()
}

/// '96.4%', or nothing.
#[must_use]
pub fn percent(share: Option<f64>) -> String {
    share.map_or_else(String::new, |share| format!("{:.1}%", share * 100.0))
}

/// '0.9640', or nothing.
pub(super) fn decimal(share: Option<f64>) -> String {
    share.map_or_else(String::new, |share| format!("{share:.4}"))
}
