//! A spreadsheet as somebody has it, whatever their program made of it: read into rows that bear the number a spreadsheet
//! shows beside them. What kind a file is shows in its bytes, not in its name. Nothing here knows what the columns mean.
//!
//! A file comes from outside, so nothing that it says of its own size is believed: a zip is weighed before it is read
//! (`weigh`), and what is kept of any kind is counted as it comes in (`table`).

pub use cell::for_export;
pub use fault::{Fault, Note};
use table::Table;

mod book;
mod cell;
mod compound;
mod decode;
mod fault;
mod kind;
mod ods;
mod table;
mod text;
mod weigh;
mod xls;
mod xlsx;

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 32 * 1024 * 1024;
/// The most people in one file.
pub const MOST_PEOPLE: usize = 100_000;
/// The last row that is looked at, blank ones among them.
pub const LAST_ROW: usize = 200_000;
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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// As a spreadsheet numbers it: the first line of the file is 1, and blank rows count.
    pub number: usize,
    pub cells: Vec<String>,
    /// Cells with something in them to the right of the last column that has a name.
    pub beyond: usize,
    /// Cells whose text cannot be taken for what somebody wrote, by column.
    pub odd: Vec<(usize, Odd)>,
}

/// Why a cell's text is not what somebody wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Odd {
    /// A formula, whose result another program worked out at some other time.
    Formula,
    /// A formula's failure, such as #N/A.
    Error,
}

impl Sheet {
    /// Reads the bytes of a file: a workbook (XLSX, XLSM, XLS, ODS), or text in UTF-8, UTF-16 or Windows-1252 that is parted
    /// by commas, semicolons or tabs. Macros are never run.
    ///
    /// # Errors
    /// The one thing that stops the whole file from being read.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        if bytes.len() > MOST_BYTES {
            return Err(Fault::TooBig);
        }
        let (table, notes) = kind::read(bytes)?;
        let mut rows = table.into_rows();
        let mut header = rows.next().ok_or(Fault::Empty)?.cells;
        header.truncate(header.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1));
        let rows: Vec<Row> = rows.map(|row| row.fit(header.len())).collect();
        if rows.is_empty() { Err(Fault::NoRows) } else { Ok(Self { header, rows, notes }) }
    }
}

impl Row {
    /// The name that a spreadsheet gives a cell of the row, such as D7.
    #[must_use]
    pub fn name_of(&self, column: usize) -> String {
        cell::name(self.number.saturating_sub(1), column)
    }

    fn fit(mut self, width: usize) -> Self {
        self.beyond = self.cells.iter().skip(width).filter(|cell| !cell.is_empty()).count();
        self.cells.resize(width, String::new());
        self
    }
}

#[cfg(test)]
mod tests;
