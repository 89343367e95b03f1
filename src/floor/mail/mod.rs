//! Mail is a value; its words are files; it leaves by one of three trays.

mod deliver;
mod eml;
mod folder;
pub mod keyed;
mod read;
mod render;
mod smtp;
mod store;
#[cfg(test)]
mod tests;
mod tray;

use serde::{Deserialize, Serialize};

pub use deliver::{Outcome, deliver};
pub use read::{Kept, kept, read};
pub use render::render;
pub use tray::Tray;

/// One message, as words: what a tray takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// Fixed before the first attempt, with its angle brackets.
    pub message_id: String,
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}
