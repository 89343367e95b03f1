//! One file of a skeleton: the content of its pages, its date, its own identity and its own table of offsets.

use std::io::Write as _;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::content::Content;
use super::skeleton::{PRODUCER, Skeleton};

impl Skeleton {
    /// Replaces `out` with one whole file of as many pages as were laid out. Equal pages and date give equal bytes.
    pub fn fill(&self, pages: &[&Content], dated: NaiveDate, out: &mut Vec<u8>) {
        out.clear();
        out.extend_from_slice(&self.head);
        let mut hash = Sha256::new_with_prefix(self.digest);
        hash.update(dated.to_string());
        let mut written = Vec::with_capacity(pages.len() + 1);
        for (id, content) in self.content.iter().zip(pages) {
            written.push((*id, out.len()));
            write_content(*id, content, &mut hash, out);
        }
        // Taken from what the file holds and nothing else: no clock and no counter.
        let mut identity = [0; 16];
        identity.copy_from_slice(&hash.finalize()[..16]);
        written.push((self.info, out.len()));
        write(out, format_args!("{} 0 obj\n<</Title ", self.info));
        out.extend_from_slice(&self.title);
        let day = dated.format("%Y%m%d");
        write(
            out,
            format_args!("/Producer({PRODUCER})/CreationDate(D:{day}000000Z)/ModDate(D:{day}000000Z)>>\nendobj\n"),
        );
        self.write_table(&written, identity, out);
    }

    fn write_table(&self, written: &[(u32, usize)], identity: [u8; 16], out: &mut Vec<u8>) {
        let table_at = out.len();
        out.extend_from_slice(&self.table);
        for (id, at) in written {
            let entry = table_at + self.entry(*id);
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

fn write_content(id: u32, content: &Content, hash: &mut Sha256, out: &mut Vec<u8>) {
    write(out, format_args!("{id} 0 obj\n<</Filter/FlateDecode/Length "));
    let length_at = out.len();
    out.extend_from_slice(b"0000000>>\nstream\r\n");
    let from = out.len();
    content.write(out);
    let length = out.len() - from;
    let _ = write!(&mut out[length_at..length_at + 7], "{length:07}");
    hash.update(&out[from..]);
    // With a lone line feed, bytes that end in a carriage return read as one byte too few.
    out.extend_from_slice(b"\r\nendstream\nendobj\n");
}

fn write(out: &mut Vec<u8>, words: std::fmt::Arguments<'_>) {
    // Writing to a Vec cannot fail.
    let _ = out.write_fmt(words);
}
