//! What may be sent to whom, and when: classes of message, the hours in which people are written to, how much everything
//! together asks of one person in a week, and what they asked of Hearten themselves. None of their choices takes them out of
//! the analysis.

pub mod choice;
pub mod choose;
pub mod class;
pub mod erase_person;
pub mod feed;
pub mod may_send;
pub mod opt_out;
mod store;
pub mod window;
