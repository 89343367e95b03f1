//! Scores as people and scripts read them: a table on a terminal, CSV and JSON for files.

use comfy_table::{CellAlignment, Table, presets::UTF8_HORIZONTAL_ONLY as LINES};
use serde_json::{Value, json};

use super::figures::{Figures, OfItem, OfScale, Row as Counts};
use crate::trial::{roster::sheet::for_export, uptake::report::with_unit};

/// What is said of one instrument.
#[derive(Debug, Clone, PartialEq)]
pub struct OfInstrument {
    pub id: String,
    pub version: String,
    pub title: String,
    /// Under which licence it was asked; '' where it needs none.
    pub licence: String,
    pub unconfirmed: Vec<String>,
    pub scales: Vec<OfScale>,
    pub items: Vec<OfItem>,
}

/// How many answered, of those who were asked; `asked` is not known where nobody knows who was handed the way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    pub group: String,
    pub answered: usize,
    pub asked: Option<usize>,
}

/// All that is said of a survey.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub title: String,
    /// The unit of allocation of the trial; '' for a file, which is of none.
    pub unit: String,
    /// Empty for a file, whose rows are all there is.
    pub response: Vec<Response>,
    pub instruments: Vec<OfInstrument>,
    pub notes: Vec<String>,
}

impl Report {
    /// For a terminal.
    #[must_use]
    pub fn to_table(&self) -> String {
        let unit = if self.unit.is_empty() { String::new() } else { format!(" (unit of allocation: {})", self.unit) };
        let mut parts = vec![self.title.clone() + &unit];
        parts.extend(self.response.iter().map(Response::says));
        for one in &self.instruments {
            parts.push(one.heading());
            if !one.scales.is_empty() {
                parts.push(one.table_of_scales(&self.response));
            }
            parts.extend(one.items.iter().map(OfItem::to_table));
            parts.extend(one.unconfirmed.iter().map(|says| format!("Unconfirmed: {says}")));
        }
        parts.extend(self.notes.clone());
        parts.join("\n")
    }

    /// A line a figure; a hidden one has no number and says so. Of a trial, each ends in its unit of allocation.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut lines = vec!["instrument,version,measure,group,figure,value\n".to_owned()];
        for response in &self.response {
            let group = quoted(&response.group);
            lines.push(format!(",,response,{group},answered,{}\n", response.answered));
            lines.extend(response.asked.map(|asked| format!(",,response,{group},asked,{asked}\n")));
        }
        for one in &self.instruments {
            let scales = one.scales.iter().flat_map(|scale| rows_of_scale(scale, &self.response));
            let figures = scales.chain(one.items.iter().flat_map(rows_of_item));
            lines.extend(figures.map(|(measure, group, figure, value)| {
                format!("{},{},{measure},{},{},{value}\n", one.id, one.version, quoted(&group), quoted(&figure))
            }));
        }
        if self.unit.is_empty() { lines.concat() } else { with_unit(&lines.concat(), &self.unit) }
    }

    #[must_use]
    pub fn to_json(&self) -> Value {
        let figures = |rows: Vec<Row>| -> Vec<Value> {
            let row = |(measure, group, figure, value): Row| json!({ "measure": measure, "group": group, "figure": figure, "value": value });
            rows.into_iter().map(row).collect()
        };
        let instrument = |one: &OfInstrument| {
            let scales = one.scales.iter().flat_map(|scale| rows_of_scale(scale, &self.response));
            let rows = scales.chain(one.items.iter().flat_map(rows_of_item));
            json!({ "id": one.id, "version": one.version, "title": one.title, "licence": one.licence, "unconfirmed": one.unconfirmed,
                "figures": figures(rows.collect()) })
        };
        let response = |one: &Response| json!({ "group": one.group, "answered": one.answered, "asked": one.asked });
        json!({
            "title": self.title, "unit": self.unit, "response": self.response.iter().map(response).collect::<Vec<_>>(),
            "instruments": self.instruments.iter().map(instrument).collect::<Vec<_>>(), "notes": self.notes,
        })
    }
}

impl Response {
    /// How many of how many, as it stands beside a figure.
    #[must_use]
    pub fn share(&self) -> String {
        match self.asked {
            Some(asked) => format!("{} of {asked}", self.answered),
            None => self.answered.to_string(),
        }
    }

    #[must_use]
    pub fn says(&self) -> String {
        match self.asked {
            Some(asked) => format!("{}: {} of {asked} answered", self.group, self.answered),
            None => format!("{}: {} answered", self.group, self.answered),
        }
    }
}

