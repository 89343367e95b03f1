//! Signing with a pen: print first, then tick off what came back signed.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::pack::again;
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::letters::{
        print_first::print_first,
        round::run_by,
        take_pack::pack_run_by,
        tick_off::{Ticked, tick_off},
    },
};

/// POST /letters/rounds/{id}/print-first
pub async fn print_for_pen(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    _form: Form,
) -> Result<HttpResponse> {
    let (inner, here) = (floor.clone(), format!("/letters/rounds/{path}/pack"));
    let count = floor.db.writing(move |conn| {
        let round = run_by(conn, &visitor, &path)?;
        print_first(conn, &inner, &visitor.account_id, &round.id)
    });
    let letters = if count.await? == 1 { "letter is" } else { "letters are" };
    Ok(see_other(&here, &format!("The {letters} being printed, with room for a signature.")))
}

/// POST /letters/packs/{id}/signed
pub async fn tick_off_signed(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, sent, who, pack_id) = (floor.clone(), form.clone(), visitor.clone(), path.clone());
    let ticked = floor.db.writing(move |conn| {
        let (round, pack) = pack_run_by(conn, &who, &pack_id)?;
        let count = tick_off(conn, &inner, &who.account_id, &round, &pack, &Ticked::parse(&sent)?)?;
        Ok((format!("/letters/rounds/{}/pack", round.id), count))
    });
    match ticked.await {
        Err(Error::Invalid(complaints)) => again(&floor, visitor, path.into_inner(), page, &form, &complaints).await,
        ticked => {
            let (here, count) = ticked?;
            Ok(see_other(&here, &format!("{count} ticked off as signed with a pen.")))
        }
    }
}
