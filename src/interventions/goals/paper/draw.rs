//! Draws a page: one left edge, wide margins, and the time and the address to type larger than the rest. Name and team stand
//! where an envelope's window shows them. Lengths in millimetres, sizes in points.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::letter::Letter;
use crate::floor::{
    error::{Error, Result},
    pdf::{
        A4_MM, PT_PER_MM, PdfError,
        canvas::{Canvas, Drawn, Ink, Style},
        charset,
        face::Face,
        outline::Element,
        skeleton::{Shared, Skeleton},
        text::tidy,
        text_face::text_face,
        wrap::wrap,
    },
};

const BLACK: Ink = Ink::Grey(0.0);
/// A deep teal, as our other letters have.
const ACCENT: Ink = Ink::Colour(0.05, 0.34, 0.37);
const LEFT: f32 = 25.0;
/// Baselines.
const MASTHEAD_LAST: f32 = 22.0;
const RECIPIENT: f32 = 43.9;
const DATE: f32 = 102.0;
const LAST: f32 = 282.0;
/// Between paragraphs, beyond the step from line to line.
const GAP: f32 = 3.4;

/// How a kind of text is set: size, leading, the longest row, ink.
type Look = (f32, f32, f32, Ink);
const HEAD: Look = (15.0, 19.0, 99.0, ACCENT);
const SMALL: Look = (10.0, 13.0, 93.0, BLACK);
const TEXT: Look = (11.5, 17.0, 150.0, BLACK);
const LARGE: Look = (15.0, 21.0, 150.0, ACCENT);

/// The pages of one course: its font cut once, its structures written once each.
pub struct Stationery {
    face: Face,
    title: String,
    skeletons: BTreeMap<usize, Skeleton>,
}

impl std::fmt::Debug for Stationery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stationery").field("title", &self.title).finish_non_exhaustive()
    }
}

impl Stationery {
    /// # Errors
    /// `Broken`, which only a mistake of ours can cause.
    pub fn new(title: &str) -> Result<Self> {
        let face = text_face(charset::letters()).map_err(Error::broken)?;
        Ok(Self { face, title: title.to_owned(), skeletons: BTreeMap::new() })
    }

    /// One page as a file.
    ///
    /// # Errors
    /// `Invalid`, where the words do not fit on a page, or a letter of them is not in the font.
    pub fn print(&mut self, letter: &Letter, dated: NaiveDate) -> Result<Vec<u8>> {
        let page = Page::draw(&self.face, letter)?;
        let skeleton = match self.skeletons.entry(page.paragraphs) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(empty) => {
                empty.insert(lay_out(&self.face, &self.title, page.paragraphs).map_err(Error::broken)?)
            }
        };
        let mut file = Vec::new();
        skeleton.fill(&[&page.canvas.content], dated, &mut file);
        Ok(file)
    }
}

fn lay_out(face: &Face, title: &str, paragraphs: usize) -> Result<Skeleton, PdfError> {
    let outline = vec![Element::PARAGRAPH; paragraphs];
    Skeleton::lay_out(&Shared {
        title,
        language: "en-GB",
        faces: &[face],
        bitmap: None,
        outline: &outline,
        sheet: A4_MM,
    })
}

/// A page that is being drawn, down to the baseline `at`.
struct Page<'f> {
    face: &'f Face,
    canvas: Canvas<()>,
    paragraphs: usize,
    at: f32,
}

impl<'f> Page<'f> {
    fn draw(face: &'f Face, letter: &Letter) -> Result<Self> {
        let authority = tidy(&letter.authority);
        let above = wrap(face, &authority, HEAD.0, HEAD.2).len().saturating_sub(1) as f32 * HEAD.1 / PT_PER_MM;
        let mut page = Self { face, canvas: Canvas::from_tag(0), paragraphs: 0, at: MASTHEAD_LAST - above };
        page.paragraph(HEAD, &[&authority])?;
        page.canvas.bar(ACCENT, Drawn { mark: (), left: LEFT, top: 26.4, right: LEFT + 16.0, bottom: 27.0 });
        page.at = RECIPIENT;
        page.paragraph(SMALL, &letter.recipient)?;
        page.at = DATE.max(page.at);
        page.paragraph(TEXT, &[&letter.date])?;
        page.paragraph(TEXT, &[&letter.greeting])?;
        page.each(TEXT, &letter.opening)?;
        page.each(LARGE, letter.when.as_slice())?;
        page.paragraph(TEXT, &[&letter.begin])?;
        page.paragraph(LARGE, &[&letter.address])?;
        page.each(TEXT, &letter.closing)?;
        page.paragraph(TEXT, &letter.ending)?;
        let lowest = page.canvas.drawn.iter().map(|drawn| drawn.bottom).fold(0.0, f32::max);
        if lowest > LAST {
            return Err(Error::invalid(
                "paper",
                "The words of the course do not fit on one page. Shorten those of the letter.",
            ));
        }
        Ok(page)
    }

    fn each(&mut self, look: Look, texts: &[String]) -> Result<()> {
        texts.iter().try_for_each(|text| self.paragraph(look, &[text]))
    }

    /// One tagged paragraph; each of `texts` begins on a line of its own.
    fn paragraph<T: AsRef<str>>(&mut self, (size, leading, width, ink): Look, texts: &[T]) -> Result<()> {
        let texts: Vec<String> = texts.iter().map(|text| tidy(text.as_ref())).collect();
        if texts.iter().any(|text| !self.face.missing(text).is_empty()) {
            let says = "A name or a word on these letters has a sign that our font cannot draw. Look through the words of the course.";
            return Err(Error::invalid("paper", says));
        }
        let rows: Vec<&str> = texts.iter().flat_map(|text| wrap(self.face, text, size, width)).collect();
        let style = Style { face: self.face, size, leading, ink, mark: () };
        self.canvas.paragraph(&style, LEFT, self.at, &rows);
        self.paragraphs += 1;
        self.at += rows.len() as f32 * leading / PT_PER_MM + GAP;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
