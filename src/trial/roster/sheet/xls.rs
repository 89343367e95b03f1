//! Workbooks of Excel 97 to 2003 (XLS): records of a few bytes each, read one after the other (MS-XLS). calamine reads
//! them too, but writes each text out for each cell that names it, and lays out every cell of a sheet before it counts:
//! a small hostile file could fill any memory.

use calamine::{ExcelDateTime, ExcelDateTimeType};

use super::{
    Fault, Note, Odd, Table,
    book::{Tabs, choose},
    cell,
    compound::{Compound, u16_at, u32_at},
};
use globals::{Globals, Sheet};
use texts::Texts;

mod globals;
mod texts;

const FORMULA: u16 = 0x0006;
const END: u16 = 0x000a;
const MANY_SHORT: u16 = 0x00bd;
const LISTED_TEXT: u16 = 0x00fd;
const NUMBER: u16 = 0x0203;
const TEXT: u16 = 0x0204;
const TRUTH: u16 = 0x0205;
const SHORT: u16 = 0x027e;
const START: u16 = 0x0809;

/// Reads the sheet of people, or says what else is in the folder.
pub(super) fn read(bytes: &[u8]) -> Result<(Table, Vec<Note>), Fault> {
    let folder = Compound::open(bytes)?;
    if folder.has("EncryptedPackage") {
        return Err(Fault::Locked);
    }
    let Some(stream) = folder.part("Workbook") else { return Err(known_otherwise(&folder)) };
    let stream = stream?;
    let globals = Globals::read(&stream)?;
    choose(&mut Sheets { stream: &stream, globals: &globals, next: globals.sheets.iter(), at: None })
}

fn known_otherwise(folder: &Compound<'_>) -> Fault {
    if folder.has("Book") {
        Fault::SaveAnew("a workbook of Excel 95 or before")
    } else if folder.has("WordDocument") {
        Fault::NotASheet("a Word document")
    } else if folder.has("PowerPoint Document") {
        Fault::NotASheet("a set of slides")
    } else {
        Fault::NotASheet("a document of another program")
    }
}

/// A record: what it is, and what it says.
type Record<'s> = (u16, &'s [u8]);

/// The records from a place in the stream on. The last may be cut short, and then is none.
fn records(stream: &[u8], mut at: usize) -> impl Iterator<Item = Record<'_>> {
    std::iter::from_fn(move || {
        let (kind, len) = (u16_at(stream, at)?, usize::from(u16_at(stream, at + 2)?));
        let says = stream.get(at + 4..at + 4 + len)?;
        at += 4 + len;
        Some((kind, says))
    })
}

struct Sheets<'s> {
    stream: &'s [u8],
    globals: &'s Globals,
    next: std::slice::Iter<'s, Sheet>,
    at: Option<&'s Sheet>,
}

impl Tabs for Sheets<'_> {
    fn next(&mut self) -> Result<Option<String>, Fault> {
        self.at = self.next.next();
        Ok(self.at.map(|sheet| sheet.name.clone()))
    }

    fn read(&mut self, table: &mut Table) -> Result<(), Fault> {
        let start = self.at.map_or(usize::MAX, |sheet| sheet.start);
        // A chart in the sheet is a sheet within it, with cells of its own.
        let mut depth = 0;
        for (kind, says) in records(self.stream, start.min(self.stream.len())) {
            match kind {
                START => depth += 1,
                END if depth <= 1 => return Ok(()),
                END => depth -= 1,
                _ if depth == 1 => self.cell(table, kind, says).ok_or(Fault::Damaged)??,
                _ => {}
            }
            if table.has_enough() {
                return Ok(());
            }
        }
        Err(Fault::Damaged)
    }
}

impl Sheets<'_> {
    /// Puts what a record says into the table. `None` where it is cut short.
    fn cell(&self, table: &mut Table, kind: u16, says: &[u8]) -> Option<Result<(), Fault>> {
        if !matches!(kind, FORMULA | MANY_SHORT | LISTED_TEXT | NUMBER | TEXT | TRUTH | SHORT) {
            return Some(Ok(()));
        }
        let (row, column, format) =
            (usize::from(u16_at(says, 0)?), usize::from(u16_at(says, 2)?), usize::from(u16_at(says, 4)?));
        let mut odd = None;
        let text = match kind {
            // Its result is not looked at: where it matters, the formula is refused.
            FORMULA => {
                odd = Some(Odd::Formula);
                "=".into()
            }
            LISTED_TEXT => self.globals.texts.get(u32_at(says, 6)? as usize).unwrap_or_default().into(),
            TEXT => texts::inline(says, 6)?,
            NUMBER => self.shown(f64::from_le_bytes(says.get(6..14)?.try_into().ok()?), format),
            SHORT => self.shown(short(u32_at(says, 6)?), format),
            TRUTH if *says.get(7)? == 0 => cell::truth(*says.get(6)? != 0).into(),
            TRUTH => {
                odd = Some(Odd::Error);
                "#".into()
            }
            _ => return self.many(table, row, column, says),
        };
        Some(table.put(row, column, &text, odd))
    }

    /// Numbers that stand side by side: a format and a number each.
    fn many(&self, table: &mut Table, row: usize, first: usize, says: &[u8]) -> Option<Result<(), Fault>> {
        for (at, pair) in says.get(4..says.len().checked_sub(2)?)?.chunks_exact(6).enumerate() {
            let text = self.shown(short(u32_at(pair, 2)?), usize::from(u16_at(pair, 0)?));
            if let Err(fault) = table.put(row, first + at, &text, None) {
                return Some(Err(fault));
            }
        }
        Some(Ok(()))
    }

    fn shown(&self, value: f64, format: usize) -> String {
        if self.globals.is_moment(format) {
            cell::moment(&ExcelDateTime::new(value, ExcelDateTimeType::DateTime, self.globals.since_1904))
        } else {
            cell::number(value)
        }
    }
}

/// A number that was squeezed into four bytes.
fn short(bits: u32) -> f64 {
    let value =
        if bits & 2 == 0 { f64::from_bits(u64::from(bits & !3) << 32) } else { f64::from(bits.cast_signed() >> 2) };
    if bits & 1 == 0 { value } else { value / 100.0 }
}

impl Texts {
    fn get(&self, at: usize) -> Option<&str> {
        self.all.get(at).map(String::as_str)
    }
}
