//! The tray that is a folder: each mail a `.eml` file, named by its Message-ID, so that a retry writes the same file.

use std::{fs, path::Path};

use crate::floor::error::{Error, Result};

pub fn put(dir: &Path, message_id: &str, bytes: &[u8]) -> Result<()> {
    fs::create_dir_all(dir)?;
    let name = message_id.trim_start_matches('<').split('@').next().unwrap_or_default();
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)) {
        return Err(Error::broken("a Message-ID that is no file name"));
    }
    let (half, whole) = (dir.join(format!("{name}.part")), dir.join(format!("{name}.eml")));
    fs::write(&half, bytes)?;
    Ok(fs::rename(half, whole)?)
}

/// Whether the folder is there and may be written to.
pub fn check(dir: &Path) -> Result<()> {
    fs::create_dir_all(dir)?;
    if fs::metadata(dir)?.permissions().readonly() {
        return Err(Error::later("the mail folder is read-only"));
    }
    Ok(())
}
