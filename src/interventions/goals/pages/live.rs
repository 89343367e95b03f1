//! A coordinator takes a team live.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Visitor, see_other},
    },
    interventions::goals::{live::go_live, run::run_by},
};

/// POST /goals/runs/{id}/live/{manager}
pub async fn take_team_live(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, (run_id, manager_id)) = (floor.clone(), path.into_inner());
    let here = format!("/goals/runs/{run_id}");
    let live = floor.db.writing(move |conn| {
        let run = run_by(conn, &visitor, &run_id)?;
        go_live(conn, &inner, &visitor.account_id, &run, &manager_id, form.text("reason"))
    });
    match live.await {
        Err(Error::Invalid(complaints)) => Ok(see_other(&here, &complaints.to_string())),
        done => done.map(|()| see_other(&here, "The team is live. Its people are being written to.")),
    }
}
