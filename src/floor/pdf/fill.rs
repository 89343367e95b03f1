//! One page of a skeleton: its content, its date, its own identity and its own table of offsets.

use std::io::Write as _;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::content::Content;
use super::skeleton::{PRODUCER, Skeleton};

impl Skeleton {
    /// Replaces `out` with one whole file. Equal content and date give equal bytes.
    pub fn fill(&self, content: &Content, dated: NaiveDate, out: &mut Vec<u8>) {
        out.clear();
        out.extend_from_slice(&self.head);
        let content_at = out.len();
        let identity = self.write_content(content, dated, out);
        let info_at = out.len();
        write(out, format_args!("{} 0 obj\n<</Title ", self.info));
        out.extend_from_slice(&self.title);
        let day = dated.format("%Y%m%d");
        write(
            out,
            format_args!("/Producer({PRODUCER})/CreationDate(D:{day}000000Z)/ModDate(D:{day}000000Z)>>\nendobj\n"),
        );
        self.write_table(content_at, info_at, identity, out);
    }

    /// Gives the page's identity, taken from what it holds and nothing else: no clock and no counter.
    fn write_content(&self, content: &Content, dated: NaiveDate, out: &mut Vec<u8>) -> [u8; 16] {
        write(out, format_args!("{} 0 obj\n<</Filter/FlateDecode/Length ", self.content));
        let length_at = out.len();
        out.extend_from_slice(b"0000000>>\nstream\r\n");
        let from = out.len();
        content.write(out);
        let length = out.len() - from;
        let _ = write!(&mut out[length_at..length_at + 7], "{length:07}");
        let mut hash = Sha256::new_with_prefix(self.digest);
        hash.update(dated.to_string());
        hash.update(&out[from..]);
        // With a lone line feed, bytes that end in a carriage return read as one byte too few.
        out.extend_from_slice(b"\r\nendstream\nendobj\n");
        let mut identity = [0; 16];
        identity.copy_from_slice(&hash.finalize()[..16]);
        identity
    }

    fn write_table(&self, content_at: usize, info_at: usize, identity: [u8; 16], out: &mut Vec<u8>) {
        let table_at = out.len();
        out.extend_from_slice(&self.table);
        for (id, at) in [(self.content, content_at), (self.info, info_at)] {
            let entry = table_at + self.entry(id);
            let _ = write!(&mut out[entry..entry + 10], "{at:010}");
        }
        let id = hex::encode_upper(identity);
        write(
            out,
            format_args!(
                "trailer\n<</Size {}/Root {} 0 R/Info {} 0 R/ID[<{id}><{id}>]>>\nstartxref\n{table_at}\n%%EOF\n",
                self.objects, self.root, self.info
            ),
        );
    }
}

fn write(out: &mut Vec<u8>, words: std::fmt::Arguments<'_>) {
    // Writing to a Vec cannot fail.
    let _ = out.write_fmt(words);
}
