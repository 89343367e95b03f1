use proptest::prelude::*;

use super::{Fault, MOST_BYTES, MOST_COLUMNS, MOST_PEOPLE, Note, Sheet, for_export};

mod books;
mod refused;
mod workbooks;

fn read(text: &str) -> Sheet {
    Sheet::read(text.as_bytes()).unwrap()
}

fn numbers(sheet: &Sheet) -> Vec<usize> {
    sheet.rows.iter().map(|row| row.number).collect()
}

#[test]
fn commas_semicolons_and_tabs_all_part_the_cells() {
    for sign in [',', ';', '\t'] {
        let sheet = read(&format!("ref{sign}name\n1{sign}\"a, b; c\td\"\n"));
        assert_eq!(sheet.header, ["ref", "name"]);
        assert_eq!(sheet.rows[0].cells, ["1", "a, b; c\td"]);
    }
    let sheet = read("ref;\"name, first; last\"\n1;Ann\n");
    assert_eq!(sheet.header, ["ref", "name, first; last"]);
}

#[test]
fn a_byte_order_mark_is_not_part_of_the_first_name() {
    let sheet = read("\u{feff}ref,name\n1,Siân\n");
    assert_eq!((sheet.header[0].as_str(), sheet.notes.len()), ("ref", 0));
}

#[test]
fn windows_text_is_read_and_said_to_be() {
    let sheet = Sheet::read(b"ref,name\n1,Si\xe2n \x96 Zo\xeb\n").unwrap();
    assert_eq!(sheet.rows[0].cells[1], "Siân – Zoë");
    assert_eq!(sheet.notes, [Note::ReadAsWindows1252]);
}

#[test]
fn utf_16_is_read_either_way_round() {
    let text = "ref\tname\r\n1\tŁukasz\r\n";
    let little: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    for bytes in [little, big] {
        let sheet = Sheet::read(&bytes).unwrap();
        assert_eq!(sheet.rows[0].cells, ["1", "Łukasz"]);
        assert_eq!(sheet.notes, [Note::ReadAsUtf16]);
    }
}

#[test]
fn rows_bear_the_numbers_a_spreadsheet_shows() {
    assert_eq!(numbers(&read("a,b\n1,2\n3,4\n")), [2, 3]);
    assert_eq!(numbers(&read("a,b\n\"1\nand\nmore\",2\n3,4")), [2, 3], "a cell of three lines is one row");
    assert_eq!(numbers(&read("a,b\n\n1,2\n , \n\n\n3,4")), [3, 7], "blank rows have numbers");
    assert_eq!(numbers(&read("\n\na,b\n1,2")), [4]);
    assert_eq!(numbers(&read("a,b\r\n\r\n\"1\r\nx\",2\r\n3,4\r\n")), [3, 4]);
    assert_eq!(numbers(&read("a,b\r1,2\r\r3,4")), [2, 4], "the line ends of an old Macintosh");
}

#[test]
fn blank_rows_and_columns_at_the_end_are_dropped() {
    let sheet = read("a,b,,\n1,2,,\n3\n,,,\n\n");
    assert_eq!(sheet.header, ["a", "b"]);
    assert_eq!(sheet.rows[1].cells, ["3", ""]);
    assert_eq!(numbers(&sheet), [2, 3]);
}

#[test]
fn cells_beyond_the_last_named_column_are_counted() {
    let sheet = read("a,b\n1,12 High Street, Dudley, DY1 1HF\n1,2,,\n");
    assert_eq!((sheet.rows[0].beyond, sheet.rows[1].beyond), (2, 0));
}

#[test]
fn cells_are_trimmed_composed_and_rid_of_what_cannot_be_seen() {
    let sheet = read("a,b\n \u{a0}Sia\u{302}n\u{200b} ,\"two\nlines \"\n");
    assert_eq!(sheet.rows[0].cells, ["Siân", "two\nlines"]);
}

