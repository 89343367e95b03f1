//! The lead's week: what is off its course, the most urgent first ([`worry`], told by each room as plain data through
//! `app::worries`), and the rule of each trial for its second week: written before anybody is served ([`rule`]), judged on its day
//! ([`judge`]), and decided on with a reason ([`decide`]).

pub mod decide;
pub mod judge;
pub mod measure;
pub mod of_the_house;
pub mod of_trials;
pub mod pages;
pub mod rule;
mod store;
pub mod worry;
