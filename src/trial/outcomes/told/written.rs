//! An outcome as people read it, in rows: for a terminal, and for a page.

use comfy_table::{CellAlignment, Table, presets::UTF8_HORIZONTAL_ONLY as LINES};

use super::Report;
use crate::trial::outcomes::analyse::{Contrast, Estimate, Interval, OfArm};

pub(super) const HIDDEN: &str = "hidden";

impl Report {
    /// For a terminal.
    #[must_use]
    pub fn to_table(&self) -> String {
        let mut parts = vec![self.heading()];
        parts.extend(self.protocol.says.iter().chain(&self.protocol.changed).cloned());
        parts.push(table(&HEAD_OF_ARMS, &self.rows_of_arms(), 1));
        for (title, rows) in self.comparisons() {
            parts.push(title);
            parts.push(table(&HEAD_OF_FIGURES, &rows, 2));
        }
        parts.extend(self.notes.clone());
        parts.join("\n")
    }

    /// The trial, the outcome, and what was randomised how.
    #[must_use]
    pub fn heading(&self) -> String {
        let Self { trial, title, unit, method, days, .. } = self;
        let days = if days.is_empty() { String::new() } else { format!("; {days}") };
        format!("{trial}: {title} (unit of allocation: {unit}, by {method}{days})")
    }

    /// Arm, allocated, with data, the response, mean, SD, the share to whom the intervention came.
    #[must_use]
    pub fn rows_of_arms(&self) -> Vec<Vec<String>> {
        let row = |arm: &OfArm| {
            let mut row = vec![arm.name.clone(), arm.allocated.to_string()];
            match arm.figures {
                None => {
                    row.extend([format!("{HIDDEN}, too few people")].into_iter().chain((0..4).map(|_| String::new())));
                }
                Some(found) => row.extend([
                    found.n.to_string(),
                    percent(found.n as f64 / arm.allocated as f64),
                    short(found.mean),
                    found.sd.map_or_else(String::new, short),
                    percent(found.had_it),
                ]),
            }
            row
        };
        self.analysis.arms.iter().map(row).collect()
    }

    /// For each arm less another: a title with who has data in both, and what there is to say: what, how, figure, from, until.
    #[must_use]
    pub fn comparisons(&self) -> Vec<(String, Vec<Vec<String>>)> {
        self.analysis.contrasts.iter().map(|contrast| (self.title_of(contrast), self.rows_of(contrast))).collect()
    }

    fn title_of(&self, contrast: &Contrast) -> String {
        let Contrast { arm, against, .. } = contrast;
        let response = |name: &String| {
            let found = self.analysis.arms.iter().find(|arm| arm.name == *name);
            found.map_or_else(String::new, |arm| match arm.figures {
                None => format!("hidden of {} in {name}", arm.allocated),
                Some(figures) => format!("{} of {} in {name}", figures.n, arm.allocated),
            })
        };
        format!("{arm} less {against}, with data: {}, {}", response(arm), response(against))
    }

    fn rows_of(&self, contrast: &Contrast) -> Vec<Vec<String>> {
        let Some(told) = &contrast.told else {
            let says = format!("{HIDDEN}: an arm has too few people with data, or would tell of those who are");
            return vec![vec!["Every figure".into(), says, String::new(), String::new(), String::new()]];
        };
        let mut rows: Vec<Vec<String>> =
            told.estimates.iter().map(|estimate| self.row("Difference, intention to treat", estimate)).collect();
        let plain = |what: &str, how: &str, figure: String| {
            vec![what.to_owned(), how.to_owned(), figure, String::new(), String::new()]
        };
        let standardised = told.standardised.map_or_else(|| "none: nobody differs".to_owned(), short);
        rows.push(plain("Standardised difference", "Cohen’s d", standardised));
        if let Some(found) = told.clustering {
            let how = format!("{} {}s, {} people each by weight", found.clusters, self.unit, short(found.size));
            rows.push(plain("Intraclass correlation", &how, format!("{:.3}", found.icc)));
            rows.push(plain("Design effect", &how, short(found.design_effect)));
        }
        rows.push(plain("Difference in compliance", "those with data", percent(told.cace.compliance)));
        rows.push(match &told.cace.effect {
            Some(effect) => self.row(if told.cace.weak { "CACE, weak: see below" } else { "CACE" }, effect),
            None if !told.cace.alike => plain("CACE", "none: the two arms differ in more", String::new()),
            None => plain("CACE", "none: the intervention came to no more people in the first arm", String::new()),
        });
        rows
    }

    fn row(&self, what: &str, estimate: &Estimate) -> Vec<String> {
        let (how, from, until) = match estimate.interval {
            Interval::Of { from, until } => (self.how(estimate.how), short(from), short(until)),
            Interval::None(why) => {
                (format!("{}; no interval: {why}", self.how(estimate.how)), String::new(), String::new())
            }
        };
        vec![what.to_owned(), how, short(estimate.difference), from, until]
    }
}

const HEAD_OF_ARMS: [&str; 7] = ["arm", "allocated", "with data", "response", "mean", "SD", "it came to"];
const HEAD_OF_FIGURES: [&str; 5] = ["", "how", "figure", "95% from", "until"];

fn table(head: &[&str], rows: &[Vec<String>], words: usize) -> String {
    let mut table = Table::new();
    table.load_style(LINES).set_header(head.to_vec());
    for row in rows {
        table.add_row(row.clone());
    }
    for column in words..head.len() {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.to_string()
}

/// Two places, or as many as a small number needs to be seen.
fn short(value: f64) -> String {
    let places = if value != 0.0 && value.abs() < 0.995 { 3 } else { 2 };
    format!("{value:.places$}")
}

fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}
