//! Why the carrier did not do what it was asked. Told apart by the status and the name of the error: the carrier's sentences
//! change, and may repeat what we sent.

use serde::Deserialize;

/// What went wrong, by what follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// What we sent was not as it wants it. Sending the same again ends the same.
    #[error("the carrier refused the request itself ({0})")]
    Refused(u16),
    /// Key or clock: nothing was looked at.
    #[error("the carrier did not let us in ({0})")]
    NotLetIn(u16),
    /// It knows no such letter, or no longer.
    #[error("the carrier knows no such letter")]
    NoSuch,
    /// Too many requests this minute.
    #[error("the carrier asks us to slow down")]
    TooFast,
    /// The letters of one day are used up.
    #[error("the carrier takes no more letters today")]
    DayIsFull,
    /// Its own trouble. The letter may or may not have been taken.
    #[error("the carrier is unwell ({0})")]
    Unwell(u16),
    /// No answer came in time. The letter may or may not have been taken.
    #[error("the carrier did not answer in time")]
    TimedOut,
    /// No answer came, or half of one. The letter may or may not have been taken.
    #[error("the carrier did not answer: {0}")]
    Silent(&'static str),
}

#[derive(Deserialize)]
struct Body {
    #[serde(default)]
    errors: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    error: String,
}

impl Fault {
    /// Reads an answer that is no success.
    pub fn read(status: u16, body: &str) -> Self {
        let named = serde_json::from_str::<Body>(body).map(|body| body.errors).unwrap_or_default();
        let says = |word: &str| named.iter().any(|named| named.error == word);
        match status {
            401 | 403 => Self::NotLetIn(status),
            404 => Self::NoSuch,
            429 if says("TooManyRequestsError") => Self::DayIsFull,
            429 => Self::TooFast,
            400..=499 => Self::Refused(status),
            _ => Self::Unwell(status),
        }
    }
}

/// The kind of trouble on the line, in a word; its details may name more than a log should hold.
impl From<ureq::Error> for Fault {
    fn from(error: ureq::Error) -> Self {
        Self::Silent(match error {
            ureq::Error::Timeout(_) => return Self::TimedOut,
            ureq::Error::HostNotFound => "no such host",
            ureq::Error::ConnectionFailed => "no connection",
            ureq::Error::Tls(_) | ureq::Error::Rustls(_) => "no safe connection",
            ureq::Error::Io(_) => "the connection broke",
            _ => "no whole answer",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_told_apart_by_status_and_name_never_by_sentence() {
        let body = |name: &str| format!(r#"{{"status_code":0,"errors":[{{"error":"{name}","message":"anything"}}]}}"#);
        for (status, name, fault) in [
            (400, "ValidationError", Fault::Refused(400)),
            (400, "BadRequestError", Fault::Refused(400)),
            (401, "AuthError", Fault::NotLetIn(401)),
            (403, "AuthError", Fault::NotLetIn(403)),
            (403, "BadRequestError", Fault::NotLetIn(403)),
            (404, "NoResultFound", Fault::NoSuch),
            (429, "RateLimitError", Fault::TooFast),
            (429, "TooManyRequestsError", Fault::DayIsFull),
            (500, "Exception", Fault::Unwell(500)),
            (504, "TimeoutError", Fault::Unwell(504)),
        ] {
            assert_eq!(Fault::read(status, &body(name)), fault);
        }
        assert_eq!(Fault::read(502, "<html>Bad gateway</html>"), Fault::Unwell(502));
        assert_eq!(Fault::read(429, "<html>"), Fault::TooFast);
        assert_eq!(Fault::read(302, ""), Fault::Unwell(302));
    }
}
