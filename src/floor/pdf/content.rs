//! What a page draws, as the one squeezed stream of its file. What many pages share is squeezed once; what is a page's own
//! goes in as it is, since a few hundred letters are not worth the time it takes to squeeze them.

use std::sync::Arc;

use flate2::{Compress, Compression, FlushCompress};
use zlib_rs::adler32::{adler32, adler32_combine};

use super::PdfError;

/// The first two bytes of a zlib stream, and the checksum of nothing (RFC 1950).
const BEGIN: [u8; 2] = [0x78, 0x01];
const CHECKSUM_OF_NOTHING: u32 = 1;
/// An empty block that says it is the last (RFC 1951, 3.2.4).
const LAST_BLOCK: [u8; 5] = [1, 0, 0, 0xFF, 0xFF];
/// The most bytes one unsqueezed block holds.
const BLOCK: usize = 65_535;

/// Drawing operators: a page's own bytes, with shared pieces among them.
#[derive(Debug, Clone, Default)]
pub struct Content {
    pub(super) own: Vec<u8>,
    /// Each with the place among the own bytes before which it stands.
    shared: Vec<(usize, Arc<Squeezed>)>,
}

/// A piece squeezed by itself: whole blocks, none of them the last, that lean on nothing before them.
#[derive(Debug)]
struct Squeezed {
    blocks: Vec<u8>,
    length: u64,
    checksum: u32,
}

impl Content {
    /// Adds what was drawn apart.
    pub fn append(&mut self, part: &Self) {
        let here = self.own.len();
        self.shared.extend(part.shared.iter().map(|(at, piece)| (here + at, Arc::clone(piece))));
        self.own.extend_from_slice(&part.own);
    }

    /// The same content as one shared piece, for content that has none yet.
    ///
    /// # Errors
    /// [`PdfError::Skeleton`] if it cannot be squeezed, which only a mistake of ours can cause.
    pub fn squeezed(&self) -> Result<Self, PdfError> {
        let fault = |why: &str| PdfError::Skeleton(why.to_owned());
        if !self.shared.is_empty() {
            return Err(fault("a part of a page was to be squeezed twice"));
        }
        let mut blocks = Vec::with_capacity(self.own.len() + 64);
        let mut press = Compress::new(Compression::best(), false);
        press.compress_vec(&self.own, &mut blocks, FlushCompress::Full).map_err(|error| fault(&error.to_string()))?;
        if press.total_in() != self.own.len() as u64 || blocks.len() == blocks.capacity() {
            return Err(fault("the content did not fit where it was squeezed to"));
        }
        let checksum = adler32(CHECKSUM_OF_NOTHING, &self.own);
        let piece = Squeezed { blocks, length: self.own.len() as u64, checksum };
        Ok(Self { own: Vec::new(), shared: vec![(0, Arc::new(piece))] })
    }

    /// Appends the zlib stream (RFC 1950) that a `FlateDecode` filter reads back as this content.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&BEGIN);
        let (mut from, mut checksum) = (0, CHECKSUM_OF_NOTHING);
        for (at, piece) in &self.shared {
            checksum = as_it_is(&self.own[from..*at], checksum, out);
            out.extend_from_slice(&piece.blocks);
            checksum = adler32_combine(checksum, piece.checksum, piece.length);
            from = *at;
        }
        checksum = as_it_is(&self.own[from..], checksum, out);
        out.extend_from_slice(&LAST_BLOCK);
        out.extend_from_slice(&checksum.to_be_bytes());
    }
}

/// Bytes in unsqueezed blocks (RFC 1951, 3.2.4): a length, its complement, and the bytes.
fn as_it_is(bytes: &[u8], checksum: u32, out: &mut Vec<u8>) -> u32 {
    for block in bytes.chunks(BLOCK) {
        let length = block.len() as u16;
        out.push(0);
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(&(!length).to_le_bytes());
        out.extend_from_slice(block);
    }
    adler32(checksum, bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::ZlibDecoder;
    use proptest::prelude::*;

    use super::Content;

    fn own(bytes: &[u8]) -> Content {
        Content { own: bytes.to_vec(), ..Content::default() }
    }

    /// As any reader of the file would read it, which checks the checksum too.
    fn read_back(content: &Content) -> Vec<u8> {
        let (mut stream, mut plain) = (Vec::new(), Vec::new());
        content.write(&mut stream);
        ZlibDecoder::new(&stream[..]).read_to_end(&mut plain).unwrap();
        plain
    }

    proptest! {
        #[test]
        fn pieces_shared_or_not_read_back_as_they_were_put_together(
            parts in prop::collection::vec((any::<bool>(), prop::collection::vec(any::<u8>(), 0..300)), 0..6)
        ) {
            let mut content = Content::default();
            for (shared, bytes) in &parts {
                let part = own(bytes);
                content.append(&if *shared { part.squeezed().unwrap() } else { part });
            }
            let plain: Vec<u8> = parts.into_iter().flat_map(|(_, bytes)| bytes).collect();
            prop_assert_eq!(read_back(&content), plain);
        }
    }

    #[test]
    fn more_than_one_block_reads_back() {
        let long: Vec<u8> = (0..150_000u32).map(|at| (at % 251) as u8).collect();
        assert_eq!(read_back(&own(&long)), long);
        assert_eq!(read_back(&own(&long).squeezed().unwrap()), long);
        assert!(own(&long).squeezed().unwrap().squeezed().is_err());
    }
}
