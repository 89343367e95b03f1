//! Every run that the visitor runs.

use actix_web::{HttpResponse, web::Data};
use serde_json::json;

use crate::{
    floor::{
        Floor,
        error::Result,
        web::{Page, Visitor},
    },
    interventions::goals::{protected::State, run::RUN, store},
    trial::{allocation::trial::Trial, roster::people},
};

/// GET /goals/runs
pub async fn show_runs(floor: Data<Floor>, visitor: Visitor, page: Page) -> Result<HttpResponse> {
    let found = floor.db.reading(move |conn| {
        let (authorities, mut found) = (people::authorities(conn)?, Vec::new());
        for run in store::runs::all(conn)? {
            let authority = authorities.iter().find(|authority| authority.id == run.authority_id);
            if let Some(authority) = authority.filter(|authority| visitor.reaches(RUN, &authority.id)) {
                let times = store::times::of_run(conn, &run.id)?;
                let agreed = times.iter().filter(|time| time.state == State::Agreed).count();
                found.push(json!({
                    "id": run.id, "name": run.name, "authority": authority.name,
                    "trial": Trial::find(conn, &run.trial_id)?.with_unit(), "starts_on": run.starts_on,
                    "agree_by": run.agree_by, "asked": run.asked_at.is_some(), "people": times.len(), "agreed": agreed,
                }));
            }
        }
        Ok(found)
    });
    page.put("runs", &found.await?).show("goals/runs.html", "Goal-setting")
}
