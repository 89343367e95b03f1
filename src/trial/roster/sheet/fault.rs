//! Why a file cannot be read as a table, and what is worth saying about one that can.

use super::{LAST_ROW, LONGEST_CELL, MOST_BYTES, MOST_COLUMNS, MOST_PEOPLE};

/// What stops a whole file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("The file is empty.")]
    Empty,
    #[error(
        "No sheet of the workbook that can be seen has anything in it. Show the sheet with the people, and save it again."
    )]
    NothingSeen,
    #[error("The file has column names, but no people under them.")]
    NoRows,
    #[error(
        "The file is larger than {} MB, which no list of people should be. Copy the columns that are needed into a new \
         workbook, and save that.",
        MOST_BYTES / 1024 / 1024
    )]
    TooBig,
    #[error("The file has more than {MOST_PEOPLE} people. Split it, and import one part after the other.")]
    TooManyRows,
    #[error("The file goes on below row {LAST_ROW}, where reading stops. Take out the blank rows, or split the file.")]
    TooFarDown,
    #[error("The file has more than {MOST_COLUMNS} columns. Take out those that are not needed.")]
    TooManyColumns,
    #[error(
        "The file unpacks to far more than a list of people could need. Copy the columns that are needed into a new \
         workbook, and save that."
    )]
    TooMuch,
    #[error(
        "One cell of the workbook holds more text than any address or name. Copy the columns that are needed into a new \
         workbook, and save that."
    )]
    HugeCell,
    #[error("The file is a PDF, not a spreadsheet. Choose the spreadsheet that it was made from.")]
    Pdf,
    #[error("The file is {0}, not a spreadsheet. Choose the spreadsheet itself: .xlsx, .xls, .ods or CSV.")]
    NotASheet(&'static str),
    #[error(
        "The file is {0}, which cannot be read here. Open it, save it as an Excel workbook (.xlsx), and choose that."
    )]
    SaveAnew(&'static str),
    #[error("The workbook is locked with a password. Open it, take the password off, save it, and choose it again.")]
    Locked,
    #[error(
        "The workbook is damaged, so it cannot be read. Open it in a spreadsheet program, and save it under a new name."
    )]
    Damaged,
    #[error(
        "The file is a web page, though its name may say otherwise. Open it in a spreadsheet and save it as an Excel \
         workbook (.xlsx) or CSV UTF-8."
    )]
    WebPage,
    #[error("The file is not text, so it cannot be a spreadsheet saved as CSV.")]
    NotText,
    #[error("A quotation mark opens in row {row} and never closes, so the rest of the file runs into one cell.")]
    UnclosedQuote { row: usize },
    #[error("Cell {cell} has more than {LONGEST_CELL} characters. Look whether something was pasted there by mistake.")]
    CellTooLong { cell: String },
}

/// Said beside the preview of a file that was read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Note {
    #[error(
        "The file is not in UTF-8, so it was read as Windows-1252. Look at a name with an accent: if it is wrong, save \
         the sheet as 'CSV UTF-8' and choose it again."
    )]
    ReadAsWindows1252,
    #[error("The file was read as UTF-16 text.")]
    ReadAsUtf16,
    #[error(
        "The workbook has more than one sheet with something in it. The sheet '{read}' was read, as the first that has \
         rows; left alone: {}. If that is the wrong one, move yours to the front.",
        left.join(", ")
    )]
    OneOfSeveral { read: String, left: Vec<String> },
}
