//! The texts of a workbook, which cells name by number. A long list runs on over several records, and a text may be cut in
//! two between them; the second piece then says anew how its letters are written.

use super::super::{
    LONGEST_CELL,
    compound::{u16_at, u32_at},
};

#[derive(Default)]
pub(super) struct Texts {
    pub all: Vec<String>,
}

impl Texts {
    /// Reads the list from the records that it takes up. `None` where it is cut short.
    pub(super) fn read(pieces: Vec<&[u8]>) -> Option<Self> {
        let mut walk = Walk { pieces: pieces.into_iter(), rest: &[] };
        walk.turn();
        let count = u32_at(walk.rest, 4)?;
        walk.skip(8)?;
        let mut all = Vec::new();
        for _ in 0..count {
            all.push(walk.text()?);
        }
        Some(Self { all })
    }
}

/// Where the reading has come to.
struct Walk<'s> {
    pieces: std::vec::IntoIter<&'s [u8]>,
    rest: &'s [u8],
}

impl Walk<'_> {
    /// Goes on to the next record.
    fn turn(&mut self) -> Option<()> {
        self.rest = self.pieces.next()?;
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        while self.rest.is_empty() {
            self.turn()?;
        }
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        (0..bytes).try_fold(0, |sum, at| Some(sum | usize::from(self.byte()?) << (8 * at)))
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            while self.rest.is_empty() {
                self.turn()?;
            }
            let step = bytes.min(self.rest.len());
            (self.rest, bytes) = (&self.rest[step..], bytes - step);
        }
        Some(())
    }

    /// A text, as much of it as tells that it is too long.
    fn text(&mut self) -> Option<String> {
        let (mut left, mut flags) = (self.number(2)?, self.byte()?);
        let runs = if flags & 8 == 0 { 0 } else { self.number(2)? };
        let sounds = if flags & 4 == 0 { 0 } else { self.number(4)? };
        let mut text = String::new();
        while left > 0 {
            if self.rest.is_empty() {
                self.turn()?;
                flags = self.byte()?;
            }
            let wide = flags & 1 == 1;
            let take = left.min(self.rest.len() / if wide { 2 } else { 1 });
            if take == 0 && !self.rest.is_empty() {
                return None;
            }
            let bytes = take * if wide { 2 } else { 1 };
            if text.len() <= 8 * LONGEST_CELL {
                text += &letters(&self.rest[..bytes], wide);
            }
            (self.rest, left) = (&self.rest[bytes..], left - take);
        }
        self.skip(runs.checked_mul(4)?.checked_add(sounds)?)?;
        Some(text)
    }
}

/// A text within a record: its length in two bytes, how it is written, its letters.
pub(super) fn inline(says: &[u8], at: usize) -> Option<String> {
    written(says, at + 2, usize::from(u16_at(says, at)?))
}

/// The same with its length in one byte.
pub(super) fn short(says: &[u8], at: usize) -> Option<String> {
    written(says, at + 1, usize::from(*says.get(at)?))
}

fn written(says: &[u8], at: usize, count: usize) -> Option<String> {
    let wide = says.get(at)? & 1 == 1;
    let bytes = says.get(at + 1..at + 1 + count * if wide { 2 } else { 1 })?;
    Some(letters(bytes, wide))
}

/// Letters in two bytes each, or in one where all are within the first 256.
fn letters(bytes: &[u8], wide: bool) -> String {
    if wide {
        let pairs: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&pairs)
    } else {
        bytes.iter().copied().map(char::from).collect()
    }
}
