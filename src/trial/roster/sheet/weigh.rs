//! Weighs a zip before anything in it is read: a file of some kilobytes can hold gigabytes. Every part is unpacked once,
//! counted and thrown away; the counting stops at the first limit, whatever the file says of its own sizes.

use std::io::Read;

use super::{
    Fault,
    kind::{Zip, unopened},
};

const MB: u64 = 1024 * 1024;
/// The most that all parts may unpack to. A sheet of 100,000 people takes about 120 MB.
const MOST_UNPACKED: u64 = 400 * MB;
/// The most that one part may.
pub(super) const MOST_OF_A_PART: u64 = 256 * MB;
/// How many times its packed size a part may be, once it is larger than [`SMALL`]. Real sheets are below 60.
const MOST_TIMES: u64 = 250;
const SMALL: u64 = 16 * MB;
/// The most parts.
const MOST_PARTS: usize = 5_000;
/// The most bytes between two tags, which is where a cell's text stands. Excel ends at 32,767 characters.
const LONGEST_RUN: usize = 256 * 1024;
/// The most tags in a part: about four for a cell.
const MOST_TAGS: usize = 24_000_000;

/// Weighs every part.
pub(super) fn weigh(zip: &mut Zip<'_>) -> Result<(), Fault> {
    if zip.len() > MOST_PARTS {
        return Err(Fault::TooMuch);
    }
    let mut left = MOST_UNPACKED;
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).map_err(|error| unopened(&error))?;
        let (packed, most) = (part.compressed_size(), left.min(MOST_OF_A_PART));
        // What it says of itself may be a lie; where it owns up, nothing need be unpacked.
        if part.size() > most {
            return Err(Fault::TooMuch);
        }
        let most = most.min(SMALL.max(packed.saturating_mul(MOST_TIMES)));
        left -= weigh_part(&mut part, most)?;
    }
    Ok(())
}

/// The unpacked size of a part, if that is no more than `most`.
fn weigh_part(part: &mut impl Read, most: u64) -> Result<u64, Fault> {
    let (mut block, mut unpacked, mut marks) = (vec![0; 64 * 1024], 0, Marks::default());
    loop {
        let read = part.read(&mut block).map_err(|_| Fault::Damaged)?;
        if read == 0 {
            return Ok(unpacked);
        }
        marks.is_marked_up = if unpacked == 0 { block[..read.min(64)].contains(&b'<') } else { marks.is_marked_up };
        unpacked += read as u64;
        if unpacked > most {
            return Err(Fault::TooMuch);
        }
        marks.count(&block[..read])?;
    }
}

/// What a reader of XML would have to hold at once.
#[derive(Default)]
struct Marks {
    /// Pictures and the like are nothing that is read.
    is_marked_up: bool,
    run: usize,
    tags: usize,
}

impl Marks {
    fn count(&mut self, block: &[u8]) -> Result<(), Fault> {
        if !self.is_marked_up {
            return Ok(());
        }
        for piece in block.split_inclusive(|byte| *byte == b'<') {
            self.run += piece.len();
            if self.run > LONGEST_RUN {
                return Err(Fault::HugeCell);
            }
            if piece.ends_with(b"<") {
                (self.run, self.tags) = (0, self.tags + 1);
            }
        }
        if self.tags > MOST_TAGS { Err(Fault::TooMuch) } else { Ok(()) }
    }
}
