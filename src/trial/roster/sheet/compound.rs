//! The folder of parts that Excel wrapped its workbooks in before 2007, and wraps locked ones in still (MS-CFB). A chain of
//! sectors is never followed further than the file has sectors, so that one that bites its own tail comes to an end.

use super::Fault;

/// Chains end at the first of these.
const LAST_SECTOR: u32 = 0xffff_fff9;
/// Streams below this many bytes stand in sectors of 64 bytes of their own.
const SMALL: usize = 4_096;

pub(super) struct Compound<'b> {
    bytes: &'b [u8],
    /// Bytes in a sector.
    sector: usize,
    /// What comes after each sector.
    next: Vec<u32>,
    small_next: Vec<u32>,
    small: Vec<u8>,
    parts: Vec<Part>,
}

struct Part {
    name: String,
    start: u32,
    len: usize,
}

impl<'b> Compound<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        let sector = match u16_at(bytes, 30) {
            Some(9) => 512,
            Some(12) => 4_096,
            _ => return Err(Fault::Damaged),
        };
        let empty = Vec::new();
        let mut this = Self { bytes, sector, next: vec![], small_next: vec![], small: vec![], parts: empty };
        this.next = this.table()?;
        let header = |at| u32_at(bytes, at).ok_or(Fault::Damaged);
        this.parts = this.follow(header(48)?)?.chunks_exact(128).filter_map(part).collect();
        this.small_next = numbers(&this.follow(header(60)?)?);
        let root = this.parts.first().map_or(LAST_SECTOR, |root| root.start);
        this.small = this.follow(root)?;
        Ok(this)
    }

    /// Whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The bytes of a part.
    pub(super) fn part(&self, name: &str) -> Option<Result<Vec<u8>, Fault>> {
        let part = self.find(name)?;
        let whole = if part.len < SMALL { self.follow_small(part.start) } else { self.follow(part.start) };
        Some(whole.map(|mut bytes| {
            bytes.truncate(part.len);
            bytes
        }))
    }

    fn find(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name.eq_ignore_ascii_case(name))
    }

    /// Which sector comes after which: the header names the first 109 sectors of the table, a chain the others.
    fn table(&self) -> Result<Vec<u32>, Fault> {
        let mut of_table = numbers(self.bytes.get(76..512).ok_or(Fault::Damaged)?);
        let mut more = u32_at(self.bytes, 68).ok_or(Fault::Damaged)?;
        for _ in 0..self.bytes.len() / self.sector + 1 {
            if more > LAST_SECTOR {
                of_table.retain(|sector| *sector <= LAST_SECTOR);
                return Ok(of_table.iter().flat_map(|sector| numbers(self.at(*sector))).collect());
            }
            of_table.extend(numbers(self.at(more)));
            more = of_table.pop().ok_or(Fault::Damaged)?;
        }
        Err(Fault::Damaged)
    }

    /// What there is of a sector.
    fn at(&self, sector: u32) -> &[u8] {
        let start = (sector as usize).saturating_add(1).saturating_mul(self.sector);
        let end = start.saturating_add(self.sector).min(self.bytes.len());
        self.bytes.get(start..end).unwrap_or_default()
    }

    fn follow(&self, start: u32) -> Result<Vec<u8>, Fault> {
        chain(start, &self.next, |sector| self.at(sector))
    }

    fn follow_small(&self, start: u32) -> Result<Vec<u8>, Fault> {
        chain(start, &self.small_next, |sector| {
            let start = (sector as usize).saturating_mul(64);
            self.small.get(start..start.saturating_add(64).min(self.small.len())).unwrap_or_default()
        })
    }
}

fn chain<'s>(start: u32, next: &[u32], at: impl Fn(u32) -> &'s [u8]) -> Result<Vec<u8>, Fault> {
    let (mut bytes, mut sector) = (Vec::new(), start);
    for _ in 0..=next.len() {
        if sector > LAST_SECTOR {
            return Ok(bytes);
        }
        bytes.extend_from_slice(at(sector));
        sector = *next.get(sector as usize).ok_or(Fault::Damaged)?;
    }
    Err(Fault::Damaged)
}

fn part(entry: &[u8]) -> Option<Part> {
    let name: Vec<u16> = entry[..64].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let name = String::from_utf16_lossy(&name);
    let name = name.split('\0').next().unwrap_or_default().to_owned();
    Some(Part { name, start: u32_at(entry, 116)?, len: u32_at(entry, 120)? as usize })
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect()
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}
