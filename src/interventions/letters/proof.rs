//! A letter's words broken into the lines they print as, to be read on a page before anything is printed.

use serde::Serialize;

use super::layout::{self, Setting, TEXT};
use super::letter::Wording;
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
pub(super) fn set(face: &Face, wording: &Wording) -> Proof {
    let lines = |setting: &Setting, text: &str| -> Vec<String> {
        wrap(face, &tidy(text), setting.size, setting.width_mm).into_iter().map(str::to_owned).collect()
    };
    let paragraphs = |texts: &[String]| -> Vec<Vec<String>> {
        texts.iter().map(|text| lines(&TEXT, text)).filter(|lines| !lines.is_empty()).collect()
    };
    Proof {
        authority: lines(&layout::MASTHEAD, &wording.authority),
        sender: wording.sender.iter().flat_map(|line| lines(&layout::SENDER, line)).collect(),
        opening: paragraphs(&wording.opening),
        closing: paragraphs(&wording.closing),
        sign_off: tidy(&wording.sign_off),
        signatory: tidy(&wording.signatory),
        signatory_title: tidy(&wording.signatory_title),
        ..Proof::default()
    }
}

/// As people write it: 3 March 2027.
pub(super) fn date_in_words(date: chrono::NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}
