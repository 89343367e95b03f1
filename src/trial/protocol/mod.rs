//! What a researcher says of a trial before it begins: its windows, its outcomes, what each arm is asked, and what follows from a look
//! at spill-over. [`standing`] says what is there and what is missing, and [`lock`] holds a list back until what an analysis rests on is
//! said. An answer is kept in versions: once the list is locked, a new one gives its reason.

pub mod answer;
pub mod asked;
pub mod changed;
pub mod lock;
pub mod outcomes;
pub mod pages;
pub mod question;
pub mod spill_over;
pub mod standing;
mod store;
pub mod windows;
