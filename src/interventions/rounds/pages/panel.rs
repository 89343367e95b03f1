//! The panel of a Round, its preparation meeting, and the sheet that the hour is run by.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use chrono::TimeDelta;
use serde_json::json;

use super::{
    meetings::of_meetings,
    shown::{of_round, people_are},
};
use crate::{
    floor::{
        Floor,
        clock::london_time,
        db::Conn,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::rounds::{
        meeting::{BEFORE, call},
        panel::{MOST, ask_onto},
        round::{Round, round_by},
        series::Series,
        store,
    },
};

/// GET /rounds/{id}/panel
pub async fn show_panel(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    shown(&floor, visitor, path.into_inner(), page).await
}

/// POST /rounds/{id}/panel
pub async fn ask_onto_panel(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let sent = form.clone();
    let act = move |conn: &mut Conn, floor: &Floor, actor: &str, _: &Series, round: &Round| {
        ask_onto(conn, floor, actor, round, &sent).map(|()| "They are on the panel.".to_owned())
    };
    done(floor, visitor, path.into_inner(), page, form, act).await
}

/// POST /rounds/{id}/panel/{panellist}/away
pub async fn take_off_panel(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (id, panellist) = path.into_inner();
    let act = move |conn: &mut Conn, _: &Floor, _: &str, _: &Series, round: &Round| {
        store::panel::take_away(conn, &round.id, &panellist).map(|()| "Taken off the panel.".to_owned())
    };
    done(floor, visitor, id, page, form, act).await
}

/// POST /rounds/{id}/meeting
pub async fn call_preparation(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let sent = form.clone();
    let act = move |conn: &mut Conn, floor: &Floor, actor: &str, series: &Series, round: &Round| {
        let asked = call(conn, floor, actor, series, Some(round), &sent)?;
        Ok(format!("{} asked.", people_are(asked)))
    };
    done(floor, visitor, path.into_inner(), page, form, act).await
}

/// GET /rounds/{id}/run-sheet
pub async fn show_run_sheet(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
) -> Result<HttpResponse> {
    let (round, steps, panel) = floor
        .db
        .reading(move |conn| {
            let (round, _) = round_by(conn, &visitor, &path)?;
            let steps: Vec<_> = STEPS
                .iter()
                .map(|(minute, what)| {
                    let at = london_time(round.span.starts + TimeDelta::minutes(*minute));
                    json!({ "at": at.format("%H:%M").to_string(), "what": what })
                })
                .collect();
            Ok((of_round(conn, &round)?, steps, store::panel::of_round(conn, &round.id)?))
        })
        .await?;
    page.put("round", &round).put("steps", &steps).put("panel", &panel).show("rounds/run_sheet.html", "Run sheet")
}

/// The hour by the minute, and the time that is taken around it: welcome, ground rules, stories of 15 to 20 minutes altogether,
/// the open talk, the close with its forms (Point of Care Foundation; Schwartz Center).
const STEPS: [(i64, &str); 8] = [
    (-15, "arrive"),
    (0, "welcome"),
    (3, "rules"),
    (5, "panel"),
    (25, "open"),
    (55, "close"),
    (60, "leave"),
    (75, "end"),
];

async fn done(
    floor: Data<Floor>,
    visitor: Visitor,
    id: String,
    page: Page,
    form: Form,
    act: impl FnOnce(&mut Conn, &Floor, &str, &Series, &Round) -> Result<String> + Send + 'static,
) -> Result<HttpResponse> {
    let (inner, who, own) = (floor.clone(), visitor.clone(), id.clone());
    let said = floor.db.writing(move |conn| {
        let (round, series) = round_by(conn, &who, &own)?;
        act(conn, &inner, &who.account_id, &series, &round)
    });
    match said.await {
        Err(Error::Invalid(complaints)) => shown(&floor, visitor, id, page.again(&form, &complaints)).await,
        said => said.map(|say| see_other(&format!("/rounds/{id}/panel"), &say)),
    }
}

async fn shown(floor: &Data<Floor>, visitor: Visitor, id: String, page: Page) -> Result<HttpResponse> {
    let (round, panel, meetings, before) = floor
        .db
        .reading(move |conn| {
            let (round, series) = round_by(conn, &visitor, &id)?;
            let mut meetings = store::meetings::of_series(conn, &series.id)?;
            meetings.retain(|meeting| meeting.round_id.as_deref() == Some(&round.id));
            let before = json!({
                "day": (round.span.starts - BEFORE).date(),
                "time": london_time(round.span.starts).format("%H:%M").to_string(),
            });
            let panel = store::panel::of_round(conn, &round.id)?;
            Ok((of_round(conn, &round)?, panel, of_meetings(conn, &meetings)?, before))
        })
        .await?;
    page.put("round", &round)
        .put("panel", &panel)
        .put("most", &MOST)
        .put("meetings", &meetings)
        .put("before", &before)
        .show("rounds/panel.html", "Panel and preparation")
}
