//! The research spine: who is on the roster, who was allocated what, and what reached them.

pub mod allocation;
pub mod roster;
pub mod uptake;
