//! The research spine: who is on the roster and when they are free, who was allocated what, what may be sent to them, and what
//! reached them.

pub mod allocation;
pub mod availability;
pub mod bench;
pub mod conduct;
pub mod contact;
pub mod delivery;
pub mod export;
pub mod outcomes;
pub mod protocol;
pub mod roster;
pub mod spill_over;
pub mod surveys;
pub mod taken;
pub mod this_week;
pub mod trial_ids;
pub mod uptake;
