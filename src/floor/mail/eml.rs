//! A mail as bytes, the same bytes for the same words and day: RFC 5322, text and HTML side by side.

use std::time::SystemTime;

use lettre::message::{
    Mailbox, Message, MultiPart, SinglePart,
    header::{HeaderName, HeaderValue},
};

use super::Mail;
use crate::floor::{
    clock::Moment,
    error::{Error, Result},
    seal::sha256,
};

/// `from` is a mailbox as the settings write it; `date` is UTC.
pub fn eml(mail: &Mail, from: &str, date: Moment) -> Result<Vec<u8>> {
    let generated = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
    let message = Message::builder()
        .message_id(Some(mail.message_id.clone()))
        .date(SystemTime::from(date.and_utc()))
        .from(from.parse::<Mailbox>().map_err(Error::broken)?)
        .to(mail.to.parse::<Mailbox>().map_err(|_| unwritable())?)
        .subject(&mail.subject)
        .raw_header(generated)
        .multipart(bodies(mail))
        .map_err(Error::broken)?;
    Ok(message.formatted())
}

/// Plain text first: a reader takes the last it can show. The boundary comes from the Message-ID, since a random one
/// would change the bytes.
fn bodies(mail: &Mail) -> MultiPart {
    MultiPart::alternative()
        .boundary(format!("={}", &sha256(mail.message_id.as_bytes())[..32]))
        .singlepart(SinglePart::plain(mail.text.clone()))
        .singlepart(SinglePart::html(mail.html.clone()))
}

fn unwritable() -> Error {
    Error::invalid("email", "That e-mail address cannot be written to.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::floor::clock::london_moment;
    use chrono::{NaiveDate, NaiveTime};

    fn mail() -> Mail {
        Mail {
            message_id: "<0192@hearten.example>".into(),
            to: "sian@example.org".into(),
            subject: "Diolch, Siân".into(),
            text: "Siân, here is your link.\n".into(),
            html: "<p>Siân, here is your link.</p>".into(),
        }
    }

    fn noon() -> Moment {
        london_moment(NaiveDate::from_ymd_opt(2027, 3, 3).unwrap(), NaiveTime::from_hms_opt(12, 0, 0).unwrap())
    }

    #[test]
    fn the_headers_are_ours_and_the_bytes_repeat() {
        let bytes = eml(&mail(), "Hearten <hearten@hearten.example>", noon()).unwrap();
        assert_eq!(bytes, eml(&mail(), "Hearten <hearten@hearten.example>", noon()).unwrap());
        assert!(bytes.is_ascii(), "an accent is encoded, so that any mail host takes it");
        let text = String::from_utf8(bytes).unwrap();
        for header in [
            "Message-ID: <0192@hearten.example>\r\n",
            "Date: Wed, 03 Mar 2027 12:00:00 +0000\r\n",
            "From: Hearten <hearten@hearten.example>\r\n",
            "To: sian@example.org\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "MIME-Version: 1.0\r\n",
        ] {
            assert!(text.contains(header), "{header}\n{text}");
        }
        let (plain, html) = (text.find("text/plain").unwrap(), text.find("text/html").unwrap());
        assert!(plain < html);
    }

    #[test]
    fn an_address_cannot_smuggle_a_header() {
        let mail = Mail { to: "a@example.org\r\nBcc: b@example.org".into(), ..mail() };
        assert!(matches!(eml(&mail, "h@example.org", noon()), Err(Error::Invalid(_))));
        let mail = Mail { subject: "Hello\r\nBcc: b@example.org".into(), ..tests::mail() };
        let text = String::from_utf8(eml(&mail, "h@example.org", noon()).unwrap()).unwrap();
        assert!(!text.contains("\r\nBcc:"), "{text}");
    }
}
