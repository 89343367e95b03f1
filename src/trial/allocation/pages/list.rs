//! Every trial that a visitor may look at.

use actix_web::{HttpResponse, web::Data};
use serde_json::{Value, json};

use super::{RESEARCH, WATCH, reaches};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::Result,
        web::{Page, Visitor},
    },
    trial::allocation::{stored::List, trial::Trial},
};

pub async fn trials(page: Page, floor: Data<Floor>, visitor: Visitor) -> Result<HttpResponse> {
    let may_make = visitor.is_any(RESEARCH);
    let trials = floor
        .db
        .reading(move |conn| {
            let mut shown = Vec::new();
            for trial in Trial::all(conn)? {
                if reaches(conn, &visitor, WATCH, &trial)? {
                    shown.push(card(conn, &trial)?);
                }
            }
            Ok(shown)
        })
        .await?;
    page.put("trials", &trials).put("may_make", &may_make).show("allocation/trials.html", "Trials")
}

fn card(conn: &mut Conn, trial: &Trial) -> Result<Value> {
    let live = List::live(conn, &trial.id)?;
    let (kind, word) = match &live {
        None => ("waiting", "To be randomised"),
        Some(list) if list.locked_at.is_none() => ("doing", "Randomised, not locked"),
        Some(_) => ("done", "Locked"),
    };
    Ok(json!({
        "id": trial.id, "name": trial.name, "intervention": trial.interventions.said(), "unit": trial.scheme.unit().name(),
        "arms": trial.scheme.arms().len(), "made_at": trial.made_at, "kind": kind, "word": word,
    }))
}
