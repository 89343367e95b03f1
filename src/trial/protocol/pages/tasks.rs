//! The list of what there is to settle before a trial begins.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::row_shown;
use crate::{
    floor::{
        Floor,
        error::Result,
        web::{Page, Visitor},
    },
    trial::{
        allocation::{
            pages::{RESEARCH, WATCH, reached, summary},
            prospect::prospect,
            stored::List,
        },
        protocol::standing::{Row, Stands, standing},
    },
};

/// GET /trials/{id}/set-up
pub async fn set_up(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    let (inner, research) = (floor.clone(), visitor.is_any(RESEARCH));
    let (trial, rows, locked) = floor
        .db
        .reading(move |conn| {
            let trial = reached(conn, &visitor, WATCH, &id)?;
            let today = prospect(conn, &inner, &trial)?;
            let mut rows = standing(conn, &trial, &today)?;
            let list = List::live(conn, &trial.id)?;
            rows.extend(of_list(&rows, list.as_ref()));
            Ok((trial, rows, list.is_some_and(|list| list.locked_at.is_some())))
        })
        .await?;
    page.put("trial", &summary(&trial))
        .put("rows", &rows.iter().map(|row| row_shown(&trial, row, research)).collect::<Vec<_>>())
        .put("locked", &locked)
        .show("protocol/set_up.html", "Set up the trial")
}

/// The draw and the lock, which come last.
fn of_list(before: &[Row], list: Option<&List>) -> [Row; 2] {
    let unsaid = before.iter().any(|row| row.page == "/overlap" && row.missing.is_some());
    let missing = before.iter().any(|row| row.missing.as_ref().is_some_and(|(_, weight)| weight.blocks()));
    let locked = list.is_some_and(|list| list.locked_at.is_some());
    let draw = match list {
        Some(_) => Stands::Ready,
        None if unsaid => Stands::CannotStart("First say whether people may be in two trials."),
        None => Stands::NotStarted,
    };
    let lock = match list {
        _ if locked => Stands::Ready,
        None => Stands::CannotStart("The list is not drawn yet."),
        Some(_) if missing => Stands::CannotStart("Something is missing that the list is not locked without."),
        Some(_) => Stands::NotStarted,
    };
    let row = |title, page, stands| Row { title, page, stands, settled: Vec::new(), missing: None, open: false };
    [row("Randomise", if list.is_some() { "" } else { "/draw" }, draw), row("Check and lock", "/set-up/check", lock)]
}
