//! Workbooks that are as they should be.

use proptest::prelude::*;

use super::books::{ods, ods_of, place, record, rows, xls, xls_of, xlsx, xlsx_of};
use crate::trial::roster::sheet::{Note, Odd, Sheet};

const STAFF: &str = "staff reference,given name,family name,address line 1\n\
                     1001,Siân,\"Ŵyn, <née> O'Neill & Co\",\"Flat 1\n1 High Street\"\n\
                     ,,,\n\
                     W2, Ann\u{200b} ,Lee,3.5\n";

fn table(sheet: &Sheet) -> (Vec<String>, Vec<(usize, Vec<String>)>) {
    (sheet.header.clone(), sheet.rows.iter().map(|row| (row.number, row.cells.clone())).collect())
}

#[test]
fn every_kind_of_workbook_reads_as_its_text_does() {
    let text = Sheet::read(STAFF.as_bytes()).unwrap();
    assert_eq!(text.rows[1].cells, ["W2", "Ann", "Lee", "3.5"]);
    let staff = rows(STAFF);
    for (kind, book) in [("xlsx", xlsx(&staff)), ("ods", ods(&staff)), ("xls", xls(&staff))] {
        assert_eq!(table(&Sheet::read(&book).unwrap()), table(&text), "{kind}");
    }
}

#[test]
fn a_heading_that_looks_like_the_start_of_a_picture_is_a_heading() {
    assert_eq!(Sheet::read(b"stafftype,ref\nworker,1\n").unwrap().header, ["stafftype", "ref"]);
    assert!(Sheet::read(b"\0\0\0\x18ftypheic").is_err());
}

#[test]
fn days_and_truths_read_as_a_person_sees_them() {
    let days = "<row><c t=\"inlineStr\"><is><t>a</t></is></c><c t=\"inlineStr\"><is><t>b</t></is></c></row>\
                <row><c s=\"1\"><v>46449</v></c><c t=\"b\"><v>1</v></c></row>\
                <row><c s=\"1\"><v>46449.75</v></c><c><v>1234567890123</v></c></row>";
    let sheet = Sheet::read(&xlsx_of(&[("S", "", days)], &[])).unwrap();
    assert_eq!(sheet.rows[0].cells, ["2027-03-03", "TRUE"]);
    assert_eq!(sheet.rows[1].cells, ["2027-03-03 18:00:00", "1234567890123"]);
    let days = "<table:table table:name=\"S\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>a\
                </text:p></table:table-cell></table:table-row><table:table-row><table:table-cell \
                office:value-type=\"date\" office:date-value=\"2027-03-03\"><office:annotation><text:p>a remark</text:p>\
                </office:annotation><text:p>3/3/27</text:p></table:table-cell></table:table-row></table:table>";
    assert_eq!(Sheet::read(&ods_of(days, "")).unwrap().rows[0].cells, ["2027-03-03"]);
    let dressed = [record(0x41e, b"\xa4\0\x0a\0\0dd/mm/yyyy"), record(0xe0, &[0, 0, 0xa4, 0])].concat();
    let cells = [
        record(0x204, b"\0\0\0\0\0\0\x01\0\0a"),
        record(0x27e, &[&[1, 0, 0, 0, 0, 0][..], &(46_449_u32 << 2 | 2).to_le_bytes()].concat()),
    ];
    let sheet = Sheet::read(&xls_of(&dressed, &cells.concat())).unwrap();
    assert_eq!(sheet.rows[0].cells, ["2027-03-03"]);
}

