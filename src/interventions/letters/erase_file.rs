//! The job that erases the file of a letter or a pack. Promised by the act that ends it, since a file cannot be brought back
//! when that act comes to nothing.

use serde::{Deserialize, Serialize};

use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::Result,
    jobs::{Claim, Ending, Work},
};

#[derive(Debug, Clone, Copy)]
pub struct EraseFile;

/// A sealed file that bears an address.
#[derive(Debug, Serialize, Deserialize)]
pub struct File {
    /// The letter or the pack that it is of.
    pub subject: String,
    pub file_key: String,
}

impl Work for EraseFile {
    const KIND: &'static str = "letters.erase_file";
    type Job = File;
    type Guard = ();
    type Ready = File;
    type Done = File;

    fn claim(&self, _: &Floor, _: &mut Conn, (): &mut (), job: &File) -> Result<Claim<File>> {
        Ok(Claim::Ready(File { subject: job.subject.clone(), file_key: job.file_key.clone() }))
    }

    fn work(&self, floor: &Floor, _: &str, file: File) -> Result<File> {
        floor.files.delete(&file.file_key)?;
        Ok(file)
    }

    fn settle(&self, floor: &Floor, conn: &mut Conn, file: File) -> Result<Ending> {
        audit::write(conn, floor.clock.now(), &Act::new("worker", "letters.file_erased", &file.subject))?;
        Ok(Ending::Done)
    }
}
