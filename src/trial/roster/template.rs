//! The file that people fill in: the right columns, and one made-up person to show how.

use super::columns::{Column, TEMPLATE};

/// The template as a spreadsheet program wants it: UTF-8 with a mark that says so, or accents are lost on the way back.
/// The example works for nobody and lives in a town hall; with no manager of their own they pass the check.
#[must_use]
pub fn file() -> String {
    let line = |cell: &dyn Fn(Column) -> String| TEMPLATE.map(cell).join(",");
    format!("\u{feff}{}\r\n{}\r\n", line(&|column| column.to_string()), line(&|column| example(column).to_owned()))
}

fn example(column: Column) -> &'static str {
    match column {
        Column::StaffReference => "EX1001",
        Column::GivenName => "Siân",
        Column::PreferredName => "Shan",
        Column::FamilyName => "Ŵyn",
        Column::Email => "sian.wyn@exampleshire.example",
        Column::Role => "team manager",
        Column::Team => "Example Team",
        Column::Site => "Council House",
        Column::Authority => "Exampleshire",
        Column::AddressLine(1) => "The Council House",
        Column::AddressLine(2) => "1 Priory Road",
        Column::AddressLine(3) => "Dudley",
        Column::Postcode => "DY1 1HF",
        Column::DoNotPost => "no",
        Column::LetterFormat => "standard",
        Column::LetterLanguage => "English",
        Column::Manager | Column::AddressLine(_) => "",
    }
}

#[cfg(test)]
mod tests {
    use super::file;
    use crate::trial::roster::check::{OnRecord, check};

    #[test]
    fn the_template_passes_its_own_check() {
        let checked = check(file().as_bytes(), &OnRecord::default()).unwrap();
        assert_eq!(checked.entries.len(), 1);
        assert!(checked.unused.is_empty() && checked.notes.is_empty());
        assert!(checked.entries[0].address.is_some());
    }
}
