//! What is wrong with a diary mail, before it leaves: 39 mistakes, each seen to hide the buttons, double an entry or move
//! it by an hour in somebody's calendar. No public validator looks for all of them.

mod fields;
mod history;
mod lines;
mod mail;
mod people;
mod properties;
pub mod reading;
pub mod rules;
#[cfg(test)]
mod tests;
mod times;
mod when;
mod words;
mod zones;

pub mod component;

use reading::Reading;
use rules::Faults;

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Its number in `rules::RULES`.
    pub rule: u8,
    /// The line of the calendar, from 1, where there is one.
    pub line: Option<usize>,
    /// A sentence, without anybody's name or address.
    pub says: String,
}

/// What is known of a mail from outside it.
#[derive(Debug, Clone, Copy)]
pub struct Envelope<'a> {
    /// The address it goes to.
    pub to: &'a str,
    /// The host of our mailboxes, where replies have to go.
    pub organisers_host: &'a str,
    /// Whether the calendar is also to be attached as a file.
    pub attachment_expected: bool,
}

/// Every mistake in `message`, a whole mail as it would leave. `previous` is the mail sent before it about the same entry.
#[must_use]
pub fn lint(message: &[u8], envelope: &Envelope, previous: Option<&[u8]>) -> Vec<Fault> {
    let mut faults = Faults::default();
    let mail = mail::open(message);
    mail::check(&mail, envelope, &mut faults);
    let Some(inline) = mail.inline else { return faults.found() };
    let reading = Reading::of(&inline.bytes, &mut faults);
    mail::check_method(&inline, &reading, &mut faults);
    fields::check(&reading, &mut faults);
    words::check(&reading, &mut faults);
    times::check(&reading, &mut faults);
    zones::check(&reading, &mut faults);
    people::check(&reading, envelope, &mut faults);
    let before = previous.and_then(|message| mail::open(message).inline);
    let before = before.map(|inline| Reading::of(&inline.bytes, &mut Faults::default()));
    history::check(&reading, before.as_ref(), &mut faults);
    faults.found()
}