#[test]
fn the_first_sheet_with_rows_is_read_and_said_to_be() {
    let cells = |text: &str| super::books::cells(&rows(text));
    let (title, staff, old) = (cells("Our staff\n"), cells("a,b\n1,2\n"), cells("a,b\n3,4\n"));
    let sheets =
        [("Title", "", &*title), ("Gone", "state=\"hidden\"", &*old), ("Staff", "", &*staff), ("Old", "", &*old)];
    let sheet = Sheet::read(&xlsx_of(&sheets, &[])).unwrap();
    assert_eq!(sheet.rows[0].cells, ["1", "2"]);
    assert_eq!(sheet.notes, [Note::OneOfSeveral { read: "Staff".into(), left: vec!["Title".into(), "Old".into()] }]);
    let alone = [("Staff", "", &*staff), ("Empty", "", ""), ("Gone", "state=\"veryHidden\"", &*old)];
    assert_eq!(Sheet::read(&xlsx_of(&alone, &[])).unwrap().notes, []);
    let row = "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>";
    let both = format!(
        "<table:table table:name=\"Gone\" table:style-name=\"gone\">{row}{row}</table:table>\
         <table:table table:name=\"Staff\">{row}{row}</table:table><table:table table:name=\"Old\">{row}</table:table>"
    );
    let sheet = Sheet::read(&ods_of(&both, "")).unwrap();
    assert_eq!(sheet.notes, [Note::OneOfSeveral { read: "Staff".into(), left: vec!["Old".into()] }]);
}

#[test]
fn a_formula_and_an_error_are_known_by_their_cells() {
    let rows = "<row><c t=\"inlineStr\"><is><t>a</t></is></c><c t=\"inlineStr\"><is><t>b</t></is></c></row>\
                <row><c><f>1+1</f><v>2</v></c><c t=\"e\"><v>#N/A</v></c></row>";
    let sheet = Sheet::read(&xlsx_of(&[("S", "", rows)], &[])).unwrap();
    assert_eq!(sheet.rows[0].odd, [(0, Odd::Formula), (1, Odd::Error)]);
    assert_eq!(sheet.rows[0].name_of(1), "B2");
    let head = record(0x204, b"\0\0\0\0\0\0\x01\0\0a");
    let formula = record(0x006, &[place(1, 0), vec![0; 20]].concat());
    let sheet = Sheet::read(&xls_of(&[], &[head, formula].concat())).unwrap();
    assert_eq!(sheet.rows[0].odd, [(0, Odd::Formula)]);
}

#[test]
fn a_workbook_with_macros_is_read_and_they_are_not() {
    let cells = super::books::cells(&rows("a\n1\n"));
    let book = xlsx_of(&[("S", "", &cells)], &[("xl/vbaProject.bin", &[0; 400_000])]);
    assert_eq!(Sheet::read(&book).unwrap().rows.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_table_reads_the_same_from_every_kind(
        table in proptest::collection::vec(proptest::collection::vec("[a-zé&<Ł\"]{1,8}|[1-9][0-9]{0,5}", 3), 2..20)
    ) {
        for book in [xlsx(&table), ods(&table), xls(&table)] {
            let sheet = Sheet::read(&book).unwrap();
            prop_assert_eq!(&sheet.header, &table[0]);
            let read: Vec<_> = sheet.rows.into_iter().map(|row| row.cells).collect();
            prop_assert_eq!(&read[..], &table[1..]);
        }
    }

    #[test]
    fn no_mangled_workbook_makes_it_fall_over(
        kind in 0..3_usize, at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>(), shorten in any::<bool>()
    ) {
        let staff = rows(STAFF);
        // The parts of a zip are mangled before they are packed, or nothing but its checks would be tried.
        let mut book = match kind {
            0 => xls(&staff),
            1 => super::books::cells(&staff).into_bytes(),
            _ => b"<table:table table:name=\"S\"><table:table-row table:number-rows-repeated=\"3\"><table:table-cell \
                  table:number-columns-repeated=\"4\"><text:p>a&amp;</text:p></table:table-cell></table:table-row></table:table>".to_vec(),
        };
        let at = at.index(book.len());
        book[at] = byte;
        if shorten {
            book.truncate(cut.index(book.len()));
        }
        let text = String::from_utf8_lossy(&book).into_owned();
        let book = match kind { 0 => book, 1 => xlsx_of(&[("S", "", &text)], &[]), _ => ods_of(&text, "") };
        if let Ok(sheet) = Sheet::read(&book) {
            prop_assert!(sheet.rows.iter().all(|row| row.cells.len() == sheet.header.len()));
        }
    }
}
