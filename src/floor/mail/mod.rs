//! Mail is a value; its words are files; it leaves by one of three trays.
//!
//! A mail's row is its place in the outbox: what it is about, to whom and which of a sequence, its bytes sealed once, and
//! what became of it. What may leave now is asked of `plan`; `host` speaks to the mail host; `reckon` puts down what it said.

mod answer;
pub mod bench;
pub mod bounce;
mod deliver;
mod eml;
mod folder;
mod host;
pub mod keyed;
mod lines;
mod look_over;
mod outcome;
pub mod pages;
mod parcel;
mod plan;
mod read;
mod reckon;
mod render;
mod settings;
mod sign;
mod speak;
mod status;
mod store;
mod stream;
#[cfg(test)]
mod tests;
pub mod traces;
mod tray;
mod trust;
mod waits;
mod write;

use serde::{Deserialize, Serialize};

pub use deliver::{Letter, deliver, deliver_all, deliver_batch, deliver_with};
pub use outcome::Outcome;
pub use read::{Kept, is_written, kept, read};
pub use render::render;
pub use settings::{Settings, Tls, TrayKind};
pub use tray::Tray;

use super::clock::Moment;

/// One message, as words: what a tray takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// Fixed before the first attempt, with its angle brackets.
    pub message_id: String,
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    #[serde(default)]
    pub extras: Extras,
}

/// What a mail may carry besides its words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extras {
    pub diary: Option<Diary>,
    /// Reply-To, as a mailbox.
    pub answers_to: Option<String>,
    /// Where one press unsubscribes: an address that takes a POST without a sign-in (RFC 8058).
    pub stop: Option<String>,
    /// No try after this, in UTC.
    pub until: Option<Moment>,
}

/// A diary entry, as its writer wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diary {
    /// REQUEST or CANCEL; the same as METHOD inside.
    pub method: String,
    /// A whole VCALENDAR, its lines ended by CRLF.
    pub ics: String,
}

impl Diary {
    /// The first line of this name in the entry, such as UID, its folds undone.
    pub(crate) fn line(&self, name: &str) -> Option<String> {
        let unfolded = self.ics.replace("\r\n ", "").replace("\r\n\t", "");
        let found = unfolded.split("\r\n").find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        found.map(str::to_owned)
    }
}
