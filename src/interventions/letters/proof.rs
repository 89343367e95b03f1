//! A letter's words broken into the lines they print as, to be read on a page before anything is printed.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::layout::{Look, Setting};
use super::letter::{Language, Wording};
use crate::floor::pdf::face::Face;
use crate::floor::pdf::text::tidy;
use crate::floor::pdf::wrap::wrap;

/// The words of a letter as they will print, a printed line each, for reading on a page. The address is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Proof {
    pub authority: Vec<String>,
    pub sender: Vec<String>,
    pub date: String,
    pub greeting: String,
    /// Paragraphs of printed lines.
    pub opening: Vec<Vec<String>>,
    /// The manager's two lines.
    pub lines: [Vec<String>; 2],
    pub closing: Vec<Vec<String>>,
    pub sign_off: String,
    /// As a page shows it. The words that are hashed never bear one.
    pub signature: Option<Signed>,
    pub signatory: String,
    pub signatory_title: String,
}

/// A signature as a page shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Signed {
    /// typed, drawn, uploaded or pen
    pub way: &'static str,
    pub name: String,
    /// A deputy's: `pp` stands before it.
    pub on_behalf: bool,
    /// The `d` of a drawn one, on the pad of `hand::strokes::PAD`.
    pub path: Option<String>,
    /// A data URI.
    pub picture: Option<String>,
}

/// The round's own words, broken into printed lines.
pub(super) fn set(face: &Face, wording: &Wording, look: &Look) -> Proof {
    let lines = |setting: &Setting, text: &str| rows(face, text, setting);
    let paragraphs = |texts: &[String]| -> Vec<Vec<String>> {
        texts.iter().map(|text| lines(&look.text, text)).filter(|lines| !lines.is_empty()).collect()
    };
    Proof {
        authority: lines(&look.masthead, &wording.authority),
        sender: wording.sender.iter().flat_map(|line| lines(&look.sender, line)).collect(),
        opening: paragraphs(&wording.opening),
        closing: paragraphs(&wording.closing),
        sign_off: tidy(&wording.sign_off),
        signatory: tidy(&wording.signatory),
        signatory_title: tidy(&wording.signatory_title),
        ..Proof::default()
    }
}

/// A text, broken into printed rows.
pub(super) fn rows(face: &Face, line: &str, setting: &Setting) -> Vec<String> {
    broken(face, &tidy(line), setting)
}

/// The same, of a text that is tidy.
pub(super) fn broken(face: &Face, tidied: &str, setting: &Setting) -> Vec<String> {
    wrap(face, tidied, setting.size, setting.width_mm).into_iter().map(str::to_owned).collect()
}

const WELSH_MONTHS: [&str; 12] = [
    "Ionawr",
    "Chwefror",
    "Mawrth",
    "Ebrill",
    "Mai",
    "Mehefin",
    "Gorffennaf",
    "Awst",
    "Medi",
    "Hydref",
    "Tachwedd",
    "Rhagfyr",
];

/// As people write it: 3 March 2027, 3 Mawrth 2027.
pub(super) fn date_in_words(date: NaiveDate, language: Language) -> String {
    match language {
        Language::English => date.format("%-d %B %Y").to_string(),
        Language::Welsh => format!("{} {} {}", date.day(), WELSH_MONTHS[date.month0() as usize], date.year()),
    }
}
