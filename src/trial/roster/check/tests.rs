use super::{CellFault, Checked, KnownPerson, OnRecord, RowFaults, Trouble, check};
use crate::trial::roster::{
    columns::{self, Column, TEMPLATE},
    person::{StaffReference, StaffRole, WorkEmail},
    sheet,
};

/// A spreadsheet of a leader, a manager and two workers, in rows 2 to 5, for a test to spoil.
#[derive(Clone)]
struct File {
    rows: Vec<Vec<String>>,
}

const MANAGER: usize = 3;
const ANN: usize = 4;
const BEN: usize = 5;

impl File {
    fn good() -> Self {
        let rows = [
            "L1,Dilys,,Rees,dilys@x.example,senior leader,,,,Exampleshire,,,,,,,,,",
            "M1,Musa,,Khan,musa@x.example,team manager,North,L1,Hub,Exampleshire,,,,,,,,,",
            "W1,Ann,Annie,Łuk,ann@x.example,social worker,North,M1,Hub,Exampleshire,1 High Street,,,,Dudley,dy11hf,,,",
            "W2,Ben,,Şen,,social worker,North,M1,,Exampleshire,2 High Street,,,,,DY1 1HF,no,large print,Cymraeg",
        ];
        let heading = TEMPLATE.map(|column| column.to_string()).to_vec();
        let rows = rows.iter().map(|row| row.split(',').map(str::to_owned).collect());
        Self { rows: std::iter::once(heading).chain(rows).collect() }
    }

    fn with(mut self, row: usize, column: Column, cell: &str) -> Self {
        let place = TEMPLATE.iter().position(|other| *other == column).unwrap();
        self.rows[row - 1][place] = cell.to_owned();
        self
    }

    fn heading(self, column: Column, heading: &str) -> Self {
        self.with(1, column, heading)
    }

    fn without(mut self, column: Column) -> Self {
        let heading = column.to_string();
        let place = self.rows[0].iter().position(|other| *other == heading).unwrap();
        for row in &mut self.rows {
            row.remove(place);
        }
        self
    }

    fn text(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        self.rows.iter().for_each(|row| writer.write_record(row).unwrap());
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    }

    fn check(&self) -> Result<Checked, Trouble> {
        check(self.text().as_bytes(), &OnRecord::default())
    }

    fn row_faults(&self) -> RowFaults {
        match self.check() {
            Err(Trouble::Rows(faults)) => faults,
            other => panic!("faults in rows were expected, not {other:?}"),
        }
    }

    /// The one fault, as row, column and sentence.
    fn only_fault(&self) -> (usize, Option<Column>, String) {
        let faults = self.row_faults();
        let [CellFault { row, column, problem, .. }] = faults.all() else { panic!("{faults:?}") };
        (*row, *column, problem.says.clone())
    }
}

#[test]
fn a_good_file_becomes_people() {
    let checked = File::good().check().unwrap();
    let ann = &checked.entries[2];
    assert_eq!((ann.row, ann.reference.as_str(), ann.names.full().as_str()), (ANN, "W1", "Annie Łuk"));
    assert_eq!(ann.address.as_ref().unwrap().lines(), ["1 High Street", "Dudley", "DY1 1HF"]);
    assert!(!ann.do_not_post && checked.unused.is_empty());
}

#[test]
fn managers_and_leaders_without_a_manager_or_a_home_address_are_ordinary() {
    File::good().with(MANAGER, Column::Manager, "").check().unwrap();
    assert!(File::good().check().unwrap().entries[0].address.is_none());
}

#[test]
fn headings_match_whatever_their_case_spaces_hyphens_and_underscores_in_any_order() {
    let mut file = File::good()
        .heading(Column::StaffReference, "STAFF_REFERENCE")
        .heading(Column::Email, "Work E-mail")
        .heading(Column::Manager, "Managers Reference")
        .heading(Column::AddressLine(1), "AddressLine1")
        .heading(Column::DoNotPost, "do not post")
        .heading(Column::Postcode, "Post-Code");
    file.rows.iter_mut().for_each(|row| row.reverse());
    assert_eq!(file.check().unwrap().entries.len(), 4);
}

#[test]
fn columns_that_are_not_used_are_named_and_left_alone() {
    let file = File::good().heading(Column::Site, "Shoe size").with(ANN, Column::Site, "=1+1");
    assert_eq!(file.check().unwrap().unused, ["Shoe size"]);
}

#[test]
fn column_faults_come_first_and_alone() {
    let file = File::good().without(Column::FamilyName).without(Column::Role).with(ANN, Column::Postcode, "nonsense");
    let Err(Trouble::Columns { faults, .. }) = file.check() else { panic!() };
    assert_eq!(faults, [columns::Fault::Missing(Column::FamilyName), columns::Fault::Missing(Column::Role)]);
    let file = File::good().heading(Column::Site, "Surname");
    let Err(Trouble::Columns { faults, .. }) = file.check() else { panic!() };
    assert!(matches!(&faults[..], [columns::Fault::Twice { column: Column::FamilyName, .. }]));
    let file = File::good().heading(Column::Team, "Taem");
    let Err(Trouble::Columns { unused, .. }) = file.check() else { panic!() };
    assert_eq!(unused, ["Taem"], "the missing column may be one that nobody recognised");
}

