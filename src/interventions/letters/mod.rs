//! Appreciation letters: two lines from the manager, signed by a senior leader, posted home.

pub mod ask;
pub mod ask_leader;
pub mod ask_manager;
pub mod bench;
pub mod bench_round;
pub mod compose;
mod compose_letter;
pub mod counts;
mod draw;
pub mod erase_file;
pub mod fallback;
pub mod fault;
pub mod feedback;
pub mod fit;
pub mod hold;
mod layout;
pub mod letter;
pub mod mailing;
mod one_letter;
mod owed;
pub mod pack;
pub mod pack_letters;
pub mod pages;
pub mod paper;
pub mod post;
mod preflight;
pub mod print;
mod print_letter;
pub mod proof;
mod record;
pub mod remind;
pub mod remind_manager;
pub mod round;
pub mod sample;
pub mod sign;
pub mod state;
pub mod stop_asking;
pub mod store;
pub mod take_pack;
mod tell;
#[cfg(test)]
mod tests;
mod trials;

pub use compose_letter::ComposeLetter;
pub use one_letter::OneLetter;
pub use print_letter::PrintLetter;
