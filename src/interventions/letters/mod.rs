//! Appreciation letters: two lines from the manager, signed by a senior leader, posted home.

pub mod bench;
mod draw;
pub mod fault;
pub mod fit;
mod layout;
pub mod letter;
pub mod pack;
mod preflight;
pub mod print;
pub mod proof;
pub mod sample;
#[cfg(test)]
mod tests;