impl OfInstrument {
    #[must_use]
    pub fn heading(&self) -> String {
        let licence = if self.licence.is_empty() { String::new() } else { format!(", licence {}", self.licence) };
        format!("{} (version {}{licence})", self.title, self.version)
    }

    fn table_of_scales(&self, response: &[Response]) -> String {
        let mut table = Table::new();
        table.load_style(LINES).set_header(["", "group", "n", "mean", "SD", "no score", "answered", "besides"]);
        for row in self.rows(response) {
            table.add_row(row);
        }
        for column in 2..=6 {
            if let Some(column) = table.column_mut(column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table.to_string()
    }

    /// Each scale of each group: title, group, n, mean, SD, without a score, how many of the group answered, and what else there is to say.
    #[must_use]
    pub fn rows(&self, response: &[Response]) -> Vec<[String; 8]> {
        let mut rows = Vec::new();
        for one in &self.scales {
            for (group, figures) in &one.groups {
                let (title, group) = (one.scale.title.clone(), group.clone());
                let [n, mean, sd, without] =
                    figures.as_ref().map_or(["hidden", "", "", ""].map(str::to_owned), |found| {
                        let sd = found.sd.map_or_else(String::new, |sd| format!("{sd:.2}"));
                        [found.n.to_string(), format!("{:.2}", found.mean), sd, found.without.to_string()]
                    });
                let says = figures.as_ref().map_or_else(|| "too few people".to_owned(), |found| besides(one, found));
                let answered = response.iter().find(|one| one.group == group).map_or_else(String::new, Response::share);
                rows.push([title, group, n, mean, sd, without, answered, says]);
            }
        }
        rows
    }
}

fn besides(of: &OfScale, found: &Figures) -> String {
    let [least, most] = of.scale.range;
    let mut parts = vec![format!("{least} to {most}, higher is {}", of.scale.higher)];
    let bands: Vec<String> = found.bands.iter().map(|(name, count)| format!("{name} {}", told(*count))).collect();
    if !bands.is_empty() && found.bands.iter().all(|(_, count)| count.is_none()) {
        parts.push("bands hidden, too few people".into());
    } else if !bands.is_empty() {
        parts.push(bands.join(", "));
    }
    if let (Some(line), Some(count)) = (&of.scale.line, found.at_line) {
        parts.push(format!("{} ({} or more) {}", line.name, line.at_least, told(count)));
    }
    parts.join("; ")
}

fn told(count: Option<usize>) -> String {
    count.map_or_else(|| "hidden".into(), |count| count.to_string())
}

impl OfItem {
    /// A line a group.
    fn to_table(&self) -> String {
        let group = |(name, counts): &(String, Option<Counts>)| match counts {
            None => format!("  {name}: hidden, too few people"),
            Some(counts) => {
                let each = self.answers.iter().zip(counts).map(|(words, count)| format!("{words} {}", told(*count)));
                format!("  {name}: {}", each.collect::<Vec<_>>().join(", "))
            }
        };
        let lines = std::iter::once(self.words.clone()).chain(self.groups.iter().map(group));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// Measure, group, figure, value.
type Row = (String, String, String, String);

fn rows_of_scale(of: &OfScale, response: &[Response]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (group, figures) in &of.groups {
        let mut add =
            |figure: &str, value: String| rows.push((of.scale.id.clone(), group.clone(), figure.to_owned(), value));
        if let Some(one) = response.iter().find(|one| one.group == *group) {
            add("answered", one.answered.to_string());
            one.asked.iter().for_each(|asked| add("asked", asked.to_string()));
        }
        let Some(found) = figures else {
            add("hidden", "too few people".into());
            continue;
        };
        add("n", found.n.to_string());
        add("mean", format!("{:.4}", found.mean));
        add("sd", found.sd.map_or_else(String::new, |sd| format!("{sd:.4}")));
        add("no_score", found.without.to_string());
        for (band, count) in &found.bands {
            add(&format!("band {band}"), told(*count));
        }
        if let (Some(line), Some(count)) = (&of.scale.line, found.at_line) {
            add(&format!("at_or_over {}", line.at_least), told(count));
        }
    }
    rows
}

fn rows_of_item(of: &OfItem) -> Vec<Row> {
    let mut rows = Vec::new();
    for (group, counts) in &of.groups {
        match counts {
            None => rows.push((of.item.clone(), group.clone(), "hidden".into(), "too few people".into())),
            Some(counts) => rows.extend(
                of.answers
                    .iter()
                    .zip(counts)
                    .map(|(words, count)| (of.item.clone(), group.clone(), words.clone(), told(*count))),
            ),
        }
    }
    rows
}

pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", for_export(text).replace('"', "\"\""))
}
