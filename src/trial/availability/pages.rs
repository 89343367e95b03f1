//! The page by which a coordinator brings a rota in: when people are on duty, in court, on leave, or never at work.

use actix_web::{HttpResponse, web::Data};
use serde_json::json;

use super::bring_rota::bring_rota;
use crate::{
    floor::{
        Floor,
        error::{Complaints, Result},
        web::{Form, Page, Role, Visitor, see_other},
    },
    trial::roster::{
        people::{self, Authority},
        small_sheet::Fault,
    },
};

/// Those who may bring a rota in.
pub const RUN: &[Role] = &[Role::Coordinator, Role::ProgrammeLead];
/// Rows that are shown at once.
const SHOWN: usize = 50;

/// GET /rota
pub async fn rota(page: Page, floor: Data<Floor>, visitor: Visitor) -> Result<HttpResponse> {
    shown(page, &floor, visitor, &[]).await
}

/// POST /rota
pub async fn bring_in(page: Page, floor: Data<Floor>, visitor: Visitor, form: Form) -> Result<HttpResponse> {
    let authorities = reached(&floor, visitor.clone()).await?;
    let mut complaints = Complaints::default();
    let authority = authorities.into_iter().find(|authority| authority.id == form.text("authority"));
    if authority.is_none() {
        complaints.add("authority", "Choose an authority.");
    }
    let file = form.file.clone().filter(|file| !file.name.is_empty());
    if file.is_none() {
        complaints.add("file", "Choose a file first.");
    }
    let (Some(authority), Some(file)) = (authority, file) else {
        return shown(page.again(&form, &complaints), &floor, visitor, &[]).await;
    };
    let (inner, who) = (floor.clone(), visitor.account_id.clone());
    let brought = floor.db.writing(move |conn| bring_rota(conn, &inner, &who, &authority.id, &file.bytes));
    match brought.await? {
        Ok(brought) => Ok(see_other("/rota", &format!("The rota is on record: {brought}."))),
        Err(faults) => {
            let says = "Nothing was saved. Mend what is listed below, and choose the file again.";
            shown(page.again(&form, &Complaints::of("file", says)), &floor, visitor, &faults).await
        }
    }
}

async fn reached(floor: &Data<Floor>, visitor: Visitor) -> Result<Vec<Authority>> {
    let find = move |conn: &mut _| {
        let mut authorities = people::authorities(conn)?;
        authorities.retain(|authority| visitor.reaches(RUN, &authority.id));
        Ok(authorities)
    };
    floor.db.reading(find).await
}

async fn shown(page: Page, floor: &Data<Floor>, visitor: Visitor, faults: &[Fault]) -> Result<HttpResponse> {
    let authorities = reached(floor, visitor).await?;
    let options = authorities.iter().map(|authority| json!({ "value": authority.id, "text": authority.name }));
    page.put("authorities", &options.collect::<Vec<_>>())
        .put("faults", &faults.iter().take(SHOWN).map(Fault::shown).collect::<Vec<_>>())
        .put("more", &faults.len().saturating_sub(SHOWN))
        .show("availability/rota.html", "Bring a rota in")
}
