//! Where a code is typed. It leads on to the sheet of that code; nothing is written.

use actix_web::{HttpResponse, web::Data};

use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, see_other},
    },
    trial::surveys::{sheet::path_of_code, wave::codes},
};

/// GET /survey/code
pub async fn show_code(page: Page) -> Result<HttpResponse> {
    page.show("surveys/code.html", "Your code")
}

/// POST /survey/code
pub async fn open_code(floor: Data<Floor>, page: Page, form: Form) -> Result<HttpResponse> {
    let (inner, typed) = (floor.clone(), form.text("code").to_owned());
    match floor.db.reading(move |conn| codes::find(conn, &inner, &typed)).await {
        Ok((wave, called)) => Ok(see_other(&path_of_code(&floor, &wave.id, &called), "")),
        Err(Error::Invalid(complaints)) => page.again(&form, &complaints).show("surveys/code.html", "Your code"),
        Err(other) => Err(other),
    }
}
