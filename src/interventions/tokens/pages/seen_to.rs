//! The coordinator sees to a fault, and looks at a note that came with one.

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
    interventions::tokens::fault::{
        close::{Closing, close},
        screen::settle,
    },
};

/// POST /tokens/{id}/faults/{fault}
pub async fn close_fault(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (id, fault) = path.into_inner();
    let sent = Sent { id, form, of: fault.clone() };
    done((floor, visitor, page), sent, "It is seen to.", move |conn, floor, actor, here, form| {
        close(conn, floor, actor, here, &fault, &Closing::parse(form, floor.clock.today())?)
    })
    .await
}

/// POST /tokens/{id}/notes/{note}
pub async fn settle_note(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (id, note) = path.into_inner();
    let keeps = form.text("act") == "keep";
    let said = if keeps { "The note is kept." } else { "Nothing is left of the note." };
    let sent = Sent { id, form, of: String::new() };
    done((floor, visitor, page), sent, said, move |conn, floor, actor, here, _| {
        settle(conn, floor, actor, here, &note, keeps)
    })
    .await
}
