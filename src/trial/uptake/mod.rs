//! The codebook of events, the append-only record, and the funnel that counts it.

pub mod blur;
pub mod bring_recall;
pub mod built_on;
pub mod by_group;
pub mod event;
pub mod flow;
pub mod funnel;
pub mod gather;
pub mod hide;
pub mod pages;
pub mod picture;
pub mod recall_sheet;
pub mod recalled;
pub mod record;
pub mod report;
pub mod roll_up;
pub mod site_record;
pub mod so_far;
pub mod standing;
mod store;
pub mod together;
pub mod told;
