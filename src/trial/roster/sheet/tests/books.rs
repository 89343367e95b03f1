//! Workbooks for tests, good ones and bad, written byte by byte.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

pub type Rows = Vec<Vec<String>>;

/// The rows of text whose cells are parted by commas.
pub fn rows(text: &str) -> Rows {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(|number| number.to_string() == text)
}

fn column(at: usize) -> char {
    char::from(b'A' + u8::try_from(at).unwrap())
}

/// The cells of a sheet as XLSX has them: numbers, texts in place.
pub fn cells(rows: &Rows) -> String {
    let mut xml = String::new();
    for (y, row) in rows.iter().enumerate() {
        xml += &format!("<row r=\"{}\">", y + 1);
        for (x, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let place = format!("{}{}", column(x), y + 1);
            xml += &if is_number(cell) {
                format!("<c r=\"{place}\"><v>{cell}</v></c>")
            } else {
                format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{}</t></is></c>", escape(cell))
            };
        }
        xml += "</row>";
    }
    xml
}

pub fn xlsx(rows: &Rows) -> Vec<u8> {
    xlsx_of(&[("Staff", "", &cells(rows))], &[])
}

/// A workbook of sheets, each with its name, what else its entry says, and its rows; and of further parts.
pub fn xlsx_of(sheets: &[(&str, &str, &str)], more: &[(&str, &[u8])]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let (mut list, mut rels, mut parts) = (String::new(), String::new(), Vec::new());
    for (at, (name, says, rows)) in sheets.iter().enumerate() {
        list += &format!("<sheet name=\"{name}\" sheetId=\"{0}\" {says} r:id=\"r{0}\"/>", at + 1);
        rels +=
            &format!("<Relationship Id=\"r{0}\" Type=\"{REL}/worksheet\" Target=\"worksheets/sheet{0}.xml\"/>", at + 1);
        let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>");
        parts.push((format!("xl/worksheets/sheet{}.xml", at + 1), sheet));
    }
    let workbook = format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{REL}\"><sheets>{list}</sheets></workbook>");
    let styles = format!(
        "<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
    );
    let package = format!(
        "<Relationships><Relationship Id=\"a\" Type=\"{REL}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let rels = format!("<Relationships>{rels}</Relationships>");
    let mut all: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", package.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
    ];
    all.extend(parts.iter().map(|(name, sheet)| (name.as_str(), sheet.as_bytes())));
    all.extend(more);
    zip(&all)
}

pub fn ods(rows: &Rows) -> Vec<u8> {
    let mut xml = String::new();
    for row in rows {
        xml += "<table:table-row>";
        for cell in row {
            xml += &if cell.is_empty() {
                "<table:table-cell/>".to_owned()
            } else if is_number(cell) {
                format!(
                    "<table:table-cell office:value-type=\"float\" office:value=\"{cell}\"><text:p>{cell}.00</text:p></table:table-cell>"
                )
            } else {
                let paragraphs: String =
                    cell.split('\n').map(|line| format!("<text:p>{}</text:p>", escape(line))).collect();
                format!("<table:table-cell office:value-type=\"string\">{paragraphs}</table:table-cell>")
            };
        }
        xml += "<table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>";
    }
    xml += "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    ods_of(&format!("<table:table table:name=\"Staff\">{xml}</table:table>"), "")
}

/// A workbook of LibreOffice: its sheets, and what its list of parts says.
pub fn ods_of(sheets: &str, manifest: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:automatic-styles><style:style style:name=\"gone\">\
         <style:table-properties table:display=\"false\"/></style:style></office:automatic-styles><office:body>\
         <office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    );
    let manifest =
        format!("<manifest:manifest><manifest:file-entry>{manifest}</manifest:file-entry></manifest:manifest>");
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", manifest.as_bytes()),
    ])
}

pub fn record(kind: u16, says: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &u16::try_from(says.len()).unwrap().to_le_bytes(), says].concat()
}

fn start() -> Vec<u8> {
    record(0x809, &[0, 6, 5, 0, 0, 0, 0, 0])
}

