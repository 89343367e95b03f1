//! All the SQL of the roster.

pub(super) mod addresses;
pub(super) mod drafts;
pub(super) mod governance;
pub(super) mod imports;
pub(super) mod people;
pub(super) mod places;
pub(super) mod postings;
