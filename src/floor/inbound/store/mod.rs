//! All the SQL of mail that came: the mails, and how far each mailbox was read.

pub mod cursors;
pub mod mails;
