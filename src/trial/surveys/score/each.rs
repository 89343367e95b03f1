//! The scores of each row of a file, for whoever holds the file: nothing in it is hidden from them.

use comfy_table::{Table, presets::UTF8_HORIZONTAL_ONLY as LINES};
use serde_json::{Value, json};

use super::{Answers, Outcome, report::quoted, score};
use crate::trial::surveys::instrument::Instrument;

/// The scores of each row of a file, as CSV: the row's id, the scale, its score to four places, and the items that were missing.
#[must_use]
pub fn to_csv(instrument: &Instrument, rows: &[(String, Answers)]) -> String {
    let mut lines = vec!["id,scale,score,missing\n".to_owned()];
    for (id, answers) in rows {
        for one in score(instrument, answers) {
            let (value, missing) = match one.outcome {
                Outcome::Value(value) => (format!("{value:.4}"), String::new()),
                Outcome::Missing(items) => (String::new(), items.join(" ")),
            };
            lines.push(format!("{},{},{value},{missing}\n", quoted(id), one.scale.id));
        }
    }
    lines.concat()
}

/// The same as JSON: `{id, scores: {scale: number or null}, missing: {scale: [item]}}`.
#[must_use]
pub fn to_json(instrument: &Instrument, rows: &[(String, Answers)]) -> Value {
    let each = |(id, answers): &(String, Answers)| {
        let (mut scores, mut missing) = (serde_json::Map::new(), serde_json::Map::new());
        for one in score(instrument, answers) {
            scores.insert(one.scale.id.clone(), json!(one.outcome.value()));
            if let Outcome::Missing(items) = one.outcome {
                missing.insert(one.scale.id.clone(), json!(items));
            }
        }
        json!({ "id": id, "scores": scores, "missing": missing })
    };
    rows.iter().map(each).collect()
}

/// The same for a terminal: a row each, a column a scale.
#[must_use]
pub fn to_table(instrument: &Instrument, rows: &[(String, Answers)]) -> String {
    let mut table = Table::new();
    let scales = instrument.scales.iter().map(|scale| scale.title.clone());
    table.load_style(LINES).set_header(std::iter::once("id".to_owned()).chain(scales));
    for (id, answers) in rows {
        let cell = |outcome: Outcome| match outcome {
            Outcome::Value(value) => format!("{value:.2}"),
            Outcome::Missing(items) => format!("none: {} not answered", items.join(", ")),
        };
        let cells = score(instrument, answers).into_iter().map(|one| cell(one.outcome));
        table.add_row(std::iter::once(id.clone()).chain(cells));
    }
    table.to_string()
}
