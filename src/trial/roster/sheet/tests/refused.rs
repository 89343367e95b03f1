//! Files that are refused, each made here; and that refusing them takes little memory.

use super::books::{cells, compound, ods_of, record, rows, xls_of, xlsx_of, zip};
use crate::trial::roster::sheet::{Fault, Sheet, weigh};

fn fault(book: &[u8]) -> Fault {
    Sheet::read(book).unwrap_err()
}

fn staff() -> String {
    cells(&rows("a,b\n1,2\n"))
}

#[test]
fn a_file_that_is_no_spreadsheet_is_named_for_what_it_is() {
    let zipped = |name: &str| zip(&[("[Content_Types].xml", b"<Types/>"), (name, b"<a/>")]);
    let mimetype = |says: &str| zip(&[("mimetype", says.as_bytes())]);
    let table: [(Vec<u8>, &str); 15] = [
        (zipped("word/document.xml"), "a Word document, not"),
        (zipped("ppt/presentation.xml"), "a set of slides, not"),
        (zipped("photos/one.txt"), "an archive of files, not"),
        (zipped("xl/workbook.bin"), "an Excel binary workbook"),
        (zipped("Index/Document.iwa"), "Numbers"),
        (mimetype("application/vnd.oasis.opendocument.text"), "a text document, not"),
        (compound(&[("WordDocument", b"x")]), "a Word document, not"),
        (compound(&[("PowerPoint Document", b"x")]), "a set of slides, not"),
        (compound(&[("Book", b"x")]), "Excel 95"),
        (b"\xff\xd8\xff\xe0 JFIF".to_vec(), "a picture, not"),
        (b"{\\rtf1 Dear all".to_vec(), "a text document, not"),
        (b"%PDF-1.7".to_vec(), "a PDF, not"),
        (b"<html><table><tr><td>a</td></tr></table>".to_vec(), "a web page"),
        (
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>".to_vec(),
            "Excel 2003",
        ),
        (b"\x1f\x8b\x08".to_vec(), "an archive of files, not"),
    ];
    for (file, says) in table {
        let fault = fault(&file).to_string();
        assert!(fault.contains(says), "{says}: {fault}");
    }
}

#[test]
fn a_locked_workbook_is_said_to_be_locked() {
    let encryption = "<manifest:encryption-data manifest:checksum=\"x\"/>";
    for book in [
        compound(&[("EncryptionInfo", b"x"), ("EncryptedPackage", b"x")]),
        xls_of(&record(0x2f, &[1, 0, 1, 0, 1, 0]), &[]),
        ods_of("", encryption),
        zip(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("encrypted-package", b"x")]),
    ] {
        assert_eq!(fault(&book), Fault::Locked);
    }
}