#[test]
fn optional_columns_may_be_missing() {
    let optional = TEMPLATE.into_iter().filter(|column| !column.is_required());
    for column in optional {
        let mut file = File::good();
        file.rows.truncate(4);
        assert_eq!(file.without(column).check().unwrap().entries.len(), 3, "{column}");
    }
}

#[test]
fn each_fault_is_told_by_row_and_column() {
    let long = "x".repeat(121);
    let table: [(usize, Column, &str, &str); 18] = [
        (ANN, Column::StaffReference, "", "no staff reference"),
        (ANN, Column::GivenName, "", "no name"),
        (ANN, Column::GivenName, "?ukasz", "lost"),
        (ANN, Column::FamilyName, "", "no name"),
        (ANN, Column::Email, "ann at x", "not an e-mail"),
        (MANAGER, Column::Email, "", "Missing"),
        (ANN, Column::Email, "musa@x.example", "Row 3 has the same e-mail"),
        (ANN, Column::Role, "wizard", "not a role"),
        (ANN, Column::Team, "", "Missing"),
        (ANN, Column::Team, &long, "longer than 120"),
        (ANN, Column::Manager, "", "Missing"),
        (ANN, Column::Manager, "M9", "neither in the file nor on record"),
        (ANN, Column::Manager, "w1", "their own manager"),
        (ANN, Column::Manager, "W2", "has the role 'social worker'"),
        (ANN, Column::Postcode, "DY1 1HC", "not a UK postcode"),
        (ANN, Column::DoNotPost, "perhaps", "neither yes nor no"),
        (ANN, Column::LetterFormat, "Braille", "not a form of letter"),
        (ANN, Column::LetterLanguage, "Cornish", "not a language"),
    ];
    for (row, column, cell, says) in table {
        let (at, place, sentence) = File::good().with(row, column, cell).only_fault();
        assert_eq!((at, place), (row, Some(column)), "{cell}");
        assert!(sentence.contains(says), "{sentence}");
    }
}

#[test]
fn a_duplicate_reference_names_the_other_row() {
    let fault = File::good().with(BEN, Column::StaffReference, "w1").only_fault();
    assert_eq!(fault, (BEN, Some(Column::StaffReference), "Row 4 has the same staff reference.".into()));
}

#[test]
fn two_authorities_may_use_the_same_reference() {
    let mut file = File::good();
    let elsewhere: Vec<Vec<String>> = file.clone().rows[1..].to_vec();
    for mut row in elsewhere {
        row[4] = row[4].replace("x.example", "y.example");
        row[9] = "Otherland".into();
        file.rows.push(row);
    }
    assert_eq!(file.check().unwrap().entries.len(), 8);
    let file = file.with(7, Column::Authority, "Elsewhere");
    assert!(file.row_faults().all().iter().all(|fault| fault.column == Some(Column::Manager)));
}

#[test]
fn eight_lines_of_address_are_too_many_wherever_they_stand() {
    let mut file = File::good();
    for (row, cells) in file.rows.iter_mut().enumerate() {
        for number in [6, 7] {
            let cell = if row == 0 { format!("Address line {number}") } else { "Somewhere".into() };
            cells.push(if row == 0 || row == ANN - 1 { cell } else { String::new() });
        }
    }
    let file = (1..=5).fold(file, |file, number| file.with(ANN, Column::AddressLine(number), "Somewhere"));
    let (row, column, says) = file.only_fault();
    assert_eq!((row, column), (ANN, None));
    assert!(says.contains("8 lines"), "{says}");
    let (_, _, says) = File::good().with(ANN, Column::AddressLine(1), "a\nb\nc\nd\ne\nf").only_fault();
    assert!(says.contains("8 lines"), "{says}");
}

#[test]
fn an_address_may_be_missing_only_where_nothing_is_posted() {
    let blank = |file: File| {
        [Column::AddressLine(1), Column::AddressLine(5), Column::Postcode]
            .into_iter()
            .fold(file, |file, column| file.with(ANN, column, ""))
    };
    assert_eq!(blank(File::good()).only_fault(), (ANN, None, "There is no address.".into()));
    let entries = blank(File::good().with(ANN, Column::DoNotPost, "Yes")).check().unwrap().entries;
    assert!(entries[2].do_not_post && entries[2].address.is_none());
    let (_, column, says) = File::good().with(ANN, Column::Postcode, "").only_fault();
    assert_eq!((column, says.as_str()), (Some(Column::Postcode), "Missing."));
    let (_, column, says) =
        File::good().with(ANN, Column::DoNotPost, "yes").with(ANN, Column::Postcode, "").only_fault();
    assert_eq!((column, says.as_str()), (Some(Column::Postcode), "Missing."), "half an address is a mistake");
    let (_, column, _) = File::good().with(ANN, Column::AddressLine(5), "(Dudley)").only_fault();
    assert_eq!(column, Some(Column::AddressLine(5)));
}

