//! One row of the spreadsheet, read cell by cell into a person, or everything that is wrong with it.

use super::fault::CellFault;
use crate::floor::one_line::one_line;
use crate::trial::roster::{
    address::{Address, Fault, clean_line},
    columns::{Column, Columns},
    person::{LONGEST_NAME, LetterFormat, LetterLanguage, Names, Problem, StaffReference, StaffRole, WorkEmail},
    sheet::Row,
};

/// A person as a row gives them. Every part is known to be right by itself.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The row of the spreadsheet.
    pub row: usize,
    pub reference: StaffReference,
    pub names: Names,
    pub email: Option<WorkEmail>,
    pub role: StaffRole,
    pub team: Option<String>,
    pub manager: Option<StaffReference>,
    pub site: Option<String>,
    pub authority: String,
    /// Where a letter would go. With `do_not_post` it may be missing.
    pub address: Option<Address>,
    pub do_not_post: bool,
    pub letter_format: LetterFormat,
    pub letter_language: LetterLanguage,
}

impl Entry {
    /// Reads a row; all faults of the row come together.
    pub(super) fn read(row: &Row, columns: &Columns) -> Result<Self, Vec<CellFault>> {
        let mut cells = Cells { row, columns, faults: Vec::new() };
        let entry = cells.entry();
        let faults = cells.faults;
        entry.filter(|_| faults.is_empty()).ok_or(faults)
    }
}

/// Reads the cells of one row and notes what is wrong.
struct Cells<'a> {
    row: &'a Row,
    columns: &'a Columns,
    faults: Vec<CellFault>,
}

impl<'a> Cells<'a> {
    fn entry(&mut self) -> Option<Entry> {
        if self.row.beyond > 0 {
            self.fault(None, too_wide());
            return None;
        }
        let reference = self.parsed(Column::StaffReference, StaffReference::parse);
        let names = self.names();
        let role = self.parsed(Column::Role, StaffRole::parse);
        let authority = self.text(Column::Authority, true);
        let manages = role.is_some_and(|role| !role.is_practitioner());
        let practises = role.is_some_and(StaffRole::is_practitioner);
        let do_not_post = self.parsed(Column::DoNotPost, yes_or_no);
        let letter_format = self.parsed(Column::LetterFormat, LetterFormat::parse);
        let letter_language = self.parsed(Column::LetterLanguage, LetterLanguage::parse);
        let entry = Entry {
            row: self.row.number,
            email: self.optional(Column::Email, manages, WorkEmail::parse),
            team: self.text(Column::Team, practises || role == Some(StaffRole::TeamManager)),
            manager: self.optional(Column::Manager, practises, StaffReference::parse),
            site: self.text(Column::Site, false),
            address: self.address(practises && do_not_post == Some(false)),
            reference: reference?,
            names: names?,
            role: role?,
            authority: authority?,
            do_not_post: do_not_post?,
            letter_format: letter_format?,
            letter_language: letter_language?,
        };
        Some(entry)
    }

    fn names(&mut self) -> Option<Names> {
        let given = self.parsed(Column::GivenName, Names::part);
        let preferred = self.optional(Column::PreferredName, false, Names::part);
        let family = self.parsed(Column::FamilyName, Names::part);
        Some(Names::new(given?, preferred, family?))
    }

    /// A cell that has to read as something, a blank one too.
    fn parsed<T>(&mut self, column: Column, parse: impl Fn(&str) -> Result<T, Problem>) -> Option<T> {
        let cell = self.cell(column);
        parse(cell).map_err(|problem| self.fault(Some(column), problem)).ok()
    }

    /// A cell that may be blank, unless it is `needed`.
    fn optional<T>(&mut self, column: Column, needed: bool, parse: impl Fn(&str) -> Result<T, Problem>) -> Option<T> {
        match (self.cell(column), needed) {
            ("", false) => None,
            ("", true) => {
                self.fault(Some(column), missing(column));
                None
            }
            _ => self.parsed(column, parse),
        }
    }

    fn text(&mut self, column: Column, needed: bool) -> Option<String> {
        self.optional(column, needed, |cell| {
            let text = one_line(cell);
            if text.chars().count() > LONGEST_NAME {
                return Err(Problem::new(
                    format!("This is longer than {LONGEST_NAME} characters."),
                    "Look whether another column has slipped into this one.",
                ));
            }
            Ok(text)
        })
    }

    fn address(&mut self, needed: bool) -> Option<Address> {
        let lines: Vec<(Column, &'a str)> =
            self.columns.address().map(|column| (column, self.columns.cell(column, &self.row.cells))).collect();
        if !needed && lines.iter().all(|(_, cell)| cell.is_empty()) {
            return None;
        }
        let fault = match Address::parse(lines.iter().map(|(_, cell)| cell)) {
            Ok(address) => return Some(address),
            Err(fault) => fault,
        };
        if matches!(fault, Fault::NotAPostcode(_)) && self.cell(Column::Postcode).is_empty() {
            self.fault(Some(Column::Postcode), missing(Column::Postcode));
            return None;
        }
        let column = fault.line().and_then(|line| {
            let holds = |cell: &str| cell.lines().any(|part| clean_line(part) == line);
            lines.iter().find(|(_, cell)| holds(cell)).map(|(column, _)| *column)
        });
        self.fault(column, Problem::new(fault.to_string(), fault.mend()));
        None
    }

    fn cell(&self, column: Column) -> &'a str {
        self.columns.cell(column, &self.row.cells)
    }

    fn fault(&mut self, column: Option<Column>, problem: Problem) {
        let cell = column.map_or("", |column| self.cell(column)).to_owned();
        self.faults.push(CellFault { row: self.row.number, column, cell, problem });
    }
}

/// Yes, no, or blank for no.
fn yes_or_no(cell: &str) -> Result<bool, Problem> {
    match cell.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "x" => Ok(true),
        "" | "no" | "n" | "false" | "0" => Ok(false),
        _ => Err(Problem::new("This is neither yes nor no.", "Write 'yes', or 'no', or leave it blank for no.")),
    }
}

fn missing(column: Column) -> Problem {
    let mend = match column {
        Column::Email => "Give a work e-mail address: managers and leaders are written to.",
        Column::Team => "Name the team that the person belongs to.",
        Column::Manager => "Give the staff reference of the person's manager, who writes their two lines.",
        Column::Postcode => "Give the postcode, or mark the person do-not-post.",
        _ => "Fill the cell in.",
    };
    Problem::new("Missing.", mend)
}

fn too_wide() -> Problem {
    Problem::new(
        "The row has more cells than there are column names.",
        "Look for a comma inside a cell, as in an address: that cell needs quotation marks around it.",
    )
}
