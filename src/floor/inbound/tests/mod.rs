//! Mail that comes: read as four programs write it, and told to the room it is about, once however often it comes.

mod coming;
mod fixtures;
mod mailbox;
mod reading;
