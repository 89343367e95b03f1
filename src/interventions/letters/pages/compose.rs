//! The press that has letters made.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use crate::{
    floor::{
        Floor,
        error::Result,
        web::{Form, Visitor, see_other},
    },
    interventions::letters::{compose::compose, round::run_by},
};

/// POST /letters/rounds/{id}/compose
pub async fn compose_letters(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    _form: Form,
) -> Result<HttpResponse> {
    let (inner, here) = (floor.clone(), format!("/letters/rounds/{path}"));
    let made = floor.db.writing(move |conn| {
        let round = run_by(conn, &visitor, &path)?;
        compose(conn, &inner, &visitor.account_id, &round.id)
    });
    let say = match made.await? {
        0 => "There was no letter left to make.".to_owned(),
        1 => "One letter is being made.".to_owned(),
        many => format!("{many} letters are being made."),
    };
    Ok(see_other(&here, &say))
}
