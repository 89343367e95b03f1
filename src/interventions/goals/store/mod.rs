//! All the SQL of goal-setting.

pub mod channels;
pub mod papers;
pub mod parts;
pub mod runs;
pub mod slots;
pub mod teams;
pub mod texts;
pub mod times;
