//! Takes the cells of a sheet as they come, and stops at the first that is more than any list of people holds.

use std::collections::BTreeMap;

use super::{Fault, LAST_ROW, LONGEST_CELL, MOST_COLUMNS, MOST_PEOPLE, Odd, Row, cell};

/// The most that is kept of one sheet, in bytes: a small file can name one long text a million times.
const MOST_KEPT: usize = 256 * 1024 * 1024;

/// The rows of a sheet that have anything in them.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: BTreeMap<usize, Row>,
    kept: usize,
    /// Only whether there is anything is asked.
    glance: bool,
}

impl Table {
    /// One that has enough once there is anything in it.
    pub(super) fn glance() -> Self {
        Self { glance: true, ..Self::default() }
    }

    /// Whether it wants no more cells.
    pub(super) fn has_enough(&self) -> bool {
        self.glance && !self.rows.is_empty()
    }

    pub(super) fn row_count(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn into_rows(self) -> impl Iterator<Item = Row> {
        self.rows.into_values()
    }

    /// Takes a cell; `row` and `column` count from 0. A blank one is passed over.
    pub(super) fn put(&mut self, row: usize, column: usize, text: &str, odd: Option<Odd>) -> Result<(), Fault> {
        if self.has_enough() {
            return Ok(());
        }
        if text.len() > LONGEST_CELL && text.chars().take(LONGEST_CELL + 1).count() > LONGEST_CELL {
            return Err(Fault::CellTooLong { cell: cell::name(row, column) });
        }
        let text = cell::clean(text);
        if text.is_empty() && odd.is_none() {
            return Ok(());
        }
        if !self.glance {
            self.count(row, column, text.len())?;
        }
        let place = column.min(MOST_COLUMNS);
        let kept = self.rows.entry(row).or_insert_with(|| Row { number: row + 1, ..Row::default() });
        if kept.cells.len() <= place {
            kept.cells.resize(place + 1, String::new());
        }
        kept.cells[place] = text;
        kept.odd.extend(odd.map(|odd| (place, odd)));
        Ok(())
    }

    fn count(&mut self, row: usize, column: usize, bytes: usize) -> Result<(), Fault> {
        self.kept += bytes + size_of::<String>();
        if row >= LAST_ROW {
            Err(Fault::TooFarDown)
        } else if column >= MOST_COLUMNS {
            Err(Fault::TooManyColumns)
        } else if self.kept > MOST_KEPT {
            Err(Fault::TooMuch)
        } else if self.rows.len() > MOST_PEOPLE && !self.rows.contains_key(&row) {
            Err(Fault::TooManyRows)
        } else {
            Ok(())
        }
    }
}
