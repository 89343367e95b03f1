//! The mistakes that are looked for, by number, a sentence each.

use super::Fault;

/// The first 13 slip past every public validator; the rest up to 27 are caught by one at least; the others are seen in the
/// field or are rules of this house.
pub const RULES: [(u8, &str); 39] = [
    (1, "METHOD is missing"),
    (2, "ORGANIZER is missing"),
    (3, "ATTENDEE is missing"),
    (4, "an address does not begin with mailto:"),
    (5, "RSVP is neither TRUE nor FALSE"),
    (6, "PARTSTAT is none that there is"),
    (7, "DTSTAMP is not in UTC"),
    (8, "the offsets of a VTIMEZONE are not those of its zone"),
    (9, "a time falls into the hour that the clocks skip in spring"),
    (10, "a line does not end with CR and LF"),
    (11, "a line is longer than 75 octets"),
    (12, "one message holds several entries"),
    (13, "a comma or semicolon in words is not escaped"),
    (14, "UID is missing"),
    (15, "DTSTAMP is missing"),
    (16, "VERSION or another required field is missing"),
    (17, "a time stands in a zone that no VTIMEZONE describes"),
    (18, "DTEND stands together with DURATION"),
    (19, "a date or time does not exist"),
    (20, "a component is not closed where it should be"),
    (21, "SEQUENCE is not a whole number from 0"),
    (22, "STATUS is none that an entry can have"),
    (23, "the end is not after the start"),
    (24, "a reminder lacks ACTION, TRIGGER or DESCRIPTION"),
    (25, "a CN with a comma is not quoted"),
    (26, "a field that may stand once stands twice"),
    (27, "a line cannot be read"),
    (28, "METHOD is neither REQUEST nor CANCEL, so that no buttons show"),
    (29, "METHOD stands inside the entry, or TZID stands as a field"),
    (30, "the mail has no calendar part whose method is the calendar's own"),
    (31, "UID is not the one that was sent before"),
    (32, "SEQUENCE or DTSTAMP was not raised, or an entry that was called off is asked for again"),
    (33, "the one ATTENDEE is not the one the mail goes to"),
    (34, "a VTIMEZONE is made of listed dates or of a single offset"),
    (35, "a CN has a double quote inside"),
    (36, "a CANCEL has a reminder, no STATUS:CANCELLED, or no higher SEQUENCE"),
    (37, "a fold falls inside a character"),
    (38, "the calendar part has a Content-Disposition or Content-ID, which hides the buttons"),
    (39, "the attached file differs or is missing, an entry repeats, or ORGANIZER is no mailbox of ours"),
];

/// The sentence of a rule; empty for a number that is none.
#[must_use]
pub fn sentence(rule: u8) -> &'static str {
    RULES.iter().find(|(number, _)| *number == rule).map_or("", |(_, sentence)| sentence)
}

/// The mistakes found so far.
#[derive(Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// `about` is the field it is about, or empty. Never what stands in it.
    pub fn add(&mut self, rule: u8, line: impl Into<Option<usize>>, about: &str) {
        let sentence = sentence(rule);
        let says = if about.is_empty() { sentence.to_owned() } else { format!("{sentence}: {about}") };
        self.0.push(Fault { rule, line: line.into(), says });
    }

    /// In the order of the rules and of the lines.
    pub fn found(mut self) -> Vec<Fault> {
        self.0.sort_by_key(|fault| (fault.rule, fault.line));
        self.0.dedup();
        self.0
    }
}
