//! Produced files (letters, packs, exports): a folder by default, an S3-compatible store where machines share them.
//!
//! Calls block; from a page they run inside `db.writing`, `db.reading` or a job.

use std::{
    io,
    path::{Path as FsPath, PathBuf},
    sync::Arc,
};

use futures_executor::block_on;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload, local::LocalFileSystem, memory::InMemory, path::Path};

use super::error::{Error, Result};

#[derive(Clone, Debug)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    /// Where it is a folder on this machine.
    folder: Option<PathBuf>,
}

impl Files {
    /// A folder, made when it is not there.
    pub fn folder(dir: &FsPath) -> Result<Self> {
        std::fs::create_dir_all(dir)?;
        let store = Arc::new(LocalFileSystem::new_with_prefix(dir)?);
        Ok(Self { store, folder: Some(dir.to_owned()) })
    }

    pub fn memory() -> Self {
        Self { store: Arc::new(InMemory::new()), folder: None }
    }

    /// `s3://bucket/prefix`, with keys from the environment as the AWS tools read them.
    #[cfg(feature = "s3")]
    pub fn s3(url: &str) -> Result<Self> {
        let store = object_store::aws::AmazonS3Builder::from_env().with_url(url).build()?;
        Ok(Self { store: Arc::new(store), folder: None })
    }

    pub fn put(&self, key: &str, bytes: Vec<u8>) -> Result<()> {
        block_on(self.store.put(&Path::from(key), PutPayload::from(bytes)))?;
        Ok(())
    }

    pub fn get(&self, key: &str) -> Result<Vec<u8>> {
        let found = block_on(async { self.store.get(&Path::from(key)).await?.bytes().await });
        match found {
            Ok(bytes) => Ok(bytes.to_vec()),
            Err(object_store::Error::NotFound { .. }) => Err(Error::Missing("that file")),
            Err(error) => Err(error.into()),
        }
    }

    /// Deletes, with what a process that was killed left half written under that key; a file already gone is no fault.
    pub fn delete(&self, key: &str) -> Result<()> {
        if let Some(folder) = &self.folder {
            sweep(&folder.join(key))?;
        }
        match block_on(self.store.delete(&Path::from(key))) {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// A folder's file is written beside its place, as `name#1`, `name#2`, …, and moved there when it is whole.
fn sweep(file: &FsPath) -> io::Result<()> {
    let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else { return Ok(()) };
    let start = format!("{}#", name.to_string_lossy());
    let entries = match folder.read_dir() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(&start) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_kept_read_and_deleted() {
        let dir = tempfile::tempdir().unwrap();
        for files in [Files::memory(), Files::folder(dir.path()).unwrap()] {
            files.put("letters/a.pdf", vec![1, 2]).unwrap();
            assert_eq!(files.get("letters/a.pdf").unwrap(), [1, 2]);
            files.delete("letters/a.pdf").unwrap();
            files.delete("letters/a.pdf").unwrap();
            assert!(matches!(files.get("letters/a.pdf"), Err(Error::Missing(_))));
        }
    }

    #[test]
    fn what_a_killed_process_left_half_written_goes_with_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let files = Files::folder(dir.path()).unwrap();
        files.put("letters/a.pdf", vec![1]).unwrap();
        files.put("letters/ab.pdf", vec![1]).unwrap();
        std::fs::write(dir.path().join("letters/a.pdf#2"), [1]).unwrap();
        files.delete("letters/a.pdf").unwrap();
        let left: Vec<_> = dir.path().join("letters").read_dir().unwrap().map(|one| one.unwrap().file_name()).collect();
        assert_eq!(left, ["ab.pdf"]);
    }
}
