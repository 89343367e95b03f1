//! Workbooks of Excel since 2007 (XLSX and XLSM), cell by cell through calamine, which never runs what a workbook holds.
//! Its way to a whole sheet lays out every cell between the first and the last, so it is not taken: two cells in far
//! corners would be billions.

use std::{
    borrow::Cow,
    io::{BufRead, BufReader, Cursor},
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use quick_xml::events::Event;
use zip::ZipArchive;

use super::{
    Fault, Note, Odd, Table,
    book::{Tabs, choose},
    cell,
    kind::unopened,
};

/// The most texts that a workbook may announce. Room is made for them before the first is read.
const MOST_TEXTS: u64 = 5_000_000;

/// Reads the sheet of people. A workbook that was mangled so that the reader falls over is a damaged one.
pub(super) fn read(bytes: &[u8]) -> Result<(Table, Vec<Note>), Fault> {
    announced_texts(bytes)?;
    catch_unwind(AssertUnwindSafe(|| {
        let book = Xlsx::new(Cursor::new(bytes)).map_err(|error| unread(&error))?;
        let seen = book
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible);
        let names: Vec<String> = seen.map(|sheet| sheet.name.clone()).collect();
        choose(&mut Sheets { book, names: names.into_iter(), at: String::new() })
    }))
    .unwrap_or(Err(Fault::Damaged))
}

/// Refuses a workbook that says it has more texts than any has.
fn announced_texts(bytes: &[u8]) -> Result<(), Fault> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| unopened(&error))?;
    let names: Vec<String> = zip.file_names().flatten().map(Cow::into_owned).collect();
    for name in names.iter().filter(|name| name.to_lowercase().ends_with("sharedstrings.xml")) {
        let part = zip.by_name(name).map_err(|error| unopened(&error))?;
        if announced(BufReader::new(part))?.is_some_and(|count| count > MOST_TEXTS) {
            return Err(Fault::TooMuch);
        }
    }
    Ok(())
}

/// The count that a part of texts gives of itself, where there is one.
fn announced(part: impl BufRead) -> Result<Option<u64>, Fault> {
    let (mut xml, mut event) = (quick_xml::Reader::from_reader(part), Vec::new());
    loop {
        event.clear();
        match xml.read_event_into(&mut event).map_err(|_| Fault::Damaged)? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "sst" => {
                let count = tag.attributes().flatten().find(|attr| attr.key.local_name().as_ref() == "uniqueCount");
                return Ok(count.and_then(|attr| attr.value.parse().ok()));
            }
            Event::Eof => return Ok(None),
            _ => {}
        }
    }
}

struct Sheets<'b> {
    book: Xlsx<Cursor<&'b [u8]>>,
    names: std::vec::IntoIter<String>,
    at: String,
}

impl Tabs for Sheets<'_> {
    fn next(&mut self) -> Result<Option<String>, Fault> {
        let next = self.names.next();
        self.at = next.clone().unwrap_or_default();
        Ok(next)
    }

    fn read(&mut self, table: &mut Table) -> Result<(), Fault> {
        let mut cells = self.book.worksheet_cells_reader(&self.at).map_err(|error| unread(&error))?;
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|error| unread(&error))? {
            let (text, error) = seen(&cell.value);
            let odd = if cell.formula.is_some() { Some(Odd::Formula) } else { error.then_some(Odd::Error) };
            table.put(cell.pos.0 as usize, cell.pos.1 as usize, &text, odd)?;
            if table.has_enough() {
                break;
            }
        }
        Ok(())
    }
}

/// The text of a cell, and whether it is an error's.
fn seen<'c>(value: &'c DataRef<'c>) -> (Cow<'c, str>, bool) {
    let text = match value {
        DataRef::Empty => "".into(),
        DataRef::String(text) => text.as_str().into(),
        DataRef::SharedString(text) => (*text).into(),
        DataRef::Int(number) => number.to_string().into(),
        DataRef::Float(number) => cell::number(*number).into(),
        DataRef::Bool(truth) => cell::truth(*truth).into(),
        DataRef::DateTime(at) => cell::moment(at).into(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => cell::iso(text).into(),
        DataRef::Error(error) => return (error.to_string().into(), true),
    };
    (text, false)
}

fn unread(error: &XlsxError) -> Fault {
    match error {
        XlsxError::Password => Fault::Locked,
        _ => Fault::Damaged,
    }
}
