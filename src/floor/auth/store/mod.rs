//! All the SQL of the door.

mod accounts;
mod keys;
mod sessions;

pub use accounts::{Account, account, by_person, by_role};
pub(super) use accounts::{
    by_email, close_account, erase_account, grants_of, insert_account, insert_grant, put_back, raw_grants, untie,
    update_account,
};
pub(super) use keys::{find_key, insert_key, keys_since, use_key};
pub use sessions::open_sessions;
pub(super) use sessions::{close_session, close_sessions_of, insert_session, live_session};
