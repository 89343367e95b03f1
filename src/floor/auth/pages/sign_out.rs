//! Going out: the session ends at once, here and on whatever machine holds its cookie.

use actix_web::{HttpResponse, web::Data};

use super::super::{close_session, cookie};
use crate::floor::{
    Floor,
    error::{Error, Result},
    web::{Form, Page, Visitor, see_other},
};

/// POST /sign-out
pub async fn sign_out(floor: Data<Floor>, visitor: Option<Visitor>, _form: Form) -> Result<HttpResponse> {
    if let Some(visitor) = visitor {
        let inner = floor.clone();
        floor.db.writing(move |conn| close_session(conn, &inner, &visitor.session_id)).await?;
    }
    let mut response = see_other("/signed-out", "");
    response.add_cookie(&cookie::cleared()).map_err(Error::broken)?;
    Ok(response)
}

/// GET /signed-out
pub async fn signed_out(page: Page) -> Result<HttpResponse> {
    page.show("auth/signed_out.html", "You are signed out")
}
