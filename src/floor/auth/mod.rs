//! The door: accounts and their roles, keys by mail instead of passwords, sessions, personal links, and the guard.

mod accounts;
mod close_account;
mod cookie;
mod door;
mod enter;
mod guard;
mod in_the_name_of;
mod key;
mod limits;
mod link;
mod mail_key;
mod own_path;
pub mod pages;
mod session;
mod store;
mod take_back;
#[cfg(test)]
mod tests;

pub use accounts::{Email, account_by_email, grant, make_account, name_of};
pub use close_account::{close_account, erase_account};
pub use door::{BuiltOn, House, OfPerson, Passage, Road, Wait, Waits, app};
pub use enter::{Entered, enter, enter_scoped};
pub use guard::{admit, watch};
pub use in_the_name_of::in_the_name_of;
pub use key::{KEY_MINUTES, Standing, look, promise_key, spend};
pub use limits::Limits;
pub use link::{link, link_fits, open_scoped};
pub use mail_key::MailKey;
pub use own_path::OwnPath;
pub use session::{close_session, open_session, visitor};
pub use store::{Account, account, by_person, by_role, open_sessions};
pub use take_back::{Stood, stands, take_back};
