//! The made-up spreadsheet as a workbook of Excel (XLSX), laid out as Excel itself does: texts in a list of their own, which
//! the cells name by number.

use std::{
    collections::HashMap,
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::floor::error::{Error, Result};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook with one sheet, of the rows of a text whose cells are parted by commas.
pub fn workbook(text: &str) -> Result<Vec<u8>> {
    let (rows, texts) = sheet(text)?;
    let workbook = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATED}\"><sheets><sheet name=\"People\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let parts = [
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")),
        ("xl/workbook.xml", workbook),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>")),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\">{texts}</sst>")),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(name, SimpleFileOptions::default()).map_err(Error::broken)?;
        zip.write_all(part.as_bytes())?;
    }
    Ok(zip.finish().map_err(Error::broken)?.into_inner())
}

fn relation(kind: &str, target: &str) -> String {
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" \
         Type=\"{RELATED}/{kind}\" Target=\"{target}\"/></Relationships>"
    )
}

/// The rows, and the list of texts that they name.
fn sheet(text: &str) -> Result<(String, String)> {
    let (mut rows, mut texts, mut known) = (String::new(), String::new(), HashMap::new());
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    for (nth, record) in reader.records().enumerate() {
        let record = record.map_err(Error::broken)?;
        write!(rows, "<row r=\"{}\">", nth + 1).map_err(Error::broken)?;
        for (column, cell) in record.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let next = known.len();
            let number = *known.entry(cell.to_owned()).or_insert(next);
            if number == next {
                write!(texts, "<si><t xml:space=\"preserve\">{}</t></si>", escaped(cell)).map_err(Error::broken)?;
            }
            // The template has fewer columns than the alphabet has letters.
            let letter = char::from(b'A' + u8::try_from(column).map_err(Error::broken)?);
            write!(rows, "<c r=\"{letter}{}\" t=\"s\"><v>{number}</v></c>", nth + 1).map_err(Error::broken)?;
        }
        rows.push_str("</row>");
    }
    Ok((rows, texts))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
