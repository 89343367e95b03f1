//! The check page before a trial ends, and its end.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::{RESEARCH, reached, show::summary};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Complaints, Result},
        web::{Form, Page, Visitor, done_or_again},
    },
    trial::allocation::{end, trial::Trial},
};

/// GET /trials/{id}/end
pub async fn check_end(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    let trial = floor.db.reading(move |conn| reached(conn, &visitor, RESEARCH, &id)).await?;
    shown(page, &trial)
}

/// POST /trials/{id}/end
pub async fn end(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, trial_id, reason) = (floor.clone(), visitor.clone(), id.clone(), form.text("reason").to_owned());
    let home = format!("/trials/{id}");
    let act = move |conn: &mut Conn| {
        let trial = reached(conn, &who, RESEARCH, &trial_id)?;
        end::end(conn, &inner, &who.account_id, &trial.id, &reason)
    };
    let about = move |conn: &mut Conn| reached(conn, &visitor, RESEARCH, &id);
    let again = |complaints: &Complaints, trial: &Trial| shown(page.again(&form, complaints), trial);
    done_or_again(&floor, act, about, again, (&home, "The trial has ended.")).await
}

fn shown(page: Page, trial: &Trial) -> Result<HttpResponse> {
    page.put("trial", &summary(trial)).show("allocation/end.html", "End the trial")
}
