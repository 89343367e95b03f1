//! The door's pages: signing in and out, the first page, and the demo's own.

mod demo;
mod home;
mod key;
mod sign_in;
mod sign_out;

pub use demo::{enter_as, mail_list, mail_one, who_to_be};
pub use home::home;
pub use key::{show_key, use_key};
pub use sign_in::{ask_for_key, ask_fresh, fresh_key, key_sent, show_sign_in};
pub use sign_out::{sign_out, signed_out};
