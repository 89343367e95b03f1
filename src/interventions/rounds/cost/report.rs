//! Costs as people and scripts read them: tables that came in from files, as given, and what each series of one's own comes to.

use comfy_table::{CellAlignment, Table, presets::UTF8_HORIZONTAL_ONLY as LINES};
use serde_json::{Value, json};

use super::{
    given::{GivenCosts, GivenTable},
    line::Heading,
    money::Pence,
    said::FirstTrial,
    sums::{Counted, Sums, UnitCost},
};
use crate::{
    floor::{db::Conn, error::Result},
    interventions::rounds::{
        came::attendances,
        round::State,
        store::{self, series::Series},
    },
    trial::roster::{people, sheet::for_export},
};

/// One series and what it comes to.
#[derive(Debug, Clone)]
pub struct OfSeries {
    pub name: String,
    pub authority: String,
    pub sums: Sums,
}

/// All costs on record.
#[derive(Debug, Clone)]
pub struct Report {
    /// With what is to be said beside each.
    pub given: Vec<(GivenTable, Vec<String>)>,
    /// Series that have a line of cost.
    pub series: Vec<OfSeries>,
}

/// What one series comes to.
pub fn sums(conn: &mut Conn, series: &Series) -> Result<Sums> {
    let mut counted = Vec::new();
    for round in store::rounds::of_series(conn, &series.id)? {
        let held = round.state == State::Held;
        let came = if held { attendances(conn, &round)? } else { 0 };
        counted.push(Counted { id: round.id, number: round.number, held, came });
    }
    Ok(Sums::of(&store::costs::of_series(conn, &series.id)?, &counted))
}

/// Every table that came in, with what is said beside it.
pub fn given(conn: &mut Conn) -> Result<Vec<(GivenTable, Vec<String>)>> {
    let first = FirstTrial::read()?;
    GivenTable::all(conn)?.into_iter().map(|table| Ok((table.clone(), first.notes(&table)?))).collect()
}

impl Report {
    pub fn gather(conn: &mut Conn) -> Result<Self> {
        let (authorities, mut all) = (people::authorities(conn)?, Vec::new());
        for series in store::series::all(conn)? {
            if !store::costs::of_series(conn, &series.id)?.is_empty() {
                let authority = authorities.iter().find(|one| one.id == series.authority_id);
                let authority = authority.map(|one| one.name.clone()).unwrap_or_default();
                all.push(OfSeries { sums: sums(conn, &series)?, name: series.name, authority });
            }
        }
        Ok(Self { given: given(conn)?, series: all })
    }

    /// For a terminal.
    #[must_use]
    pub fn to_table(&self) -> String {
        let given = self.given.iter().map(|(table, notes)| {
            let heading =
                format!("{} (as given, not worked out; a Round’s total leaves initial training out)", table.source);
            format!("{heading}\n{}\n{}", drawn(table), notes.join("\n"))
        });
        let all: Vec<String> = given.chain(self.series.iter().map(OfSeries::to_text)).collect();
        if all.is_empty() { "No costs are on record.".to_owned() } else { all.join("\n\n") }
    }

    /// One line a figure, in pounds. A unit cost has its numerator and denominator; what it leaves out is named.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut rows = vec![
            ["kind", "of", "whose", "measure", "pounds", "numerator", "denominator", "left_out"].map(str::to_owned),
        ];
        for (table, _) in &self.given {
            rows.extend(given_lines(table));
        }
        for series in &self.series {
            rows.extend(series.lines());
        }
        rows.iter().map(|row| row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",") + "\n").collect()
    }

    /// The same for scripts, in pence.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let given = self.given.iter().map(|(table, notes)| {
            let rows = table.rows.iter().map(|row| {
                json!({ "la": row.label, "training": row.of(Heading::Training), "panel": row.of(Heading::Panel),
                    "round": row.of(Heading::Round), "steering": row.of(Heading::Steering), "total": row.total() })
            });
            json!({ "source": table.source, "basis": "as given, not worked out", "left_out_of_total": "training",
                "rows_pence": rows.collect::<Vec<_>>(), "mean_pence": means(table).map(|(name, mean)| json!([name, mean])),
                "notes": notes })
        });
        let series = self.series.iter().map(|one| {
            json!({ "series": one.name, "authority": one.authority, "per_round": unit_json(&one.sums.per_round),
                "per_attendance": unit_json(&one.sums.per_attendance) })
        });
        json!({ "given": given.collect::<Vec<_>>(), "series": series.collect::<Vec<_>>() })
    }
}

