//! What came of a trial: sickness absence, turnover and the scales of its surveys, by arm as allocated.

pub mod analyse;
