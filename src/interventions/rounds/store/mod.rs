//! All the SQL of Rounds.

pub mod costs;
pub mod leaders;
pub mod licences;
pub mod places;
pub mod rooms;
pub mod rounds;
pub mod series;
pub mod wishes;
