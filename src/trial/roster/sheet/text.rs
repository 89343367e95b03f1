//! Text whose cells are parted by commas, semicolons or tabs.

use super::{Fault, Note, Table, decode};

/// Every row that is not blank, the header among them.
pub(super) fn read(bytes: &[u8]) -> Result<(Table, Vec<Note>), Fault> {
    let (text, notes) = decode::text(bytes)?;
    Ok((table(&text)?, notes))
}

/// Line ends are plain by now, and the last line has one.
fn table(text: &str) -> Result<Table, Fault> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let (mut table, mut number, mut start) = (Table::default(), 0, 0);
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|_| Fault::NotText)? {
        let end = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        let raw = text.get(start..end).unwrap_or_default();
        // The reader passes over empty lines, which a spreadsheet shows and numbers.
        number += 1 + raw.len() - raw.trim_start_matches('\n').len();
        start = end;
        if end == text.len() && runs_on(raw.trim()) {
            return Err(Fault::UnclosedQuote { row: number });
        }
        for (column, cell) in record.iter().enumerate() {
            table.put(number - 1, column, cell, None)?;
        }
    }
    Ok(table)
}

/// Whether a record holds an odd number of quotation marks and runs over a line end: its last mark never closes.
fn runs_on(record: &str) -> bool {
    record.matches('"').count() % 2 == 1 && record.contains('\n')
}

/// The separator that stands most often in the first line that has anything in it, outside quotation marks.
fn separator(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in text.trim_start_matches('\n').bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            other => counts.iter_mut().filter(|(sign, _)| *sign == other).for_each(|(_, count)| *count += 1),
        }
    }
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| *sign)
}
