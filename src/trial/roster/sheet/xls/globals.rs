//! What a workbook says before its sheets: where they are, which texts and formats their cells name.

use std::collections::HashMap;

use super::{
    super::{
        Fault,
        compound::{u16_at, u32_at},
    },
    END, Record, START, records,
    texts::{self, Texts},
};

const SINCE_1904: u16 = 0x0022;
const LOCKED: u16 = 0x002f;
const MORE: u16 = 0x003c;
const SHEET: u16 = 0x0085;
const DRESS: u16 = 0x00e0;
const TEXTS: u16 = 0x00fc;
const FORMAT: u16 = 0x041e;
/// Excel 97 to 2003.
const EXCEL_97: u16 = 0x0600;

/// A sheet that can be seen: no chart, no sheet of macros, not hidden.
pub(super) struct Sheet {
    pub name: String,
    /// Where its records begin.
    pub start: usize,
}

#[derive(Default)]
pub(super) struct Globals {
    pub sheets: Vec<Sheet>,
    pub texts: Texts,
    pub since_1904: bool,
    /// The format of each dress that a cell can wear.
    dresses: Vec<u16>,
    /// The formats of this workbook's own, and whether they show a moment.
    formats: HashMap<u16, bool>,
}

impl Globals {
    pub(super) fn read(stream: &[u8]) -> Result<Self, Fault> {
        let mut globals = Self::default();
        let mut records = records(stream, 0).peekable();
        while let Some(record) = records.next() {
            match record {
                (START, says) if u16_at(says, 0) != Some(EXCEL_97) => {
                    return Err(Fault::SaveAnew("a workbook of Excel 95 or before"));
                }
                (LOCKED, _) => return Err(Fault::Locked),
                (END, _) => return Ok(globals),
                (TEXTS, says) => {
                    let mut pieces = vec![says];
                    while let Some((_, more)) = records.next_if(|(kind, _)| *kind == MORE) {
                        pieces.push(more);
                    }
                    globals.texts = Texts::read(pieces).ok_or(Fault::Damaged)?;
                }
                other => globals.note(other).ok_or(Fault::Damaged)?,
            }
        }
        Err(Fault::Damaged)
    }

    /// `None` where a record is cut short.
    fn note(&mut self, (kind, says): Record<'_>) -> Option<()> {
        match kind {
            SINCE_1904 => self.since_1904 = u16_at(says, 0)? == 1,
            DRESS => self.dresses.push(u16_at(says, 2)?),
            FORMAT => {
                let shows = texts::inline(says, 2)?;
                self.formats.insert(u16_at(says, 0)?, is_moment(&shows));
            }
            SHEET => {
                let (shown, kind) = (*says.get(4)?, *says.get(5)?);
                if shown & 3 == 0 && kind == 0 {
                    let name = texts::short(says, 6)?;
                    self.sheets.push(Sheet { name, start: u32_at(says, 0)? as usize });
                }
            }
            _ => {}
        }
        Some(())
    }

    /// Whether a cell in this dress shows a day or a time.
    pub(super) fn is_moment(&self, dress: usize) -> bool {
        let format = self.dresses.get(dress).copied().unwrap_or_default();
        self.formats.get(&format).copied().unwrap_or(matches!(format, 14..=22 | 27..=36 | 45..=47 | 50..=58))
    }
}

/// Whether a format such as `dd/mm/yyyy` shows a day or a time: its letters, without what it quotes, tell.
fn is_moment(format: &str) -> bool {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    format.chars().any(|c| {
        let plain = !quoted && !bracketed && !escaped;
        escaped = !escaped && c == '\\';
        match c {
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' if !quoted => bracketed = false,
            _ => return plain && matches!(c.to_ascii_lowercase(), 'd' | 'm' | 'y' | 'h' | 's'),
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::is_moment;

    #[test]
    fn a_format_of_days_is_told_from_one_of_numbers() {
        for format in ["dd/mm/yyyy", "[$-809]d mmmm yyyy", "hh:mm", "yyyy\\-mm\\-dd;@"] {
            assert!(is_moment(format), "{format}");
        }
        for format in ["General", "0.00", "\"days\" 0", "[Red]0", "#,##0\\d", "@"] {
            assert!(!is_moment(format), "{format}");
        }
    }
}
