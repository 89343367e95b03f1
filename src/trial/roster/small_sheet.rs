//! A sheet of a few columns that are known by name, such as answers or a rota: read into rows whose cells go by their
//! column, with every fault told by row. What the words mean is for whoever reads it.

use serde_json::{Value, json};

use super::{
    person::{Problem, fold},
    sheet::{self, Sheet},
};

/// One thing wrong with a file; without a row, with all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub row: Option<usize>,
    pub column: &'static str,
    /// What the file says there.
    pub cell: String,
    pub problem: Problem,
}

impl Fault {
    /// As a row of a page's table: where it is, what stands there, what is wrong with that, and how to mend it.
    #[must_use]
    pub fn shown(&self) -> Value {
        let row = self.row.map_or_else(|| "the file".to_owned(), |row| row.to_string());
        json!([row, self.column, { "text": self.cell, "complaint": self.problem.says }, self.problem.mend])
    }
}

/// One row that holds nothing but plain words.
#[derive(Debug, Clone)]
pub struct Row {
    row: sheet::Row,
    places: Vec<(&'static str, usize)>,
}

impl Row {
    /// What stands in a column; '' where the file has no such column.
    #[must_use]
    pub fn cell(&self, column: &str) -> &str {
        self.place(column).map_or("", |at| &self.row.cells[at])
    }

    /// Whether the file has such a column.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        self.place(column).is_some()
    }

    /// Its number in the file, where the heading is the first.
    #[must_use]
    pub const fn number(&self) -> usize {
        self.row.number
    }

    #[must_use]
    pub fn fault(&self, column: &'static str, problem: Problem) -> Fault {
        Fault { row: Some(self.row.number), column, cell: self.cell(column).to_owned(), problem }
    }

    fn place(&self, column: &str) -> Option<usize> {
        self.places.iter().find(|(name, _)| *name == column).map(|(_, at)| *at)
    }

    fn plain(&self) -> Result<(), Fault> {
        let odd = self.row.odd.iter().any(|(at, _)| self.places.iter().any(|(_, place)| at == place));
        if !odd && self.row.beyond == 0 {
            return Ok(());
        }
        let mend = "Copy the sheet, paste it back as values, and see that each row has as many cells as the heading.";
        Err(self.fault("", Problem::new("This row holds more than plain answers.", mend)))
    }
}

/// Reads the bytes of a file; `needed` columns have to be there, `also` may be.
///
/// # Errors
/// What is wrong with the file as a whole, or with rows that hold more than plain words.
pub fn read(file: &[u8], needed: &[&'static str], also: &[&'static str]) -> Result<Vec<Row>, Vec<Fault>> {
    let whole = |column, problem| Fault { row: None, column, cell: String::new(), problem };
    let named: Vec<String> = needed.iter().map(|name| format!("'{name}'")).collect();
    let mend = format!("Choose a spreadsheet with the columns {}.", named.join(", "));
    let sheet = Sheet::read(file).map_err(|fault| vec![whole("", Problem::new(fault.to_string(), mend.as_str()))])?;
    let place = |name: &str| sheet.header.iter().position(|heading| fold(heading) == name);
    let missing = needed.iter().filter(|name| place(name).is_none());
    let faults: Vec<Fault> =
        missing.map(|name| whole(name, Problem::new(format!("There is no column '{name}'."), mend.as_str()))).collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let places: Vec<_> = needed.iter().chain(also).filter_map(|name| Some((*name, place(name)?))).collect();
    let rows: Vec<Row> = sheet.rows.into_iter().map(|row| Row { row, places: places.clone() }).collect();
    let faults: Vec<Fault> = rows.iter().filter_map(|row| row.plain().err()).collect();
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}
