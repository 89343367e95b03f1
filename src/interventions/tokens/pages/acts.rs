//! What happens to a token, as the coordinator says it: delivered, set up, out of order, working again, taken away.

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
    interventions::tokens::{
        delivered::{Delivered, delivered},
        placement::Act,
        set_up,
        step::{Said, step},
    },
};

/// POST /tokens/{id}/delivered
pub async fn say_delivered(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    done((floor, visitor, page), sent(path, form), "It is down as delivered.", |conn, floor, actor, here, form| {
        delivered(conn, floor, actor, here, &Delivered::parse(form, floor.clock.today())?)
    })
    .await
}

/// POST /tokens/{id}/set-up
pub async fn say_set_up(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    done((floor, visitor, page), sent(path, form), "It is set up.", |conn, floor, actor, here, form| {
        let said = set_up::parse(form, here.placement.drinks, floor.clock.today())?;
        step(conn, floor, actor, here, Act::SetUp, "set_up_on", &said)
    })
    .await
}

/// POST /tokens/{id}/out
pub async fn say_out(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    plain(
        (floor, visitor, page),
        sent(path, form),
        Act::BreakDown,
        ("out_on", "out_why"),
        "It is down as out of order.",
    )
    .await
}

/// POST /tokens/{id}/back
pub async fn say_back(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    plain((floor, visitor, page), sent(path, form), Act::Mend, ("back_on", "back_why"), "It is down as working again.")
        .await
}

/// POST /tokens/{id}/gone
pub async fn say_gone(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    plain((floor, visitor, page), sent(path, form), Act::TakeAway, ("gone_on", "gone_why"), "It is down as taken away.")
        .await
}

fn sent(path: Path<String>, form: Form) -> Sent {
    Sent { id: path.into_inner(), form, of: String::new() }
}

/// A step that is a day and perhaps a word on why, in these two fields.
async fn plain(
    with: (Data<Floor>, Visitor, Page),
    sent: Sent,
    act: Act,
    fields: (&'static str, &'static str),
    said: &str,
) -> Result<HttpResponse> {
    done(with, sent, said, move |conn, floor, actor, here, form| {
        let said = Said::parse(form, fields, floor.clock.today())?;
        step(conn, floor, actor, here, act, fields.0, &said)
    })
    .await
}