#[test]
fn what_is_no_table_is_refused_by_name() {
    let utf16_without_mark: Vec<u8> = "a,b\n1,2".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide = vec!["a"; MOST_COLUMNS + 1].join(",") + "\n1";
    let long = "a\n".to_owned() + &"1\n".repeat(MOST_PEOPLE + 1);
    let deep = format!("a\n{}", "x".repeat(1_001));
    let table: [(&[u8], Fault); 15] = [
        (b"", Fault::Empty),
        (b"\xef\xbb\xbf\r\n \n", Fault::Empty),
        (b",,,\n,,\n", Fault::Empty),
        (b"a,b\n\n,\n", Fault::NoRows),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", Fault::Pdf),
        (b"PK\x03\x04\x14\0\x06\0", Fault::Damaged),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Fault::Damaged),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><table>", Fault::WebPage),
        (b"a,b\n1,\0\n", Fault::NotText),
        (b"\x89PNG\r\n\x1a\n\0", Fault::NotASheet("a picture")),
        (&utf16_without_mark, Fault::NotText),
        (b"a,b\n1,2\n3,\"4\n5,6\n7,8\n", Fault::UnclosedQuote { row: 3 }),
        (wide.as_bytes(), Fault::TooManyColumns),
        (long.as_bytes(), Fault::TooManyRows),
        (deep.as_bytes(), Fault::CellTooLong { cell: "A2".into() }),
    ];
    for (bytes, fault) in table {
        assert_eq!(
            Sheet::read(bytes).unwrap_err(),
            fault,
            "{:?}",
            String::from_utf8_lossy(&bytes[..bytes.len().min(20)])
        );
    }
    assert_eq!(Sheet::read(&vec![b'a'; MOST_BYTES + 1]).unwrap_err(), Fault::TooBig);
}

#[test]
fn an_inch_mark_in_a_cell_is_no_open_quotation() {
    let sheet = read("a,b\n1,6\" pipe\n2,\"two\nlines\"\n");
    assert_eq!(sheet.rows[0].cells[1], "6\" pipe");
}

#[test]
fn a_formula_is_text_coming_in_and_going_out() {
    let sheet = read("a,b,c,d\n=1+1,+44,@x,-2\n");
    assert_eq!(sheet.rows[0].cells, ["=1+1", "+44", "@x", "-2"]);
    for cell in &sheet.rows[0].cells {
        assert_eq!(for_export(cell), format!("'{cell}"));
    }
    assert_eq!(for_export("O'Flaherty"), "O'Flaherty");
    assert_eq!(read("a\n'=1+1\n").rows[0].cells, ["=1+1"], "our own mark is taken off again");
    assert_eq!(read("a\n'Ann'\n").rows[0].cells, ["'Ann'"]);
}

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    let cell = "[a-z0-9éŁ,;\"][a-z0-9éŁ,;\\t\"\n']{0,6}[a-z]";
    proptest::collection::vec(proptest::collection::vec(cell, 3), 2..6)
}

proptest! {
    #[test]
    fn a_written_table_reads_back_cell_for_cell(table in table(), sign in prop_oneof![Just(b','), Just(b';'), Just(b'\t')]) {
        let mut writer = csv::WriterBuilder::new().delimiter(sign).from_writer(vec![]);
        writer.write_record(["a", "b", "c"]).unwrap();
        for row in &table {
            writer.write_record(row).unwrap();
        }
        let sheet = Sheet::read(&writer.into_inner().unwrap()).unwrap();
        let cells: Vec<Vec<String>> = sheet.rows.iter().map(|row| row.cells.clone()).collect();
        let trimmed: Vec<Vec<String>> =
            table.iter().map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect()).collect();
        prop_assert_eq!(cells, trimmed);
        prop_assert_eq!(numbers(&sheet), (2..table.len() + 2).collect::<Vec<_>>());
    }

    #[test]
    fn no_bytes_make_it_fall_over(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(sheet) = Sheet::read(&bytes) {
            prop_assert!(sheet.rows.iter().all(|row| row.cells.len() == sheet.header.len()));
        }
    }
}
