//! Moving a Round: another day, hour, room or way to meet.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::shown::{of_round, people_are};
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::rounds::{
        change::{NewPlace, move_round},
        round::{Mode, round_by},
        store,
    },
};

/// GET /rounds/{id}/move
pub async fn show_move(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    shown(&floor, visitor, path.into_inner(), page).await
}

/// POST /rounds/{id}/move
pub async fn move_round_to(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, sent, id) = (floor.clone(), visitor.clone(), form.clone(), path.clone());
    let told = floor.db.writing(move |conn| {
        let (round, series) = round_by(conn, &who, &id)?;
        let to = NewPlace::parse(conn, &inner, &series, &sent)?;
        move_round(conn, &inner, &who.account_id, &round, to)
    });
    match told.await {
        Err(Error::Invalid(complaints)) => {
            shown(&floor, visitor, path.into_inner(), page.again(&form, &complaints)).await
        }
        done => done.map(|told| {
            let say = match told {
                0 => "Moved. Nobody had been told of the old time.".to_owned(),
                told => format!("Moved. {} told.", people_are(told)),
            };
            see_other(&format!("/rounds/{path}"), &say)
        }),
    }
}

async fn shown(floor: &Data<Floor>, visitor: Visitor, id: String, page: Page) -> Result<HttpResponse> {
    let (round, rooms, now) = floor
        .db
        .reading(move |conn| {
            let (round, series) = round_by(conn, &visitor, &id)?;
            let rooms = store::rooms::of_authority(conn, &series.authority_id)?;
            let now = NewPlace::of(&round);
            let now = json!({
                "day": now.day, "time": now.time.format("%H:%M").to_string(), "mode": now.mode.name(),
                "room": now.room_id, "online": now.online, "capacity": now.capacity,
            });
            Ok((of_round(conn, &round)?, rooms, now))
        })
        .await?;
    let rooms: Vec<Value> = rooms
        .iter()
        .map(|room| json!({ "value": room.id, "text": format!("{}, for {}", room.name, room.capacity) }))
        .collect();
    let modes: Vec<Value> =
        Mode::ALL.iter().map(|mode| json!({ "value": mode.name(), "text": mode.words() })).collect();
    page.put("round", &round)
        .put("rooms", &rooms)
        .put("modes", &modes)
        .put("now", &now)
        .show("rounds/move.html", "Move this Round")
}
