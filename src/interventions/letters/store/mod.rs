//! All the SQL of letters, a file for each thing that is kept.

pub mod calls;
pub mod hands;
pub mod lines;
pub mod packs;
pub mod releases;
pub mod road;
pub mod rounds;
pub mod sendings;
pub mod signatures;
pub mod suggestions;
pub mod texts;
