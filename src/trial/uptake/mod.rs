//! The codebook of events, the append-only record, and the funnel that counts it.

pub mod event;
pub mod funnel;
pub mod hide;
pub mod record;
pub mod report;
mod store;
