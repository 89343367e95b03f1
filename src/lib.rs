//! Hearten schedules and delivers staff-wellbeing interventions in children's social care, and proves what
//! reached whom. Three storeys, each using only what is below it:
//!
//! - [`interventions`]: what a social worker experiences. Letters, so far.
//! - [`trial`]: the research spine. Who is on the roster, who was allocated what, and what reached them.
//! - [`floor`]: what every room stands on. It knows no intervention.
//!
//! [`app`] is the one file that names every slice.

pub mod app;
pub mod commands;
pub mod demo;
pub mod floor;
pub mod interventions;
pub mod schema;
pub mod trial;
