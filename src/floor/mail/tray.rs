//! Where mail goes: a mail host, a folder, or memory.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use super::{Mail, Outcome, folder, smtp::Smtp};
use crate::floor::{
    config::{self, TrayKind},
    error::Result,
};

#[derive(Clone, Debug)]
pub enum Tray {
    /// A mail host, over one connection that is kept.
    Smtp(Arc<Smtp>),
    /// Each mail becomes a `.eml` file.
    Folder(PathBuf),
    /// Kept in memory, for tests.
    Memory(Arc<Mutex<Vec<Mail>>>),
}

impl Tray {
    /// The tray that the settings name. A mail host is first spoken to when there is mail for it.
    pub fn from_settings(settings: &config::Mail) -> Result<Self> {
        Ok(match settings.tray {
            TrayKind::Folder => Self::Folder(PathBuf::from(&settings.folder)),
            TrayKind::Smtp => Self::Smtp(Arc::new(Smtp::new(settings)?)),
        })
    }

    pub fn memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// Hands over one mail. `Later` when trying again may help.
    pub fn put(&self, mail: &Mail, bytes: &[u8]) -> Result<Outcome> {
        match self {
            Self::Smtp(smtp) => return smtp.send(&mail.to, bytes),
            Self::Folder(dir) => folder::put(dir, &mail.message_id, bytes)?,
            Self::Memory(kept) => kept.lock().unwrap_or_else(PoisonError::into_inner).push(mail.clone()),
        }
        Ok(Outcome::Sent)
    }

    /// What the memory tray holds, oldest first; nothing for the others.
    pub fn sent(&self) -> Vec<Mail> {
        match self {
            Self::Memory(kept) => kept.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            _ => Vec::new(),
        }
    }

    /// Whether it would take mail now.
    pub fn check(&self) -> Result<()> {
        match self {
            Self::Smtp(smtp) => smtp.check(),
            Self::Folder(dir) => folder::check(dir),
            Self::Memory(_) => Ok(()),
        }
    }
}
