//! The short page that comes before anything else.

use actix_web::{HttpResponse, web::Data};

use super::GOVERN;
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    trial::roster::governance::{self, Recorded, Statement, Typed},
};

pub async fn governance(page: Page, floor: Data<Floor>, visitor: Visitor) -> Result<HttpResponse> {
    let recorded = floor.db.reading(governance::current).await?;
    show(page, &visitor, recorded.as_ref())
}

pub async fn record_governance(page: Page, floor: Data<Floor>, visitor: Visitor, form: Form) -> Result<HttpResponse> {
    let typed = Typed {
        lawful_basis: form.text("lawful_basis"),
        article_9_condition: form.text("article_9_condition"),
        dpia_reference: form.text("dpia_reference"),
        privacy_notice: form.text("privacy_notice"),
        notice_given_on: form.text("notice_given_on"),
    };
    let statement = match Statement::parse(typed, floor.clock.today()) {
        Err(Error::Invalid(complaints)) => return show(page.again(&form, &complaints), &visitor, None),
        read => read?,
    };
    let (on, actor) = (Floor::clone(&floor), visitor.account_id);
    floor.db.writing(move |conn| governance::record(conn, &on, &actor, statement)).await?;
    Ok(see_other("/governance", "Recorded. People can now be brought in."))
}

fn show(page: Page, visitor: &Visitor, recorded: Option<&Recorded>) -> Result<HttpResponse> {
    page.put("recorded", &recorded)
        .put("may_record", &visitor.is_any(GOVERN))
        .show("roster/governance.html", "Governance")
}