/// Where a cell stands, in the first dress.
pub fn place(row: usize, column: usize) -> Vec<u8> {
    let two = |n: usize| u16::try_from(n).unwrap().to_le_bytes();
    [two(row), two(column), [0, 0]].concat()
}

pub fn xls(rows: &Rows) -> Vec<u8> {
    let (mut texts, mut count, mut sheet) = (Vec::new(), 0_u32, Vec::new());
    for (y, row) in rows.iter().enumerate() {
        for (x, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            if is_number(cell) {
                let value = cell.parse::<f64>().unwrap().to_le_bytes();
                sheet.extend(record(0x203, &[&place(y, x)[..], &value].concat()));
                continue;
            }
            let letters: Vec<u8> = cell.encode_utf16().flat_map(u16::to_le_bytes).collect();
            texts.extend(u16::try_from(letters.len() / 2).unwrap().to_le_bytes());
            texts.push(1);
            texts.extend(letters);
            sheet.extend(record(0xfd, &[&place(y, x)[..], &count.to_le_bytes()].concat()));
            count += 1;
        }
    }
    let texts = [&count.to_le_bytes()[..], &count.to_le_bytes(), &texts].concat();
    xls_of(&[record(0xfc, &texts)].concat(), &sheet)
}

/// A workbook of Excel 97 with one sheet.
pub fn xls_of(globals: &[u8], cells: &[u8]) -> Vec<u8> {
    let end = record(0xa, &[]);
    let begin = start().len() + record(0x85, &[0; 13]).len() + globals.len() + end.len();
    let sheet = [&u32::try_from(begin).unwrap().to_le_bytes()[..], &[0, 0, 5, 0], b"Staff"].concat();
    let stream = [start(), record(0x85, &sheet), globals.to_vec(), end.clone(), start(), cells.to_vec(), end].concat();
    compound(&[("Workbook", &stream)])
}

/// A folder of parts, each padded to 4,096 bytes or more.
pub fn compound(parts: &[(&str, &[u8])]) -> Vec<u8> {
    const FREE: u32 = 0xffff_ffff;
    const LAST: u32 = 0xffff_fffe;
    let mut entries = entry("Root Entry", 5, LAST, 0);
    let sectors: usize = parts.iter().map(|(_, bytes)| bytes.len().max(4_096).div_ceil(512)).sum();
    // So many sectors for the table of sectors, and one for the list of parts.
    let of_table = (sectors + 1).div_ceil(127).max(1);
    let list = u32::try_from(of_table).unwrap();
    let (mut table, mut data) = (vec![0xffff_fffd; of_table], Vec::new());
    table.push(LAST);
    for (name, bytes) in parts {
        let first = u32::try_from(table.len()).unwrap();
        let padded = bytes.len().max(4_096).next_multiple_of(512);
        let count = u32::try_from(padded / 512).unwrap();
        table.extend((first + 1..first + count).chain([LAST]));
        entries.extend(entry(name, 2, first, u32::try_from(padded).unwrap()));
        data.extend(bytes.iter().copied().chain(std::iter::repeat(0)).take(padded));
    }
    assert!(of_table <= 109, "the header names all of the table");
    table.resize(128 * of_table, FREE);
    entries.resize(512, 0);
    let mut file = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    file.resize(24, 0);
    file.extend([0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    file.resize(44, 0);
    let header = [list, list, 0, 4_096, LAST, 0, LAST, 0];
    file.extend(header.into_iter().chain(0..list).flat_map(u32::to_le_bytes));
    file.resize(512, 0xff);
    file.extend(table.iter().flat_map(|number| number.to_le_bytes()));
    [file, entries, data].concat()
}

fn entry(name: &str, kind: u8, start: u32, len: u32) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    entry.resize(64, 0);
    entry.extend(u16::try_from(2 * name.len() + 2).unwrap().to_le_bytes());
    entry.extend([kind, 1]);
    entry.resize(116, 0xff);
    entry.extend(start.to_le_bytes());
    entry.extend(len.to_le_bytes());
    entry.extend([0; 4]);
    entry
}
