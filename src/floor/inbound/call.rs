//! The door at which a mail service calls with a mail for us, as it came. It shows a signature where a person has a session.

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Payload},
};
use futures_util::StreamExt;

use super::{Envelope, ingest, signature};
use crate::floor::{
    Floor,
    error::{Error, Result},
};

/// More than a reply ever has, with what people attach to one.
pub(super) const MOST: usize = 20 << 20;

/// POST /mail/inbound
///
/// The body is one mail (message/rfc822). `X-Hearten-Timestamp` has seconds since 1970, `X-Hearten-Signature` what
/// `signature` asks for. Answers 204 once the mail is kept, 401 where the signature does not fit or is older than five
/// minutes, 413 for a mail that is too long, and 404 where no key is set.
pub async fn take_mail(floor: Data<Floor>, req: HttpRequest, payload: Payload) -> Result<HttpResponse> {
    let Some(key) = floor.settings.inbound.webhook_key() else { return Err(Error::Missing("This page")) };
    let Some(body) = whole(payload).await? else {
        return Ok(HttpResponse::build(StatusCode::PAYLOAD_TOO_LARGE).finish());
    };
    let header = |name: &str| req.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (stamp, offered) = (header("x-hearten-timestamp"), header("x-hearten-signature"));
    if !signature::fits(&key, stamp, &body, offered, floor.clock.now()) {
        return Ok(HttpResponse::Unauthorized().finish());
    }
    let inner = floor.clone();
    let envelope = Envelope { source: "webhook", recipients: Vec::new() };
    floor.db.writing(move |conn| ingest(conn, &inner, &body, &envelope)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `None` when there is too much of it.
async fn whole(mut payload: Payload) -> Result<Option<Vec<u8>>> {
    let mut body = Vec::new();
    while let Some(piece) = payload.next().await {
        let piece = piece.map_err(|_| Error::invalid("", "The mail did not come whole."))?;
        if body.len() + piece.len() > MOST {
            return Ok(None);
        }
        body.extend_from_slice(&piece);
    }
    Ok(Some(body))
}
