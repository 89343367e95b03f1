//! All the SQL of tokens.

pub mod cards;
pub mod costs;
pub mod faults;
pub mod placements;
pub mod plans;
pub mod steps;
pub mod stock;
