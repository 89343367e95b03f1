//! The card beside it: thanks to a named lead and their team, at a place. Whom it names can change, which makes another version; those
//! before are kept as they were printed. Its words ([`words`]) are versioned, [`draw`] sets them on A6, [`make`] puts one on record.

pub mod draw;
pub mod make;
pub mod words;
