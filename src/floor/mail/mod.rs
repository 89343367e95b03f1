//! Mail is a value; its words are files; it leaves by one of three trays.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
};

use serde::Serialize;

/// One message, as words: what a tray takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mail {
    pub message_id: String,
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Where mail goes.
#[derive(Clone, Debug)]
pub enum Tray {
    /// Each mail becomes a `.eml` file.
    Folder(PathBuf),
    /// Kept in memory, for tests.
    Memory(Arc<Mutex<Vec<Mail>>>),
}
