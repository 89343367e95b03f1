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

/// The pages that only a researcher may open, and those on which a lead does something too.
const OF_RESEARCHERS: [&str; 2] = ["/settings", "/draw"];
const OF_LEADS: [&str; 2] = ["/conduct", "/week-rule"];

/// A row for a template: `{title, href, kind, word, settled, missing, blocks, change}`. It leads to no page that is not theirs to open.
fn row_shown(trial: &Trial, row: &Row, research: bool) -> Value {
    let theirs = research || !OF_RESEARCHERS.contains(&row.page);
    let (kind, word) = row.stands.shown();
    let why = if let Stands::CannotStart(why) = row.stands { why } else { "" };
    let missing = row.missing.as_ref();
    json!({
        "title": row.title, "kind": kind, "word": word, "why": why, "settled": row.settled,
        "href": theirs.then(|| format!("/trials/{}{}", trial.id, row.page)),
        "missing": missing.map(|(says, _)| says),
        "blocks": missing.is_some_and(|(_, weight)| weight.blocks()),
        "change": row.open && (research || OF_LEADS.contains(&row.page)),
    })
}
