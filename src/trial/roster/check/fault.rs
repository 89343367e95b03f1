//! What is wrong with a file, in the order in which people can use it.

use std::collections::BTreeSet;

use crate::trial::roster::{
    columns::{self, Column},
    person::Problem,
    sheet::{self, Odd},
};

/// Bad rows that are shown at once; the count says how many more there are.
pub const ROWS_SHOWN: usize = 50;

/// Why a file cannot be imported: one kind of fault at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It cannot be read as a table.
    File(sheet::Fault),
    /// Its columns are not the right ones; `unused` are the headings nobody recognised, and `notes` tell how it was read.
    Columns { faults: Vec<columns::Fault>, unused: Vec<String>, notes: Vec<sheet::Note> },
    /// Some of its rows are wrong.
    Rows(RowFaults),
}

/// One thing wrong in one row. It may hold personal data: for the person who brought the file, never for a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFault {
    /// As a spreadsheet numbers it.
    pub row: usize,
    /// The column, or `None` where the whole row is meant.
    pub column: Option<Column>,
    /// What the file says there. Empty means that it says nothing.
    pub cell: String,
    pub problem: Problem,
}

impl CellFault {
    /// A cell that holds what a program worked out, perhaps long ago, and not what somebody wrote.
    pub(super) fn of_odd(row: usize, (column, cell): (Column, String), odd: Odd) -> Self {
        let (says, mend) = match odd {
            Odd::Formula => ("formula", "Copy the column, and paste it back as values (Paste special, Values)."),
            Odd::Error => ("spreadsheet's error", "Write what should stand there, or empty the cell."),
        };
        let problem = Problem::new(format!("{cell} holds a {says}."), mend);
        Self { row, column: Some(column), cell: String::new(), problem }
    }
}

/// Every fault in the rows, in the order of rows and columns. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFaults {
    all: Vec<CellFault>,
}

impl RowFaults {
    pub(super) fn new(mut all: Vec<CellFault>) -> Option<Self> {
        all.sort_by_key(|fault| (fault.row, fault.column));
        (!all.is_empty()).then_some(Self { all })
    }

    #[must_use]
    pub fn all(&self) -> &[CellFault] {
        &self.all
    }

    /// How many rows have a fault.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.all.iter().map(|fault| fault.row).collect::<BTreeSet<_>>().len()
    }

    /// The faults of the first [`ROWS_SHOWN`] bad rows, a slice for each row.
    pub fn shown(&self) -> impl Iterator<Item = &[CellFault]> {
        self.all.chunk_by(|a, b| a.row == b.row).take(ROWS_SHOWN)
    }
}
