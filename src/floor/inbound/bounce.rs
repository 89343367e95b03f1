//! Reports of mails that came back (RFC 3464): blocks of fields in a part of their own.

use mail_parser::{Message, MimeHeaders};

use super::letter::Bounce;

/// The longest of what a mail host said that is kept, in characters.
const SAID: usize = 300;

/// What a report says of the one address our mail went to; `None` for a mail that is none, or tells of no failure.
pub fn read(message: &Message) -> Option<Bounce> {
    let report = message.parts.iter().find(|part| {
        let kind = part.content_type().map(|kind| (kind.ctype(), kind.subtype()));
        matches!(kind, Some(("message", Some("delivery-status" | "global-delivery-status"))))
    })?;
    let text = String::from_utf8_lossy(report.contents()).replace("\r\n", "\n");
    text.split("\n\n").find_map(of_block)
}

fn of_block(block: &str) -> Option<Bounce> {
    let unfolded = block.replace("\n ", " ").replace("\n\t", " ");
    let field = |name: &str| {
        let lines = unfolded.lines().filter_map(|line| line.split_once(':'));
        lines
            .filter(|(given, _)| given.trim().eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim().to_owned())
            .next()
    };
    let failed = match field("Action")?.to_ascii_lowercase().as_str() {
        "failed" => true,
        "delayed" => false,
        _ => return None,
    };
    let given = field("Status").and_then(|status| status.split_whitespace().next().map(str::to_owned));
    let general = if failed { "5.0.0" } else { "4.0.0" };
    let status = given.filter(|status| is_status(status)).unwrap_or_else(|| general.to_owned());
    let diagnostic = field("Diagnostic-Code").unwrap_or_default();
    Some(Bounce { status, diagnostic: without_addresses(&diagnostic) })
}

fn is_status(text: &str) -> bool {
    let numbers: Vec<&str> = text.split('.').collect();
    numbers.len() == 3
        && matches!(numbers.first(), Some(&("4" | "5")))
        && numbers
            .iter()
            .all(|number| (1..=3).contains(&number.len()) && number.bytes().all(|one| one.is_ascii_digit()))
}

/// Mail hosts repeat the address in what they say.
fn without_addresses(said: &str) -> String {
    let words = said.split_whitespace().map(|word| if word.contains('@') { "…" } else { word });
    words.collect::<Vec<_>>().join(" ").chars().take(SAID).collect()
}
