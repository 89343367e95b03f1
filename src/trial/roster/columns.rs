//! Which column of a spreadsheet is which. Headings are matched whatever their case, spaces, hyphens and underscores,
//! and stand in any order; columns that Hearten has no use for are left alone.

use std::{collections::BTreeMap, fmt};

use super::sheet::{Odd, Row, Sheet};

/// A column that Hearten reads, in the order of the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    StaffReference,
    GivenName,
    PreferredName,
    FamilyName,
    Email,
    Role,
    Team,
    Manager,
    Site,
    Authority,
    /// Numbered from 1. A file may have more than fit; the row is then told so.
    AddressLine(u8),
    Postcode,
    DoNotPost,
    LetterFormat,
    LetterLanguage,
}

/// Address lines that are looked for, so that a file with too many is told so rather than cut short.
const ADDRESS_LINES: u8 = 12;

/// The template's columns, left to right: five lines and the postcode are the six that a letter has room for.
pub const TEMPLATE: [Column; 19] = [
    Column::StaffReference,
    Column::GivenName,
    Column::PreferredName,
    Column::FamilyName,
    Column::Email,
    Column::Role,
    Column::Team,
    Column::Manager,
    Column::Site,
    Column::Authority,
    Column::AddressLine(1),
    Column::AddressLine(2),
    Column::AddressLine(3),
    Column::AddressLine(4),
    Column::AddressLine(5),
    Column::Postcode,
    Column::DoNotPost,
    Column::LetterFormat,
    Column::LetterLanguage,
];

impl Column {
    /// Whether a file needs the column. What each row needs in it is for the check of rows.
    #[must_use]
    pub fn is_required(self) -> bool {
        !matches!(
            self,
            Self::PreferredName
                | Self::Site
                | Self::AddressLine(2..)
                | Self::DoNotPost
                | Self::LetterFormat
                | Self::LetterLanguage
        )
    }

    /// Headings that people use for the column besides the template's.
    fn also(self) -> &'static [&'static str] {
        match self {
            Self::StaffReference => &["staffref", "staffid", "staffnumber", "employeenumber", "payrollnumber"],
            Self::GivenName => &["firstname", "forename"],
            Self::PreferredName => &["preferredname", "knownas"],
            Self::FamilyName => &["surname", "lastname"],
            Self::Email => &["email", "workemailaddress", "emailaddress"],
            Self::Role => &["jobtitle"],
            Self::Manager => &["managerreference", "managerref", "managersref", "managerid"],
            Self::Site => &["building", "office"],
            Self::Authority => &["localauthority", "council"],
            _ => &[],
        }
    }

    fn of(heading: &str) -> Option<Self> {
        let name = squeeze(heading);
        if let Some(number) = name.strip_prefix("addressline").or_else(|| name.strip_prefix("address")) {
            return number.parse().ok().filter(|n| (1..=ADDRESS_LINES).contains(n)).map(Self::AddressLine);
        }
        TEMPLATE
            .into_iter()
            .find(|column| squeeze(&column.to_string()) == name || column.also().contains(&name.as_str()))
    }
}

/// The heading that the template gives the column.
impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::StaffReference => "staff reference",
            Self::GivenName => "given name",
            Self::PreferredName => "preferred first name",
            Self::FamilyName => "family name",
            Self::Email => "work e-mail",
            Self::Role => "role",
            Self::Team => "team",
            Self::Manager => "manager's reference",
            Self::Site => "site",
            Self::Authority => "authority",
            Self::AddressLine(number) => return write!(f, "address line {number}"),
            Self::Postcode => "postcode",
            Self::DoNotPost => "do-not-post",
            Self::LetterFormat => "letter format",
            Self::LetterLanguage => "letter language",
        })
    }
}

/// What is wrong with the columns. Rows are not looked at before these are right: they would only distract.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("There is no column '{0}'.")]
    Missing(Column),
    #[error("Two columns, '{second}' and '{first}', are both for '{column}'. Take one out.")]
    Twice { column: Column, first: String, second: String },
}

/// Where each column stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    places: BTreeMap<Column, usize>,
    /// Headings that Hearten has no use for, as the file writes them.
    pub unused: Vec<String>,
}

impl Columns {
    /// Finds every column in the header of a sheet.
    ///
    /// # Errors
    /// All that is wrong with the columns, and the headings that were not recognised, which may be the missing ones.
    pub fn find(sheet: &Sheet) -> Result<Self, (Vec<Fault>, Vec<String>)> {
        let (mut places, mut unused, mut faults) = (BTreeMap::new(), Vec::new(), Vec::new());
        for (place, heading) in sheet.header.iter().enumerate() {
            match Column::of(heading) {
                Some(column) => {
                    if let Some(first) = places.insert(column, place) {
                        let (first, second) = (sheet.header[first].clone(), heading.clone());
                        faults.push(Fault::Twice { column, first, second });
                    }
                }
                None if heading.is_empty() => {}
                None => unused.push(heading.clone()),
            }
        }
        let missing = TEMPLATE.into_iter().filter(|column| column.is_required() && !places.contains_key(column));
        faults.extend(missing.map(Fault::Missing));
        if faults.is_empty() { Ok(Self { places, unused }) } else { Err((faults, unused)) }
    }

    /// The cell of a column in a row; blank where the file has no such column.
    #[must_use]
    pub fn cell<'r>(&self, column: Column, cells: &'r [String]) -> &'r str {
        self.places.get(&column).and_then(|place| cells.get(*place)).map_or("", String::as_str)
    }

    /// The cells of a row, among the columns that are read, which hold no text that somebody wrote; each with its name.
    pub fn odd(&self, row: &Row) -> impl Iterator<Item = ((Column, String), Odd)> {
        let place = |at: usize| self.places.iter().find(|(_, place)| **place == at).map(|(column, _)| *column);
        row.odd.iter().filter_map(move |(at, odd)| Some(((place(*at)?, row.name_of(*at)), *odd)))
    }

    /// The columns of the address, in order, the postcode last.
    pub fn address(&self) -> impl Iterator<Item = Column> {
        self.places.keys().copied().filter(|column| matches!(column, Column::AddressLine(_) | Column::Postcode))
    }
}

/// A heading without case, spaces, hyphens, underscores and other signs.
fn squeeze(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
