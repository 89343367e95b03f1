//! A spreadsheet that somebody saved as CSV, whatever their program made of it: read into rows that bear the number a
//! spreadsheet shows beside them. Nothing here knows what the columns mean.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::address::is_invisible;
pub use fault::{Fault, Note};

mod decode;
mod fault;

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;
/// The most rows under the header.
pub const MOST_ROWS: usize = 50_000;
/// The most columns.
pub const MOST_COLUMNS: usize = 100;
/// The most characters in one cell.
pub const LONGEST_CELL: usize = 1_000;

/// A table with its header. Every row has as many cells as the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub header: Vec<String>,
    pub rows: Vec<Row>,
    /// What the reader should know about how the file was read.
    pub notes: Vec<Note>,
}

/// One row with anything in it, its cells tidied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// As a spreadsheet numbers it: the first line of the file is 1, and blank rows count.
    pub number: usize,
    pub cells: Vec<String>,
    /// Cells with something in them to the right of the last column that has a name.
    pub beyond: usize,
}

impl Sheet {
    /// Reads the bytes of a file: UTF-8, UTF-16 or Windows-1252, parted by commas, semicolons or tabs.
    ///
    /// # Errors
    /// The one thing that stops the whole file from being read.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let (text, notes) = decode::text(bytes)?;
        let mut rows = rows(&text)?.into_iter();
        let mut header = rows.next().ok_or(Fault::Empty)?.cells;
        header.truncate(header.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1));
        if header.len() > MOST_COLUMNS {
            return Err(Fault::TooManyColumns);
        }
        let rows: Vec<Row> = rows.map(|row| row.fit(header.len())).collect();
        if rows.is_empty() { Err(Fault::NoRows) } else { Ok(Self { header, rows, notes }) }
    }
}

impl Row {
    fn fit(mut self, width: usize) -> Self {
        self.beyond = self.cells.iter().skip(width).filter(|cell| !cell.is_empty()).count();
        self.cells.resize(width, String::new());
        self
    }
}

/// Every row that is not blank, the header among them. Line ends are plain by now, and the last line has one.
fn rows(text: &str) -> Result<Vec<Row>, Fault> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let (mut rows, mut number, mut start) = (Vec::new(), 0, 0);
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|_| Fault::NotText)? {
        let end = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        let raw = text.get(start..end).unwrap_or_default();
        // The reader passes over empty lines, which a spreadsheet shows and numbers.
        number += 1 + raw.len() - raw.trim_start_matches('\n').len();
        start = end;
        if end == text.len() && runs_on(raw.trim()) {
            return Err(Fault::UnclosedQuote { row: number });
        }
        rows.extend(row(number, &record)?);
        if rows.len() > MOST_ROWS + 1 {
            return Err(Fault::TooManyRows);
        }
    }
    Ok(rows)
}

/// The row of a record, unless it is blank.
fn row(number: usize, record: &csv::StringRecord) -> Result<Option<Row>, Fault> {
    if record.iter().any(|cell| cell.chars().count() > LONGEST_CELL) {
        return Err(Fault::CellTooLong { row: number });
    }
    let cells: Vec<String> = record.iter().map(clean_cell).collect();
    let blank = cells.iter().all(String::is_empty);
    Ok((!blank).then_some(Row { number, cells, beyond: 0 }))
}

/// Whether a record holds an odd number of quotation marks and runs over a line end: its last mark never closes.
fn runs_on(record: &str) -> bool {
    record.matches('"').count() % 2 == 1 && record.contains('\n')
}

/// The separator that stands most often in the first line that has anything in it, outside quotation marks.
fn separator(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in text.trim_start_matches('\n').bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            other => counts.iter_mut().filter(|(sign, _)| *sign == other).for_each(|(_, count)| *count += 1),
        }
    }
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| *sign)
}

/// Trims a cell, takes out characters that cannot be seen, and composes accents. The apostrophe that marks a cell as
/// text (see [`for_export`]) goes.
fn clean_cell(cell: &str) -> String {
    let visible: String = cell.chars().filter(|c| !is_invisible(*c)).nfc().collect();
    let text = visible.trim();
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text).to_owned()
}

/// Text that is safe to put in a file that a spreadsheet will open: what would run as a formula is marked as text.
#[must_use]
pub fn for_export(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests;
