//! Whether a manager's line fits the letter, told before anything is revealed, measured in the letter's own font.

use std::collections::BTreeMap;

use serde::Serialize;

use super::fault::{Code, Fault, Part};
use super::{layout, proof::broken};
use crate::floor::pdf::face::Face;
use crate::floor::pdf::text::tidy;
use crate::floor::pdf::{PdfError, charset};

/// A manager's line may run over two printed lines: one holds some 70 characters, too few to be specific, and with both
/// of the manager's lines at two the page still has room for the common text.
pub const PRINTED_LINES: usize = 2;

/// How a line fits. Lengths in millimetres, counted along the printed lines one after the other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fit {
    pub used_mm: f32,
    pub limit_mm: f32,
    /// As it will print, a printed line each.
    pub printed: Vec<String>,
    /// Characters the letter cannot print.
    pub missing: Vec<char>,
}

impl Fit {
    /// Whether the line prints whole.
    pub fn fits(&self) -> bool {
        self.missing.is_empty() && self.printed.len() <= PRINTED_LINES
    }

    /// What is wrong with line `number` (1 or 2), to show beside it.
    pub fn faults(&self, number: usize) -> Vec<Fault> {
        let part = Part::Line(number);
        let empty = self.printed.is_empty().then(|| Fault::new(Code::LineIsEmpty, part));
        let long = (self.printed.len() > PRINTED_LINES).then(|| Fault::new(Code::LineTooLong, part));
        empty.into_iter().chain(long).chain(Fault::of_missing(self.missing.clone(), part)).collect()
    }
}

/// The letter's font as numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Thousandths of an em, for every character that prints.
    pub advances: BTreeMap<char, u32>,
    /// How many of these one printed row holds.
    pub row: u32,
    /// How many rows a line may take.
    pub rows: usize,
}

/// Measures lines as the letter will set them. Making one reads a font (some 10 ms); make it once and share it.
#[derive(Debug, Clone)]
pub struct Ruler {
    face: Face,
}

impl Ruler {
    /// Reads the letter's font.
    ///
    /// # Errors
    /// [`PdfError::Font`] if the font compiled into the program cannot be used.
    pub fn new() -> Result<Self, PdfError> {
        Ok(Self { face: layout::text_face(charset::letters())? })
    }

    /// What a page needs to measure as one types, the same way.
    pub fn rule(&self) -> Rule {
        let setting = &layout::LINES;
        let units = |character| (character, self.face.units_of(character));
        let carried = charset::letters()
            .chain(charset::STOOD_IN_FOR)
            .filter(|character| self.face.missing(&character.to_string()).is_empty());
        Rule {
            advances: carried.map(units).collect(),
            row: self.face.units_in(setting.width_mm, setting.size),
            rows: PRINTED_LINES,
        }
    }

    /// Measures a manager's line as typed.
    pub fn fit(&self, line: &str) -> Fit {
        fit_in(&self.face, line)
    }
}

/// Measures `line` in `face`, the letter's own.
pub(super) fn fit_in(face: &Face, line: &str) -> Fit {
    let text = tidy(line);
    let printed = broken(face, &text, &layout::LINES);
    let last = printed.last().map_or(0.0, |last| face.width_mm(last, layout::LINES.size));
    Fit {
        used_mm: printed.len().saturating_sub(1) as f32 * layout::LINES.width_mm + last,
        limit_mm: PRINTED_LINES as f32 * layout::LINES.width_mm,
        missing: face.missing(&text),
        printed,
    }
}

#[cfg(test)]
mod tests {
    use super::Ruler;

    #[test]
    fn a_page_measures_a_line_as_the_letter_does() {
        let ruler = Ruler::new().unwrap();
        let rule = ruler.rule();
        for line in ["You stayed late for two brothers.", "Łukasz – it’s seen.", "co\u{2011}operate"] {
            let units: u32 = line.chars().map(|character| rule.advances[&character]).sum();
            let (fit, rows) = (ruler.fit(line), rule.rows as f32);
            let rows_used = units as f32 / rule.row as f32;
            assert!((rows_used - fit.used_mm / fit.limit_mm * rows).abs() < 0.001, "{line}: {rows_used} rows");
        }
        assert!(!rule.advances.contains_key(&'你'));
    }
}