#[test]
fn a_comma_without_quotation_marks_is_explained_and_hides_its_other_faults() {
    let text = File::good().text().replace("2 High Street,", "2 High Street, Flat 2,");
    let Err(Trouble::Rows(faults)) = check(text.as_bytes(), &OnRecord::default()) else { panic!() };
    assert_eq!((faults.rows(), faults.all()[0].row, faults.all()[0].column), (1, BEN, None));
    assert!(faults.all()[0].problem.mend.contains("comma"));
}

#[test]
fn a_manager_in_a_row_with_a_fault_is_not_said_to_be_missing() {
    let fault = File::good().with(MANAGER, Column::Email, "nonsense").only_fault();
    assert_eq!((fault.0, fault.1), (MANAGER, Some(Column::Email)));
}

#[test]
fn a_manager_may_be_on_record_alone() {
    let mut file = File::good();
    file.rows.drain(1..3);
    let mut on_record = OnRecord::default();
    let reference = StaffReference::parse("M1").unwrap();
    let email = WorkEmail::parse("ann@x.example").ok();
    on_record.add("EXAMPLESHIRE", reference.clone(), KnownPerson { role: StaffRole::TeamManager, email });
    let Err(Trouble::Rows(faults)) = check(file.text().as_bytes(), &on_record) else { panic!() };
    assert!(faults.all()[0].problem.says.contains("Somebody on record has the same e-mail"));
    on_record.add("Exampleshire", reference, KnownPerson { role: StaffRole::TeamManager, email: None });
    assert_eq!(check(file.text().as_bytes(), &on_record).unwrap().entries.len(), 2);
}

#[test]
fn fifty_bad_rows_are_shown_and_all_are_counted() {
    let mut file = File::good();
    for number in 0..70 {
        let mut row = file.rows[ANN - 1].clone();
        row[0] = format!("X{number}");
        row[4] = String::new();
        row[5] = "wizard".into();
        row[15] = "nonsense".into();
        file.rows.push(row);
    }
    let faults = file.row_faults();
    assert_eq!((faults.rows(), faults.all().len()), (70, 140));
    let shown: Vec<_> = faults.shown().collect();
    assert_eq!((shown.len(), shown[0].len(), shown[49][0].row), (50, 2, 55));
}

#[test]
fn how_a_file_was_saved_does_not_matter_but_is_said() {
    let text = File::good().text();
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode("Zoë");
    let mut bytes = text.replace("Łuk", "Zo").replace("Şen", "Se").into_bytes();
    let place = bytes.windows(2).position(|pair| pair == b"Zo").unwrap();
    bytes.splice(place..place + 2, windows.iter().copied());
    let checked = check(&bytes, &OnRecord::default()).unwrap();
    assert_eq!(checked.notes, [sheet::Note::ReadAsWindows1252]);
    assert_eq!(checked.entries[2].names.family(), "Zoë");
    for text in [format!("\u{feff}{text}"), text.replace(',', ";"), text.replace(',', "\t").replace('\n', "\r\n")] {
        assert_eq!(check(text.as_bytes(), &OnRecord::default()).unwrap().entries.len(), 4);
    }
}

#[test]
fn a_quoted_line_end_does_not_shift_the_row_numbers() {
    let file =
        File::good().with(ANN, Column::AddressLine(1), "Flat 1\n1 High Street").with(BEN, Column::Role, "wizard");
    assert_eq!(file.only_fault().0, BEN);
}

#[test]
fn what_is_no_spreadsheet_is_refused_as_a_whole() {
    let table: [(&[u8], sheet::Fault); 3] =
        [(b"", sheet::Fault::Empty), (b"%PDF-1.4", sheet::Fault::Pdf), (b"PK\x03\x04", sheet::Fault::Damaged)];
    for (bytes, fault) in table {
        assert_eq!(check(bytes, &OnRecord::default()).unwrap_err(), Trouble::File(fault));
    }
}

#[test]
fn cells_that_look_like_formulas_are_text() {
    let file = File::good().with(ANN, Column::Team, "=cmd|' /C calc'!A0").with(ANN, Column::Site, "@SUM(1)");
    let entries = file.check().unwrap().entries;
    assert_eq!(entries[2].team.as_deref(), Some("=cmd|' /C calc'!A0"));
    assert_eq!(entries[2].site.as_deref(), Some("@SUM(1)"));
}
