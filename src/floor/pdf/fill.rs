//! One page of a skeleton: its content squeezed, its date, its own identity and its own table of offsets.

use std::io::Write as _;

use chrono::NaiveDate;
use flate2::{Compress, Compression, FlushCompress, Status};
use sha2::{Digest, Sha256};

use super::PdfError;
use super::skeleton::{PRODUCER, Skeleton};

/// Squeezes contents one after another, so that its tables are made once and not for each page.
#[derive(Debug)]
pub struct Press(Compress);

impl Default for Press {
    fn default() -> Self {
        Self(Compress::new(Compression::new(6), true))
    }
}

impl Press {
    fn squeeze(&mut self, content: &[u8], out: &mut Vec<u8>) -> Result<(), PdfError> {
        self.0.reset();
        // Deflate grows what it cannot squeeze by less than a thousandth.
        out.reserve(content.len() + content.len() / 1000 + 64);
        match self.0.compress_vec(content, out, FlushCompress::Finish) {
            Ok(Status::StreamEnd) => Ok(()),
            Ok(_) => Err(PdfError::Skeleton("the content did not fit where it was squeezed to".to_owned())),
            Err(e) => Err(PdfError::Skeleton(e.to_string())),
        }
    }
}

impl Skeleton {
    /// Replaces `out` with one whole file. Equal content and date give equal bytes.
    ///
    /// # Errors
    /// [`PdfError::Skeleton`] if the content cannot be squeezed, which only a mistake of ours can cause.
    pub fn fill(&self, press: &mut Press, content: &[u8], dated: NaiveDate, out: &mut Vec<u8>) -> Result<(), PdfError> {
        out.clear();
        out.extend_from_slice(&self.head);
        let content_at = out.len();
        self.write_content(press, content, out)?;
        let info_at = out.len();
        write(out, format_args!("{} 0 obj\n<</Title ", self.info));
        out.extend_from_slice(&self.title);
        let day = dated.format("%Y%m%d");
        write(
            out,
            format_args!("/Producer({PRODUCER})/CreationDate(D:{day}000000Z)/ModDate(D:{day}000000Z)>>\nendobj\n"),
        );
        self.write_table(content_at, info_at, self.identity(content, dated), out);
        Ok(())
    }

    fn write_content(&self, press: &mut Press, content: &[u8], out: &mut Vec<u8>) -> Result<(), PdfError> {
        write(out, format_args!("{} 0 obj\n<</Filter/FlateDecode/Length ", self.content));
        let length_at = out.len();
        out.extend_from_slice(b"0000000>>\nstream\r\n");
        let from = out.len();
        press.squeeze(content, out)?;
        let length = out.len() - from;
        let _ = write!(&mut out[length_at..length_at + 7], "{length:07}");
        // With a lone line feed, squeezed bytes that end in a carriage return read as one byte too few.
        out.extend_from_slice(b"\r\nendstream\nendobj\n");
        Ok(())
    }

    fn write_table(&self, content_at: usize, info_at: usize, identity: [u8; 16], out: &mut Vec<u8>) {
        let table_at = out.len();
        write(out, format_args!("xref\n0 {}\n0000000000 65535 f \n", self.offsets.len()));
        for (id, &offset) in (0u32..).zip(&self.offsets).skip(1) {
            let at = match id {
                _ if id == self.content => content_at,
                _ if id == self.info => info_at,
                _ => offset as usize,
            };
            write(out, format_args!("{at:010} 00000 n \n"));
        }
        let id = hex::encode_upper(identity);
        write(
            out,
            format_args!(
                "trailer\n<</Size {}/Root {} 0 R/Info {} 0 R/ID[<{id}><{id}>]>>\nstartxref\n{table_at}\n%%EOF\n",
                self.offsets.len(),
                self.root,
                self.info
            ),
        );
    }

    /// Taken from what the page holds and nothing else: no clock and no counter.
    fn identity(&self, content: &[u8], dated: NaiveDate) -> [u8; 16] {
        let mut hash = Sha256::new_with_prefix(self.digest);
        hash.update(dated.to_string());
        hash.update(content);
        let mut identity = [0; 16];
        identity.copy_from_slice(&hash.finalize()[..16]);
        identity
    }
}

fn write(out: &mut Vec<u8>, words: std::fmt::Arguments<'_>) {
    // Writing to a Vec cannot fail.
    let _ = out.write_fmt(words);
}
