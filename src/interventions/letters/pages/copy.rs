//! A letter to take away as a page of HTML.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use crate::{
    floor::{
        Floor,
        error::Result,
        web::{Form, Page, Visitor},
    },
    interventions::letters::{copy_letter::copy_letter, round::run_by},
};

/// POST /letters/rounds/{id}/letters/{letter}/copy
pub async fn copy_to_read(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
    _form: Form,
) -> Result<HttpResponse> {
    let inner = floor.clone();
    let copied = floor.db.writing(move |conn| {
        let round = run_by(conn, &visitor, &path.0)?;
        copy_letter(conn, &inner, &visitor.account_id, round, &path.1)
    });
    let copied = copied.await?;
    page.put("letter", &copied).attach("letters/copy.html", &copied.title, "letter.html")
}
