//! What Rounds cost. A line ([`line`]) is an amount, or hours at a rate; it is noted ([`note`]) or proposed ([`propose`]), or comes
//! in from a file ([`bring`]). Sums and unit costs ([`sums`]) say what they are over and what they leave out; no figure is made
//! up, and what was given is told from what was worked out.

pub mod bring;
pub mod given;
pub mod line;
pub mod note;
pub mod propose;
pub mod report;
pub mod said;
pub mod sheet;
pub mod sums;

pub use crate::floor::money;
