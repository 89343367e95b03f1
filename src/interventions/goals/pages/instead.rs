//! A coordinator agrees in a manager's stead.

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
    interventions::goals::{agree_instead::agree_instead as agree, run::run_by},
};

/// POST /goals/runs/{id}/instead/{manager}; `none` for people without a manager.
pub async fn agree_instead(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, (run_id, manager_id)) = (floor.clone(), path.into_inner());
    let here = format!("/goals/runs/{run_id}");
    let (who, run, team, sent) = (visitor.clone(), run_id.clone(), manager_id.clone(), form.clone());
    let agreed = floor.db.writing(move |conn| {
        let run = run_by(conn, &who, &run)?;
        let manager = Some(team.as_str()).filter(|id| *id != "none");
        agree(conn, &inner, &who.account_id, &run, manager, sent.text("instead"))
    });
    match agreed.await {
        Err(Error::Invalid(complaints)) => {
            shown(&floor, visitor, run_id, page.again_of(&form, &complaints, &manager_id)).await
        }
        agreed => Ok(see_other(&here, &format!("Agreed in the manager’s stead: {}.", agreed?))),
    }
}
