//! What was brought, and what was used up.

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
    interventions::tokens::stock::{
        deliver::{Brought, deliver},
        out,
    },
};

/// POST /tokens/{id}/stock
pub async fn keep_delivery(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let sent = Sent { id: path.into_inner(), form, of: String::new() };
    done((floor, visitor, page), sent, "The delivery is on record.", |conn, floor, actor, here, form| {
        deliver(conn, floor, actor, here, Brought::parse(form, here.placement.drinks, floor.clock.today())?).map(drop)
    })
    .await
}

/// POST /tokens/{id}/used-up
pub async fn say_used_up(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let sent = Sent { id: path.into_inner(), form, of: String::new() };
    done((floor, visitor, page), sent, "It is down as used up.", |conn, floor, actor, here, form| {
        out::say(conn, floor, actor, here, out::parse(form, here.placement.drinks, floor.clock.today())?)
    })
    .await
}
