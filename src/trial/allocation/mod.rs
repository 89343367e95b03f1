//! Randomise once, lock, reveal; `receives` is the only way to ask who gets what.

pub mod balance;
pub mod draw;
pub mod household;
pub mod list;
pub mod randomise;
pub mod scheme;
pub mod seal;
pub mod seed;
