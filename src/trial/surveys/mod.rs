//! Questions that are asked of everyone in a trial, whatever their arm, so that the asking tells nobody anything. One
//! question at a time, answered by one press, named or anonymous.

pub mod answer;
pub mod ask;
pub mod ask_mail;
pub mod erase_person;
pub mod pages;
pub mod question;
mod store;
