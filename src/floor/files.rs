//! Produced files (letters, packs, exports): a folder by default, an S3-compatible store where machines share them.
//!
//! Calls block; from a page they run inside `db.writing`, `db.reading` or a job.

use std::{path::Path as FsPath, sync::Arc};

use futures_executor::block_on;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload, local::LocalFileSystem, memory::InMemory, path::Path};

use super::error::{Error, Result};

#[derive(Clone, Debug)]
pub struct Files(Arc<dyn ObjectStore>);

impl Files {
    /// A folder, made when it is not there.
    pub fn folder(dir: &FsPath) -> Result<Self> {
        std::fs::create_dir_all(dir)?;
        Ok(Self(Arc::new(LocalFileSystem::new_with_prefix(dir)?)))
    }

    pub fn memory() -> Self {
        Self(Arc::new(InMemory::new()))
    }

    /// `s3://bucket/prefix`, with keys from the environment as the AWS tools read them.
    #[cfg(feature = "s3")]
    pub fn s3(url: &str) -> Result<Self> {
        let store = object_store::aws::AmazonS3Builder::from_env().with_url(url).build()?;
        Ok(Self(Arc::new(store)))
    }

    pub fn put(&self, key: &str, bytes: Vec<u8>) -> Result<()> {
        block_on(self.0.put(&Path::from(key), PutPayload::from(bytes)))?;
        Ok(())
    }

    pub fn get(&self, key: &str) -> Result<Vec<u8>> {
        let found = block_on(async { self.0.get(&Path::from(key)).await?.bytes().await });
        match found {
            Ok(bytes) => Ok(bytes.to_vec()),
            Err(object_store::Error::NotFound { .. }) => Err(Error::Missing("that file")),
            Err(error) => Err(error.into()),
        }
    }

    /// Deletes; a file already gone is no fault.
    pub fn delete(&self, key: &str) -> Result<()> {
        match block_on(self.0.delete(&Path::from(key))) {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
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
}
