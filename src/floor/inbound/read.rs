//! Reads a mail that came, and says what it is. Pure: nothing here asks whose it is or whether it is believed.

use mail_parser::{Message, MessageParser, MimeHeaders};

use super::{answers, bounce, letter::Letter, parts};

/// A mail, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// Every address that it came to, by any header that tells one, in small letters.
    pub addresses: Vec<String>,
    /// Who wrote it, in small letters.
    pub from: Option<String>,
    pub letter: Letter,
}

/// Headers that tell where a mail was sent or delivered.
const TOWARDS: [&str; 7] =
    ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-forwarded-to", "to", "cc"];

/// More forwarded mails inside a mail than anybody sends: whoever does means to fell its reader.
const NESTED: usize = 40;

#[must_use]
pub fn read(raw: &[u8]) -> Read {
    let parsed = if is_nested_beyond_reason(raw) { None } else { MessageParser::default().parse(raw) };
    let Some(message) = parsed else {
        return Read { addresses: Vec::new(), from: None, letter: Letter::Unreadable };
    };
    let from = message.from().and_then(|from| from.first()?.address()).map(str::to_lowercase);
    Read { addresses: addresses(&message), from, letter: letter(&message) }
}

/// The Message-ID, where there is one.
pub fn message_id(raw: &[u8]) -> Option<String> {
    MessageParser::default().parse_headers(raw)?.message_id().map(str::to_owned)
}

fn letter(message: &Message) -> Letter {
    let answers = answers::all(&parts::calendars(message));
    let automatic = is_automatic(message);
    // A machine may pass on an answer that somebody gave, but never proposes a time for them.
    let (answers, odd): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|answer| !automatic || answer.said.name() != "proposed");
    if let Some(bounce) = bounce::read(message) {
        return Letter::Bounce(bounce);
    }
    match (answers.is_empty(), automatic || !odd.is_empty()) {
        (false, _) => Letter::Answers(answers),
        (true, true) => Letter::Automatic,
        (true, false) => Letter::Other,
    }
}

fn is_nested_beyond_reason(raw: &[u8]) -> bool {
    let count = |words: &[u8]| raw.windows(words.len()).filter(|some| some.eq_ignore_ascii_case(words)).count();
    count(b"message/rfc822") + count(b"message/global") + count(b"multipart/digest") > NESTED
}

fn addresses(message: &Message) -> Vec<String> {
    let mut found = Vec::new();
    for (name, value) in message.headers_raw() {
        if TOWARDS.contains(&name.to_ascii_lowercase().as_str()) {
            found.extend(in_text(value));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Whatever looks like an address.
pub fn in_text(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|sign: char| sign.is_whitespace() || ",;:<>()\"[]".contains(sign));
    words.filter(|word| word.contains('@')).map(|word| word.trim_matches('.').to_lowercase())
}

/// RFC 3834, and what came before it.
fn is_automatic(message: &Message) -> bool {
    let mut headers = message.headers_raw();
    let is_report =
        message.content_type().is_some_and(|kind| kind.ctype() == "multipart" && kind.subtype() == Some("report"));
    is_report
        || headers.any(|(name, value)| {
            let (name, value) = (name.to_ascii_lowercase(), value.trim().to_ascii_lowercase());
            match name.as_str() {
                "auto-submitted" => !value.starts_with("no"),
                "precedence" => matches!(value.as_str(), "auto_reply" | "bulk" | "junk" | "list"),
                "x-autoreply" | "x-autorespond" => true,
                _ => false,
            }
        })
}
