//! The door at which the carrier calls. It has a token where a person has a session, and no form: the call is kept as it came.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::AUTHORIZATION,
    web::{Bytes, Data},
};

use crate::{
    floor::{Floor, error::Result},
    interventions::letters::carrier_call::keep,
};

/// POST /post/notify/returned
///
/// Answers at once, and never with a fault of the caller's for one of ours: Notify calls again after a 5xx, and drops for good
/// what is answered with a 4xx.
pub async fn take_carrier_call(floor: Data<Floor>, req: HttpRequest, body: Bytes) -> Result<HttpResponse> {
    let offered = req.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let offered = offered.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    if !floor.settings.post.token_fits(offered)? {
        return Ok(HttpResponse::Unauthorized().finish());
    }
    let inner = floor.clone();
    floor.db.writing(move |conn| keep(conn, &inner, &body)).await?;
    Ok(HttpResponse::NoContent().finish())
}
