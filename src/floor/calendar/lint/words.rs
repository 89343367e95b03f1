//! Words that people read: what has to be escaped in them (RFC 5545, 3.3.11).

use super::{component::Property, reading::Reading, rules::Faults};

/// Fields of one TEXT value. Others, such as CATEGORIES, have several with commas between.
const TEXTS: [&str; 8] = ["SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "CONTACT", "UID", "TZNAME", "X-WR-CALNAME"];

pub fn check(reading: &Reading, faults: &mut Faults) {
    for part in reading.each() {
        let texts = part.properties.iter().filter(|property| TEXTS.contains(&property.name.as_str()));
        texts.for_each(|property| escapes(property, faults));
    }
}

fn escapes(property: &Property, faults: &mut Faults) {
    let mut characters = property.value.chars();
    while let Some(character) = characters.next() {
        match character {
            ',' | ';' => return faults.add(13, property.line, &property.name),
            '\\' if !matches!(characters.next(), Some('\\' | ',' | ';' | 'n' | 'N')) => {
                return faults.add(27, property.line, "a backslash");
            }
            _ => {}
        }
    }
}
