//! A file of an export: its variables, each with what a codebook says of it, and its rows.

use crate::{
    floor::error::{Error, Result},
    trial::roster::sheet::for_export,
};

/// What stands in a coded cell that is hidden since too few people share it.
pub const HIDDEN: &str = "-9";
/// The same where codes are words.
pub const HIDDEN_WORD: &str = "hidden";

/// What the cells of a variable are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A name that stands for something, and is compared only.
    Text,
    /// A whole number that stands for a label.
    Coded,
    Integer,
    Number,
    /// A moment in UTC, as `2027-03-01T09:00:00Z`.
    Moment,
}

impl Kind {
    /// As the codebook writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Coded => "coded",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Moment => "datetime",
        }
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// At most 32 letters, which is what Stata takes.
    pub name: &'static str,
    pub kind: Kind,
    /// What a number counts; '' for what has no unit.
    pub unit: &'static str,
    /// At most 80 characters, which is what Stata takes.
    pub label: &'static str,
    /// What a cell can hold, with what it means; empty where that is not a list.
    pub values: Vec<(String, String)>,
    /// What an empty cell means; '' where there is none.
    pub missing: &'static str,
}

impl Variable {
    #[must_use]
    pub const fn new(name: &'static str, kind: Kind, label: &'static str) -> Self {
        Self { name, kind, unit: "", label, values: Vec::new(), missing: "" }
    }

    #[must_use]
    pub const fn counting(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self
    }

    #[must_use]
    pub fn of(mut self, values: Vec<(String, String)>) -> Self {
        self.values = values;
        self
    }

    /// Yes and no.
    #[must_use]
    pub fn yes_or_no(self) -> Self {
        self.of(vec![("0".to_owned(), "no".to_owned()), ("1".to_owned(), "yes".to_owned())])
    }

    #[must_use]
    pub const fn missing(mut self, means: &'static str) -> Self {
        self.missing = means;
        self
    }
}

/// A file. Its rows have a cell for each variable and stand in an order that repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFile {
    /// Without its ending.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    pub variables: Vec<Variable>,
    pub rows: Vec<Vec<String>>,
}

impl DataFile {
    /// Which column a variable is.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.variables.iter().position(|variable| variable.name == name)
    }

    /// As CSV. What a spreadsheet would run as a formula is marked as text.
    pub fn to_csv(&self) -> Result<Vec<u8>> {
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(self.variables.iter().map(|variable| variable.name)).map_err(Error::broken)?;
        for row in &self.rows {
            let cells = row.iter().zip(&self.variables).map(|(cell, variable)| match variable.kind {
                Kind::Text => for_export(cell),
                _ => cell.as_str().into(),
            });
            out.write_record(cells.map(std::borrow::Cow::into_owned)).map_err(Error::broken)?;
        }
        out.into_inner().map_err(|error| Error::broken(error.to_string()))
    }
}
