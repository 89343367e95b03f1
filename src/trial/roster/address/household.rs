//! Tells two people of one household, so that a letter to one is not read by another who was to have none.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{Address, Postcode, bfpo};

impl Address {
    /// The same text for two people of one household, however each spells the street: the postcode with the numbers and
    /// flat letters of the address, or with the words of its first line where there are none. It errs towards a match,
    /// as it feeds a warning. Only ever to be kept as a keyed hash.
    #[must_use]
    pub fn household(&self) -> String {
        let is_end = |line: &&String| Postcode::parse(line).is_some() || bfpo(line).is_some();
        let (ends, street): (Vec<&String>, Vec<&String>) = self.lines.iter().partition(is_end);
        let mut marks: Vec<String> = street.iter().flat_map(|line| words(line)).filter(|word| is_mark(word)).collect();
        marks.sort();
        if !marks.iter().any(|mark| mark.starts_with(|c: char| c.is_ascii_digit())) {
            let named = if ends.iter().any(|end| bfpo(end).is_some()) { street.len() } else { 1 };
            marks = street.iter().take(named).flat_map(|line| words(line)).filter(|word| word != "the").collect();
        }
        ends.into_iter().chain(&marks).map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

/// The words of a line without case, accents or apostrophes, numbers parted from letters: `Flat 2B` is `flat 2 b`.
fn words(line: &str) -> Vec<String> {
    let silent = |c: &char| is_combining_mark(*c) || matches!(c, '\'' | '’');
    let plain: Vec<char> = line.nfd().filter(|c| !silent(c)).flat_map(char::to_lowercase).collect();
    let kind = |c: char| c.is_alphanumeric().then(|| c.is_ascii_digit());
    let runs = plain.chunk_by(|a, b| kind(*a) == kind(*b));
    runs.filter(|run| kind(run[0]).is_some()).map(|run| run.iter().collect()).collect()
}

/// A number, or the single letter of a flat.
fn is_mark(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) || word.chars().count() == 1
}
