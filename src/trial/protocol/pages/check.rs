//! One page with every answer, before the list is locked: what is said, what is missing, and the way to the lock.

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
            pages::{CONFIRM, RESEARCH, WATCH, reached, summary},
            prospect::prospect,
            stored::List,
        },
        protocol::standing::standing,
    },
};

/// GET /trials/{id}/set-up/check
pub async fn check(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    let (may, research) = (visitor.is_any(CONFIRM), visitor.is_any(RESEARCH));
    let (inner, me) = (floor.clone(), visitor.account_id.clone());
    let (trial, rows, list) = floor
        .db
        .reading(move |conn| {
            let trial = reached(conn, &visitor, WATCH, &id)?;
            let today = prospect(conn, &inner, &trial)?;
            let rows = standing(conn, &trial, &today)?;
            let list = List::live(conn, &trial.id)?;
            Ok((trial, rows, list))
        })
        .await?;
    let blocked = rows.iter().any(|row| row.missing.as_ref().is_some_and(|(_, weight)| weight.blocks()));
    let stands = match &list {
        None => "undrawn",
        Some(list) if list.locked_at.is_some() => "locked",
        Some(_) if blocked => "blocked",
        Some(list) if list.made_by == me => "own",
        Some(_) if may => "open",
        Some(_) => "others",
    };
    page.put("trial", &summary(&trial))
        .put("rows", &rows.iter().map(|row| row_shown(&trial, row, research)).collect::<Vec<_>>())
        .put("stands", stands)
        .show("protocol/check.html", "Check before the lock")
}