#[test]
fn a_zip_bomb_is_put_down_before_it_unpacks() {
    let blank = vec![b' '; 20 << 20];
    let bomb = xlsx_of(&[("S", "", &staff())], &[("xl/media/one.bin", &blank)]);
    assert!(bomb.len() < 40_000);
    assert_eq!(fault(&bomb), Fault::TooMuch, "packed a thousand times over");
    let of_size = |size: u64| {
        let mut book = bomb.clone();
        let said = u32::try_from(blank.len()).unwrap().to_le_bytes();
        let places: Vec<usize> = (0..book.len() - 4).filter(|at| book[*at..at + 4] == said).collect();
        assert!(!places.is_empty());
        for at in places {
            book[at..at + 4].copy_from_slice(&u32::try_from(size).unwrap().to_le_bytes());
        }
        book
    };
    assert_eq!(fault(&of_size(weigh::MOST_OF_A_PART + 1)), Fault::TooMuch, "it owns up to its size");
    assert!(matches!(fault(&of_size(1_000)), Fault::TooMuch | Fault::Damaged), "it lies about its size");
    let many: Vec<String> = (0..6_000).map(|at| format!("{at}.bin")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(fault(&xlsx_of(&[("S", "", &staff())], &many)), Fault::TooMuch, "of too many parts");
}

#[test]
fn a_cell_of_a_gigabyte_is_refused_where_it_starts() {
    let long = "x".repeat(300_000);
    let inline = format!("<row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is><t>{long}</t></is></c></row>");
    assert_eq!(fault(&xlsx_of(&[("S", "", &inline)], &[])), Fault::HugeCell);
    let shared = format!("<sst><si><t>{long}</t></si></sst>");
    let book = xlsx_of(&[("S", "", &staff())], &[("xl/sharedStrings.xml", shared.as_bytes())]);
    assert_eq!(fault(&book), Fault::HugeCell);
    let paragraph = format!("<table:table table:name=\"S\"><text:p>{long}</text:p></table:table>");
    assert_eq!(fault(&ods_of(&paragraph, "")), Fault::HugeCell);
    let a_bit = format!("<row r=\"4\"><c r=\"D4\" t=\"inlineStr\"><is><t>{}</t></is></c></row>", &long[..1_001]);
    assert_eq!(fault(&xlsx_of(&[("S", "", &a_bit)], &[])), Fault::CellTooLong { cell: "D4".into() });
}

#[test]
fn two_cells_in_far_corners_are_two_cells() {
    let far = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    assert_eq!(fault(&xlsx_of(&[("S", "", far)], &[])), Fault::TooFarDown);
    let wide = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"XFD1\"><v>1</v></c></row>";
    assert_eq!(fault(&xlsx_of(&[("S", "", wide)], &[])), Fault::TooManyColumns);
    let number = |place: Vec<u8>| record(0x203, &[&place[..], &1_f64.to_le_bytes()].concat());
    let far = [number(vec![0; 6]), number(vec![0xff, 0xff, 0xff, 0xff, 0, 0])].concat();
    assert_eq!(fault(&xls_of(&[], &far)), Fault::TooManyColumns);
    let row = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell \
               table:number-columns-repeated=\"16384\"><text:p>a</text:p></table:table-cell></table:table-row>";
    let repeated = format!("<table:table table:name=\"S\">{}</table:table>", row.repeat(1_000));
    assert_eq!(fault(&ods_of(&repeated, "")), Fault::TooManyColumns);
    let down = repeated.replace("16384", "2");
    assert_eq!(fault(&ods_of(&down, "")), Fault::TooManyRows);
}

#[test]
fn a_workbook_that_announces_what_it_has_not_is_refused() {
    for count in ["999999999999", "99999999999999999999"] {
        let shared = format!("<x><sst uniqueCount=\"{count}\"><si><t>a</t></si></sst></x>");
        let book = xlsx_of(&[("S", "", &staff())], &[("xl/sharedStrings.xml", shared.as_bytes())]);
        let read = Sheet::read(&book);
        assert!(matches!(read, Err(Fault::TooMuch) | Ok(_)), "{read:?}");
    }
}

#[test]
fn one_text_that_a_million_cells_name_is_counted_each_time() {
    let text = [&1_u32.to_le_bytes()[..], &1_u32.to_le_bytes(), &900_u16.to_le_bytes(), &[0], &[b'x'; 900]].concat();
    let named = |row: usize, column: usize| record(0xfd, &[super::books::place(row, column), vec![0; 4]].concat());
    let cells: Vec<u8> = (0..3_500).flat_map(|row| (0..95).flat_map(move |column| named(row, column))).collect();
    let stream = xls_of(&record(0xfc, &text), &cells);
    assert_eq!(fault(&stream), Fault::TooMuch);
}

#[test]
fn an_entity_that_would_swell_is_not_known() {
    let laughs = "<!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>";
    let rows = "<row><c t=\"inlineStr\"><is><t>&c;</t></is></c></row><row><c><v>1</v></c></row>";
    let book = xlsx_of(&[("S", "", rows)], &[]);
    assert_eq!(fault(&book), Fault::Damaged);
    let shared = format!("{laughs}<sst><si><t>&c;</t></si></sst>");
    let book = xlsx_of(&[("S", "", &staff())], &[("xl/sharedStrings.xml", shared.as_bytes())]);
    assert_eq!(fault(&book), Fault::Damaged);
    let row = "<table:table-row><table:table-cell><text:p>&c;</text:p></table:table-cell></table:table-row>";
    assert_eq!(fault(&ods_of(&format!("<table:table table:name=\"S\">{row}</table:table>"), "")), Fault::Damaged);
}

#[test]
fn a_chain_that_bites_its_tail_comes_to_an_end() {
    let mut book = compound(&[("Workbook", &[0; 9_000])]);
    let table = 512;
    book[table + 4..table + 8].copy_from_slice(&1_u32.to_le_bytes());
    assert_eq!(fault(&book), Fault::Damaged, "the list of parts");
    let mut book = compound(&[("Workbook", &[0; 9_000])]);
    book[table + 12..table + 16].copy_from_slice(&2_u32.to_le_bytes());
    assert_eq!(fault(&book), Fault::Damaged, "the workbook itself");
}
