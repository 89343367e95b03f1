//! An export as one file, or as a folder. Neither bears a time of its own, so that the same data make the same bytes.

use std::{
    fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use super::make::Export;
use crate::floor::error::{Error, Result};

/// A zip of all files.
pub fn zip(export: &Export) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o600);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in &export.files {
        zip.start_file(name.as_str(), options).map_err(Error::broken)?;
        zip.write_all(bytes).map_err(Error::broken)?;
    }
    Ok(zip.finish().map_err(Error::broken)?.into_inner())
}

/// A folder that is being filled beside where it will be, so that it is there whole or not at all.
#[derive(Debug)]
pub struct Filling {
    at: PathBuf,
    to: PathBuf,
}

impl Filling {
    /// Begins one.
    ///
    /// # Errors
    /// `Invalid`, where something is there already, or nothing can be made there.
    pub fn begin(to: &Path) -> Result<Self> {
        let wrong = |says: String| Error::invalid("dir", format!("--dir {}: {says}", to.display()));
        if to.exists() {
            return Err(wrong("it is there already. Name a folder that is not.".into()));
        }
        let name = to.file_name().ok_or_else(|| wrong("name a folder.".into()))?.to_string_lossy().into_owned();
        let at = to.with_file_name(format!(".{name}.part"));
        fs::create_dir(&at).map_err(|error| wrong(format!("{error}. The folder above it has to be there.")))?;
        Ok(Self { at, to: to.to_owned() })
    }

    /// Puts every file into it.
    pub fn fill(&self, export: &Export) -> Result<()> {
        for (name, bytes) in &export.files {
            fs::write(self.at.join(name), bytes)?;
        }
        Ok(())
    }

    /// Puts it where it was to be.
    pub fn finish(self) -> Result<()> {
        Ok(fs::rename(&self.at, &self.to)?)
    }
}

impl Drop for Filling {
    /// What was not finished is taken away; where that fails there is nothing left to do.
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.at);
    }
}
