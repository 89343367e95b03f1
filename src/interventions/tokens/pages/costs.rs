//! Lines of cost of a building's token.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::one::{Sent, done};
use crate::{
    floor::{
        Floor,
        error::Result,
        web::{Form, Page, Visitor},
    },
    interventions::tokens::cost::{NewCost, note, take_back},
};

/// POST /tokens/{id}/costs
pub async fn note_cost(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let sent = Sent { id: path.into_inner(), form, of: String::new() };
    done((floor, visitor, page), sent, "The line is on record.", |conn, floor, actor, here, form| {
        note(conn, floor, actor, here, NewCost::parse(form)?)
    })
    .await
}

/// POST /tokens/{id}/costs/{line}/away
pub async fn take_cost_back(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (id, line) = path.into_inner();
    let sent = Sent { id, form, of: String::new() };
    done((floor, visitor, page), sent, "Taken back.", move |conn, floor, actor, here, _| {
        take_back(conn, floor, actor, here, &line)
    })
    .await
}
