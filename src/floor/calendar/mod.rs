//! Diary entries as other programs read them (iCalendar, RFC 5545): written by `write` and `feed`, and gone over by `lint`
//! before they leave.
//!
//! Each entry is on its own: its own UID for life, one person invited, never a series. Then each half hour is agreed, moved
//! and answered alone, and nobody sees who else is asked.

mod entry;
mod feed;
mod line;
pub mod lint;
pub mod observance;
#[cfg(test)]
mod tests;
mod write;
mod zone;

pub use entry::{Entry, Method, Person};
pub use feed::{etag, feed};
pub use line::{name, plain};
pub use lint::{Envelope, Fault, lint};
pub use write::write;
