//! What each error is to a page: a status and a sentence, and for our own mistakes a reference, never the cause.

use actix_web::{HttpMessage, HttpRequest, HttpResponse, ResponseError, http::StatusCode};
use tracing_actix_web::RequestId;

use crate::floor::error::Error;

/// Left on a response for the door to turn into an error page.
#[derive(Debug, Clone)]
pub struct Told {
    pub status: StatusCode,
    pub sentence: String,
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NotAllowed(_) => StatusCode::FORBIDDEN,
            Self::Missing(_) => StatusCode::NOT_FOUND,
            Self::TooLate(_) => StatusCode::CONFLICT,
            Self::Later(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let sentence = match self {
            Self::Later(cause) => {
                tracing::warn!(%cause, "not now");
                "Something that Hearten needs is not answering. Nothing was lost; try again in a minute.".to_owned()
            }
            Self::Broken(cause) => {
                tracing::error!(%cause, "broken");
                "Something went wrong on our side. Nothing that you had saved is lost.".to_owned()
            }
            told => told.to_string(),
        };
        let status = self.status_code();
        let mut response = HttpResponse::build(status).content_type("text/plain; charset=utf-8").body(sentence.clone());
        response.extensions_mut().insert(Told { status, sentence });
        response
    }
}

/// What a person can read out to us, and we can find in the log.
pub fn reference(req: &HttpRequest) -> String {
    req.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default()
}
