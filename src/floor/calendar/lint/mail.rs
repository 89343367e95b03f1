//! The mail around a calendar: its inline part, its attached file, and what their headers say.

use mail_parser::{
    Encoding, Message, MessageParser, MessagePart, MimeHeaders,
    decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode},
};

use super::{Envelope, reading::Reading, rules::Faults};

/// What of a mail the rules are about.
#[derive(Debug, Default)]
pub struct Mail {
    pub inline: Option<Inline>,
    /// What is attached as application/ics, decoded.
    attached: Option<Vec<u8>>,
}

/// The part that a mail program makes buttons of.
#[derive(Debug)]
pub struct Inline {
    /// Decoded, with the line ends it has.
    pub bytes: Vec<u8>,
    /// The `method` of its MIME type.
    method: Option<String>,
    is_named: bool,
}

/// A mail that cannot be read has no parts.
pub fn open(message: &[u8]) -> Mail {
    let Some(message) = MessageParser::default().parse(message) else { return Mail::default() };
    let find = |kind, subtype| message.parts.iter().find(|part| is(part, kind, subtype));
    let inline = find("text", "calendar").map(|part| Inline {
        bytes: decoded(&message, part),
        method: part.content_type().and_then(|kind| kind.attribute("method")).map(str::to_owned),
        is_named: part.content_disposition().is_some() || part.content_id().is_some(),
    });
    Mail { inline, attached: find("application", "ics").map(|part| decoded(&message, part)) }
}

fn is(part: &MessagePart, kind: &str, subtype: &str) -> bool {
    let fits = |given: &str, wanted: &str| given.eq_ignore_ascii_case(wanted);
    part.content_type().is_some_and(|is| fits(is.ctype(), kind) && is.subtype().is_some_and(|sub| fits(sub, subtype)))
}

/// The part's own bytes: a reader of mail makes text of them, and so hides a character that is cut in two.
fn decoded(message: &Message, part: &MessagePart) -> Vec<u8> {
    let raw = message.raw_message().get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
    let decoded = match part.encoding {
        Encoding::None => None,
        Encoding::Base64 => base64_decode(raw),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
    };
    decoded.unwrap_or_else(|| raw.to_vec())
}

pub fn check(mail: &Mail, envelope: &Envelope, faults: &mut Faults) {
    let Some(inline) = &mail.inline else { return faults.add(30, None, "there is no text/calendar part") };
    if inline.is_named {
        faults.add(38, None, "");
    }
    match &mail.attached {
        Some(attached) if attached.trim_ascii_end() != inline.bytes.trim_ascii_end() => {
            faults.add(39, None, "the attached file differs");
        }
        None if envelope.attachment_expected => faults.add(39, None, "no file is attached"),
        _ => {}
    }
}

/// Exchange refuses a mail whose MIME type names another method than its calendar.
pub fn check_method(inline: &Inline, reading: &Reading, faults: &mut Faults) {
    match (&inline.method, reading.method()) {
        (None, _) => faults.add(30, None, "the MIME type names no method"),
        (Some(outside), Some(inside)) if !outside.eq_ignore_ascii_case(inside) => {
            faults.add(30, None, "the MIME type names another method");
        }
        _ => {}
    }
}
