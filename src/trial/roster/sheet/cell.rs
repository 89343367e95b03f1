//! What stands in a cell, as a person sees it: a whole number without a point, a day as 2027-03-03.

use std::borrow::Cow;

use calamine::ExcelDateTime;
use unicode_normalization::UnicodeNormalization;

use crate::trial::roster::address::is_invisible;

/// Trims a cell, takes out characters that cannot be seen, and composes accents. The apostrophe that marks a cell as
/// text (see [`for_export`]) goes.
pub(super) fn clean(cell: &str) -> String {
    let plain = cell.trim();
    if plain.is_ascii() && !plain.contains(|c: char| c.is_control() || c == '\'') {
        return plain.to_owned();
    }
    let visible: String = cell.chars().filter(|c| !is_invisible(*c)).nfc().collect();
    let text = visible.trim();
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text).to_owned()
}

/// Text that is safe to put in a file that a spreadsheet will open: what would run as a formula is marked as text.
#[must_use]
pub fn for_export(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A number; staff numbers are whole ones.
pub(super) fn number(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 { format!("{value:.0}") } else { value.to_string() }
}

/// A day, a time, or both.
pub(super) fn moment(at: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    if at.is_duration() || at.as_f64() < 1.0 {
        format!("{hour:02}:{minute:02}:{second:02}")
    } else if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }
}

/// Yes or no, as a spreadsheet shows it.
pub(super) fn truth(value: bool) -> &'static str {
    if value { "TRUE" } else { "FALSE" }
}

/// The name of a cell, both parts counted from 0: A1, D7, AB12.
pub(super) fn name(row: usize, column: usize) -> String {
    let (mut letters, mut rest) = (String::new(), column + 1);
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

/// A moment that a file writes as 2027-03-03T00:00:00, without a midnight that nobody meant.
pub(super) fn iso(text: &str) -> String {
    let (day, time) = text.split_once('T').unwrap_or((text, ""));
    let time = time.trim_end_matches('Z').split('.').next().unwrap_or_default();
    if day.is_empty() || matches!(time, "" | "00:00:00" | "00:00") { day.to_owned() } else { format!("{day} {time}") }
}
