//! Where mail goes: a mail host, a folder, or memory.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use super::{Mail, Settings, TrayKind, answer::Answer, folder, host::Host, parcel::Parcel};
use crate::floor::error::Result;

#[derive(Clone, Debug)]
pub enum Tray {
    /// A mail host, over lines that are kept.
    Smtp(Arc<Host>),
    /// Each mail becomes a `.eml` file.
    Folder(PathBuf),
    /// Kept in memory, for tests.
    Memory(Arc<Mutex<Vec<Mail>>>),
}

impl Tray {
    /// The tray that the settings name. A mail host is first spoken to when there is mail for it.
    ///
    /// # Errors
    /// `Invalid`, where a key or a file that the settings name cannot be used.
    pub fn from_settings(settings: &Settings) -> Result<Self> {
        settings.check()?;
        Ok(match settings.tray {
            TrayKind::Folder => Self::Folder(PathBuf::from(&settings.folder)),
            TrayKind::Smtp => Self::Smtp(Arc::new(Host::new(settings))),
        })
    }

    pub fn memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// Hands over mails, and tells what became of each, in their order.
    pub(super) fn put(&self, parcels: &[Parcel]) -> Vec<Answer> {
        let taken = |parcel: &Parcel| match self {
            Self::Folder(dir) => folder::put(dir, &parcel.mail.message_id, &parcel.bytes).map_err(|error| {
                tracing::warn!(%error, "the mail folder took no mail");
                Answer::later("The mail folder could not be written to.")
            }),
            Self::Memory(kept) => {
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(parcel.mail.clone());
                Ok(())
            }
            Self::Smtp(_) => Ok(()),
        };
        match self {
            Self::Smtp(host) => host.send(parcels),
            _ => parcels.iter().map(|parcel| taken(parcel).map_or_else(|answer| answer, |()| Answer::Taken)).collect(),
        }
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
            Self::Smtp(host) => host.check(),
            Self::Folder(dir) => folder::check(dir),
            Self::Memory(_) => Ok(()),
        }
    }
}
