//! Every calendar in a mail, wherever it sits: in the top part, beside the words, attached, or in a mail passed on.

use mail_parser::{Message, PartType};

/// The calendars as text. What a part calls itself does not matter, since programs do not agree on that: what counts is that
/// it begins as a calendar does.
pub fn calendars(message: &Message) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = vec![message];
    while let Some(message) = open.pop() {
        for part in &message.parts {
            if let PartType::Message(inner) = &part.body {
                open.push(inner);
                continue;
            }
            let text = String::from_utf8_lossy(part.contents());
            let text = text.trim_start_matches('\u{feff}').trim_start();
            if text.get(..15).is_some_and(|start| start.eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
                found.push(text.to_owned());
            }
        }
    }
    found
}
