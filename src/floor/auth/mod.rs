//! The door: accounts and their roles, keys by mail instead of passwords, and sessions.

mod accounts;

pub use accounts::{grant, make_account};
