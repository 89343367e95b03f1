//! A manager says whether a half hour may move outside what was agreed.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::{own::parse_moment, team::whole};
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Visitor, see_other},
    },
    interventions::goals::{move_slot::settle_wish, store},
};

/// POST /goals/runs/{id}/team/wish/{slot}
pub async fn settle_team_wish(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, (run_id, slot_id)) = (floor.clone(), path.into_inner());
    let here = format!("/goals/runs/{run_id}/team");
    let (word, shown) = form.text("answer").split_once(' ').unwrap_or_default();
    let (agreed, shown) = (word == "yes", parse_moment(shown).ok().map(|span| span.starts));
    let settled = floor.db.writing(move |conn| {
        let team = whole(conn, &visitor, &run_id)?;
        store::slots::hold(conn, &slot_id)?;
        let slot = store::slots::one(conn, &slot_id)?;
        let time = store::times::one(conn, &slot.time_id)?;
        if time.run_id != run_id || time.manager_id != visitor.person_id {
            return Err(Error::Missing("This half hour"));
        }
        settle_wish(conn, &inner, &team.run, &slot, shown, agreed)
    });
    settled.await?;
    Ok(see_other(&here, if agreed { "It has moved." } else { "It stays where it was." }))
}
