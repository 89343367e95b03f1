//! All the SQL of Rounds.

pub mod attendances;
pub mod costs;
pub mod feedback;
pub mod follow_ups;
pub mod leaders;
pub mod licences;
pub mod meetings;
pub mod panel;
pub mod places;
pub mod promised;
pub mod rooms;
pub mod rounds;
pub mod series;
pub mod wishes;
