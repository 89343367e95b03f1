//! A coordinator takes a team live.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::one_run::shown;
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::goals::{live::go_live, run::run_by},
};

/// POST /goals/runs/{id}/live/{manager}
pub async fn take_team_live(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, (run_id, manager_id)) = (floor.clone(), path.into_inner());
    let here = format!("/goals/runs/{run_id}");
    let (who, run, team, sent) = (visitor.clone(), run_id.clone(), manager_id.clone(), form.clone());
    let live = floor.db.writing(move |conn| {
        let run = run_by(conn, &who, &run)?;
        go_live(conn, &inner, &who.account_id, &run, &team, sent.text("reason"))
    });
    match live.await {
        Err(Error::Invalid(complaints)) => {
            shown(&floor, visitor, run_id, page.again_of(&form, &complaints, &manager_id)).await
        }
        done => done.map(|()| see_other(&here, "The team is live. Its people are being written to.")),
    }
}
