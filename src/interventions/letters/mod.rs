//! Appreciation letters: two lines from the manager, signed by a senior leader, posted home.

pub mod ask;
pub mod ask_manager;
pub mod bench;
pub mod counts;
mod draw;
pub mod fallback;
pub mod fault;
pub mod feedback;
pub mod fit;
mod layout;
pub mod letter;
pub mod mailing;
pub mod pack;
pub mod pages;
mod preflight;
pub mod print;
pub mod proof;
mod record;
pub mod remind;
pub mod remind_manager;
pub mod round;
pub mod sample;
pub mod state;
pub mod stop_asking;
pub mod store;
mod trials;
#[cfg(test)]
mod tests;
