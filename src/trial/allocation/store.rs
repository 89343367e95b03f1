//! All the SQL of allocation.

pub(super) mod ends;
pub(super) mod lists;
pub(super) mod pairs;
pub(super) mod sights;
pub(super) mod trials;
