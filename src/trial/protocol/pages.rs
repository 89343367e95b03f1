//! The researcher's set-up of a trial: a list of what there is to settle, a page for each answer, and one page that shows them all before
//! the list is locked.

pub use answer::{answer, ask};
pub use check::check;
pub use tasks::set_up;

mod answer;
mod check;
mod tasks;

use serde_json::{Value, json};

use super::standing::{Row, Stands};
use crate::trial::allocation::trial::Trial;

/// A row for a template: `{title, href, kind, word, settled, missing, blocks, change}`.
fn row_shown(trial: &Trial, row: &Row) -> Value {
    let (kind, word) = row.stands.shown();
    let why = if let Stands::CannotStart(why) = row.stands { why } else { "" };
    let missing = row.missing.as_ref();
    json!({
        "title": row.title, "kind": kind, "word": word, "why": why, "settled": row.settled,
        "href": format!("/trials/{}{}", trial.id, row.page),
        "missing": missing.map(|(says, _)| says),
        "blocks": missing.is_some_and(|(_, weight)| weight.blocks()),
        "change": row.open,
    })
}