/// The columns of a table that was given, each with its mean.
fn means(table: &GivenTable) -> [(&'static str, Option<Pence>); 5] {
    let of = |heading: Heading| (heading.name(), table.mean(|row| row.of(heading)));
    let [training, panel, round, steering] = Heading::ALL.map(of);
    [training, panel, round, steering, ("total", table.mean(GivenCosts::total))]
}

fn drawn(given: &GivenTable) -> Table {
    let mut table = Table::new();
    table.load_style(LINES).set_header(["LA", "training", "panel", "Round", "steering", "total"]);
    for row in &given.rows {
        let amounts = Heading::ALL.map(|heading| row.of(heading)).into_iter().chain([row.total()]);
        table.add_row(std::iter::once(row.label.clone()).chain(amounts.map(|pence| pence.to_string())));
    }
    let means = means(given).map(|(_, mean)| mean.map(|mean| mean.to_string()).unwrap_or_default());
    table.add_row(std::iter::once("mean".to_owned()).chain(means));
    table.column_iter_mut().skip(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    table
}

fn given_lines(table: &GivenTable) -> Vec<[String; 8]> {
    let line = |whose: &str, measure: &str, pence: Pence, numerator: String, denominator: String| {
        let left_out = if measure == "total" { "training" } else { "" };
        ["as given", &table.source, whose, measure, &pence.plain(), &numerator, &denominator, left_out]
            .map(str::to_owned)
    };
    let mut lines = Vec::new();
    for row in &table.rows {
        let parts = Heading::ALL.map(|heading| (heading.name(), row.of(heading)));
        for (measure, pence) in parts.into_iter().chain([("total", row.total())]) {
            lines.push(line(&row.label, measure, pence, String::new(), String::new()));
        }
    }
    for (measure, mean) in means(table) {
        let whole: Pence =
            table.rows.iter().map(|row| Heading::parse(measure).map_or(row.total(), |h| row.of(h))).sum();
        let many = table.rows.len().to_string();
        lines.extend(mean.map(|mean| line("mean", measure, mean, whole.plain(), many.clone())));
    }
    lines
}

impl OfSeries {
    fn lines(&self) -> Vec<[String; 8]> {
        let line = |measure: &str, pounds: String, numerator: String, denominator: String, left_out: String| {
            ["series", &self.name, &self.authority, measure, &pounds, &numerator, &denominator, &left_out]
                .map(str::to_owned)
        };
        let headings = self.sums.by_heading.iter();
        let empty = String::new;
        let mut lines: Vec<_> =
            headings.map(|(heading, pence)| line(heading.name(), pence.plain(), empty(), empty(), empty())).collect();
        for (measure, unit) in [("per_round", &self.sums.per_round), ("per_attendance", &self.sums.per_attendance)] {
            let value = unit.value().map(Pence::plain).unwrap_or_default();
            lines.push(line(measure, value, unit.numerator.plain(), unit.denominator.to_string(), left_out(unit)));
        }
        lines
    }

    fn to_text(&self) -> String {
        let headings = self.sums.by_heading.iter().map(|(heading, pence)| format!("{} {pence}", heading.words()));
        format!(
            "{}, {}\n{}\nPer Round: {}\nPer attendance: {}",
            self.name,
            self.authority,
            headings.collect::<Vec<_>>().join("; "),
            says(&self.sums.per_round),
            says(&self.sums.per_attendance)
        )
    }
}

/// A unit cost in a sentence: what it is, over what, and what it leaves out.
#[must_use]
pub fn says(unit: &UnitCost) -> String {
    let (over, left) = (format!("{} / {} {}", unit.numerator, unit.denominator, unit.of), left_out(unit));
    let left = if left.is_empty() { "nothing".to_owned() } else { left };
    let value = unit.value().map_or_else(|| "no figure yet".to_owned(), |value| value.to_string());
    format!("{value} ({over}). Left out: {left}.")
}

/// What a unit cost leaves out, with its amounts.
#[must_use]
pub fn left_out(unit: &UnitCost) -> String {
    unit.left_out.iter().map(|left| format!("{} ({})", left.why, left.pence)).collect::<Vec<_>>().join("; ")
}

fn unit_json(unit: &UnitCost) -> Value {
    let left: Vec<Value> = unit.left_out.iter().map(|left| json!({ "why": left.why, "pence": left.pence })).collect();
    json!({ "pence": unit.value(), "numerator_pence": unit.numerator, "denominator": unit.denominator,
        "denominator_is": unit.of, "left_out": left })
}

/// As CSV needs it; no cell is taken for a formula.
fn quoted(cell: &str) -> String {
    let cell = for_export(cell);
    let odd = cell.contains([',', '"', '\n', '\r']);
    if odd { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.into_owned() }
}
