//! Why a file cannot be read as a table, and what is worth saying about one that can.

use super::{LONGEST_CELL, MOST_BYTES, MOST_COLUMNS, MOST_ROWS};

/// What stops a whole file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("The file is empty.")]
    Empty,
    #[error("The file has column names, but no people under them.")]
    NoRows,
    #[error("The file is larger than {} MB, which no list of people should be.", MOST_BYTES / 1024 / 1024)]
    TooBig,
    #[error("The file has more than {MOST_ROWS} rows. Split it, and import one part after the other.")]
    TooManyRows,
    #[error("The file has more than {MOST_COLUMNS} columns. Take out those that are not needed.")]
    TooManyColumns,
    #[error("The file is a PDF, not a spreadsheet. Open the spreadsheet it was made from and save it as CSV.")]
    Pdf,
    #[error(
        "The file is a whole workbook (Excel or OpenDocument). Open it, choose the sheet, and save it as CSV UTF-8."
    )]
    Workbook,
    #[error(
        "The file is a web page, though its name may say otherwise. Open it in a spreadsheet and save it as CSV UTF-8."
    )]
    WebPage,
    #[error("The file is not text, so it cannot be a spreadsheet saved as CSV.")]
    NotText,
    #[error("A quotation mark opens in row {row} and never closes, so the rest of the file runs into one cell.")]
    UnclosedQuote { row: usize },
    #[error("A cell in row {row} has more than {LONGEST_CELL} characters.")]
    CellTooLong { row: usize },
}

/// Said beside the preview of a file that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Note {
    #[error(
        "The file is not in UTF-8, so it was read as Windows-1252. Look at a name with an accent: if it is wrong, save \
         the sheet as 'CSV UTF-8' and choose it again."
    )]
    ReadAsWindows1252,
    #[error("The file was read as UTF-16 text.")]
    ReadAsUtf16,
}
