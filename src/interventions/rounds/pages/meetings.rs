//! Meetings of the steering group, and calling any meeting off.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::shown::{of_series, people_are};

use crate::{
    floor::{
        Floor,
        clock::appointment,
        db::Conn,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::rounds::{
        meeting::{call, call_off},
        series::series_by,
        store::{self, meetings::Meeting},
    },
};

/// GET /rounds/series/{id}/meetings
pub async fn show_meetings(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
) -> Result<HttpResponse> {
    let (series, meetings) = floor
        .db
        .reading(move |conn| {
            let series = series_by(conn, &visitor, &path)?;
            let mut meetings = store::meetings::of_series(conn, &series.id)?;
            meetings.retain(|meeting| meeting.round_id.is_none());
            Ok((of_series(conn, &series)?, of_meetings(conn, &meetings)?))
        })
        .await?;
    page.put("series", &series).put("meetings", &meetings).show("rounds/meetings.html", "The steering group")
}

/// POST /rounds/series/{id}/meetings
pub async fn call_steering(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, sent, id) = (floor.clone(), visitor.clone(), form.clone(), path.clone());
    let asked = floor.db.writing(move |conn| {
        let series = series_by(conn, &who, &id)?;
        call(conn, &inner, &who.account_id, &series, None, &sent)
    });
    match asked.await {
        Err(Error::Invalid(complaints)) => show_meetings(floor, visitor, path, page.again(&form, &complaints)).await,
        done => done.map(|asked| {
            see_other(&format!("/rounds/series/{path}/meetings"), &format!("{} asked.", people_are(asked)))
        }),
    }
}

/// POST /rounds/meetings/{meeting}/call-off
pub async fn call_meeting_off(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    _form: Form,
) -> Result<HttpResponse> {
    let inner = floor.clone();
    let meeting = floor.db.writing(move |conn| {
        let meeting = store::meetings::one(conn, &path)?;
        series_by(conn, &visitor, &meeting.series_id)?;
        call_off(conn, &inner, &visitor.account_id, &meeting)?;
        Ok(meeting)
    });
    let meeting = meeting.await?;
    let back = match meeting.round_id {
        Some(round_id) => format!("/rounds/{round_id}/panel"),
        None => format!("/rounds/series/{}/meetings", meeting.series_id),
    };
    Ok(see_other(&back, "Called off. Everyone who was asked is told."))
}

/// Meetings as both pages show them.
pub(super) fn of_meetings(conn: &mut Conn, meetings: &[Meeting]) -> Result<Vec<Value>> {
    let mut shown = Vec::new();
    for meeting in meetings {
        let guests = store::meetings::guests(conn, &meeting.id)?;
        let guests: Vec<Value> = guests.iter().map(|guest| json!({ "name": guest.name, "said": guest.said })).collect();
        shown.push(json!({
            "id": meeting.id, "when": appointment(meeting.starts_at), "place": meeting.place,
            "called_off": meeting.called_off, "guests": guests,
        }));
    }
    Ok(shown)
}
