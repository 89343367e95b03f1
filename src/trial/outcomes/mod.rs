//! What came of a trial: sickness absence, turnover and the scales of its surveys, by arm as allocated.
//!
//! [`extracts`] come in under trial ids. [`analyse`] is numbers alone; [`told`] sets outcomes beside arms, for those who may see them,
//! and says what they come to. [`by_person`] hands them to an export as they are.

pub mod analyse;
pub mod by_person;
pub mod days;
pub mod erase_person;
pub mod extracts;
pub mod of_person;
pub mod pages;
mod store;
pub mod told;
