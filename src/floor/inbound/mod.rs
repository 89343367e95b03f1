//! Mail that comes to us: answers to diary entries, mails that came back, and whatever else people write.
//!
//! A mail is first kept as it came, sealed (`ingest`). A job then makes of it what there is to make (`understand`): it is read
//! (`read`), matched by the key in the address it came to, and told to the room that asked (`Diary`). What matches nothing is
//! kept for a person to look at, never lost.

mod answers;
mod apply;
mod bounce;
mod call;
mod concern;
mod diary;
mod forget;
mod ingest;
mod letter;
mod line;
pub mod pages;
mod parts;
mod poll;
pub mod read;
mod settings;
mod shown;
mod signature;
mod state;
mod store;
#[cfg(test)]
mod tests;
mod times;
pub mod traces;
mod understand;

pub use call::take_mail;
pub use concern::{Concern, OwnerOf};
pub use diary::{Answer, Diary, Expected, Taken};
pub use forget::schedule as forget;
pub use ingest::{Kept, ingest};
pub use letter::{Answered, Bounce, Letter, Said};
pub use poll::{Poll, schedule as poll};
pub use settings::{Settings, Tls};
pub use state::State;
pub use understand::Understand;

/// What the key in an ORGANIZER's address is for (`mail::keyed`): the row is the diary entry's.
pub const REPLY: &str = "reply";
/// What the key in a return address is for: the row is the mail's.
pub const BOUNCE: &str = "bounce";

/// What an adapter knows of a mail beside its bytes.
#[derive(Debug, Clone)]
pub struct Envelope {
    /// By which way it came: `imap`, `webhook`.
    pub source: &'static str,
    /// The addresses it was delivered to, where the way tells them.
    pub recipients: Vec<String>,
}
