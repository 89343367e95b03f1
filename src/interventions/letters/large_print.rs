//! A letter in large print: 18 points throughout but for the address, over two pages where one is too short. Rows flow from
//! one paragraph to the next; no paragraph leaves one row alone on a page, and no signature stands on a page without words.

use std::sync::{Arc, Mutex, PoisonError};

use super::{
    draw,
    fault::{Code, Fault, Part},
    hand::on_paper::Drawing,
    layout::{self, LARGE, Setting, Zone},
    letter::Letter,
    proof::{Proof, broken},
};
use crate::floor::pdf::{
    PdfError,
    canvas::{Canvas, Drawn, Style},
    face::Face,
    outline::Element,
    skeleton::Skeleton,
};

/// The most pages: one sheet, both sides.
const PAGES: usize = 2;
/// Rows of one paragraph that stay together where it runs over.
const TOGETHER: usize = 2;
/// How many structures are kept ready at once.
const KEPT: usize = 12;

/// A letter as it was drawn, with what a screen reader hears.
#[derive(Debug)]
pub(super) struct Pages {
    pub pages: Vec<Canvas<Zone>>,
    pub outline: Vec<Element>,
}

/// Draws a letter, whose words are set in `proof`.
///
/// # Errors
/// The fault, where the words are too many.
pub(super) fn draw(face: &Face, hand: Option<&Drawing>, letter: &Letter, proof: &Proof) -> Result<Pages, Fault> {
    let mut first = draw::head(face, proof, &LARGE);
    draw::address(&mut first, face, letter);
    draw::place(&mut first, face, letter);
    let outline = vec![Element::PARAGRAPH; 3];
    let mut flow = Flow { face, pages: vec![first], outline, at: layout::DATE };
    flow.single(&proof.date)?;
    flow.at += layout::LARGE_GAP;
    flow.single(&proof.greeting)?;
    for rows in &proof.opening {
        flow.text(rows, 0.0)?;
    }
    flow.quote(&proof.lines)?;
    let ending = Ending::of(face, proof);
    for (at, rows) in proof.closing.iter().enumerate() {
        let last = at + 1 == proof.closing.len();
        flow.text(rows, if last { layout::LARGE_GAP + LARGE.text.step() + ending.height() } else { 0.0 })?;
    }
    flow.end(hand, &ending)?;
    Ok(Pages { pages: flow.pages, outline: flow.outline })
}

/// A letter that is being drawn, down to the baseline `at` of its last page.
struct Flow<'f> {
    face: &'f Face,
    pages: Vec<Canvas<Zone>>,
    outline: Vec<Element>,
    at: f32,
}

impl<'f> Flow<'f> {
    fn style(&self, setting: &Setting) -> Style<'f, Zone> {
        let mark = if self.pages.len() == 1 { Zone::Body } else { Zone::Later };
        Style { mark, ..setting.style(self.face) }
    }

    /// Rows that fit on this page, with `below` millimetres left under the last of them.
    fn room(&self, setting: &Setting, below: f32) -> usize {
        let left = layout::LAST - below - self.at;
        if left < 0.0 { 0 } else { (left / setting.step()) as usize + 1 }
    }

    fn turn(&mut self) -> Result<(), Fault> {
        if self.pages.len() == PAGES {
            return Err(Fault::new(Code::LetterTooLong, Part::Wording("in large print")));
        }
        self.pages.push(Canvas::from_tag(0));
        self.at = layout::SECOND_PAGE;
        Ok(())
    }

    /// A short text by itself.
    fn single(&mut self, text: &str) -> Result<(), Fault> {
        let rows = broken(self.face, text, &LARGE.text);
        let element = self.paragraph(&LARGE.text, &rows, 0.0)?;
        self.outline.push(element);
        Ok(())
    }

    /// A paragraph and the gap before it.
    fn text(&mut self, rows: &[String], below: f32) -> Result<(), Fault> {
        self.at += layout::LARGE_GAP;
        let element = self.paragraph(&LARGE.text, rows, below)?;
        self.outline.push(element);
        Ok(())
    }

    /// The manager's two lines.
    fn quote(&mut self, lines: &[Vec<String>; 2]) -> Result<(), Fault> {
        self.at += layout::LARGE_GAP + layout::LINES_GAP;
        let first = self.paragraph(&LARGE.lines, &lines[0], 0.0)?;
        self.at += layout::BETWEEN_LINES;
        let second = self.paragraph(&LARGE.lines, &lines[1], 0.0)?;
        self.at += layout::LINES_GAP;
        self.outline.push(Element::Group("BlockQuote", vec![first, second]));
        Ok(())
    }

    /// Draws rows over as many pages as they take.
    fn paragraph(&mut self, setting: &Setting, mut rows: &[String], below: f32) -> Result<Element, Fault> {
        let mut first = None;
        while rows.len() > self.room(setting, below) {
            let here = self.room(setting, 0.0).min(rows.len().saturating_sub(TOGETHER));
            if here >= TOGETHER {
                // A space at the end, or a screen reader would run two words together across the pages.
                let (before, after) = rows.split_at(here);
                let mut before = before.to_vec();
                before.iter_mut().skip(here - 1).for_each(|last| last.push(' '));
                first.get_or_insert(self.pages.len() - 1);
                self.rows(setting, &before);
                rows = after;
            }
            self.turn()?;
        }
        self.rows(setting, rows);
        let last = self.pages.len() - 1;
        Ok(Element::Paragraph { first: first.unwrap_or(last), last })
    }

    fn rows(&mut self, setting: &Setting, rows: &[String]) {
        let (style, step) = (self.style(setting), setting.step());
        let (at, bottom) = (self.at, self.at + rows.len().saturating_sub(1) as f32 * step + 3.8);
        let mark = style.mark;
        let page = self.page();
        page.paragraph(&style, setting.left, at, rows);
        if setting.left > layout::LEFT {
            let (left, right) = (layout::LEFT, layout::LEFT + 0.9);
            page.bar(layout::ACCENT, Drawn { mark, left, top: at - 7.0, right, bottom });
        }
        self.at += rows.len() as f32 * step;
    }

    /// The page that is being drawn.
    fn page(&mut self) -> &mut Canvas<Zone> {
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    /// Sign-off, signature or room for one, name and title, all on one page.
    fn end(&mut self, hand: Option<&Drawing>, ending: &Ending) -> Result<(), Fault> {
        self.at += layout::LARGE_GAP;
        if self.at + ending.height() > layout::LAST {
            self.turn()?;
        }
        let step = LARGE.text.step();
        self.block(&ending.sign_off)?;
        self.at += layout::LARGE_TO_SIGNATURE - step;
        if let Some(hand) = hand {
            let (on, at, style) = (self.pages.len() - 1, self.at, self.style(&LARGE.text));
            hand.draw(self.page(), &style, at);
            self.outline.extend(hand.elements(on, (at, at)));
        }
        self.at += layout::LARGE_TO_NAME;
        self.block(&ending.name)?;
        self.block(&ending.title)
    }

    fn block(&mut self, rows: &[String]) -> Result<(), Fault> {
        let element = self.paragraph(&LARGE.text, rows, 0.0)?;
        self.outline.push(element);
        Ok(())
    }
}

/// What stands under the text, in rows.
struct Ending {
    sign_off: Vec<String>,
    name: Vec<String>,
    title: Vec<String>,
}

impl Ending {
    fn of(face: &Face, proof: &Proof) -> Self {
        let rows = |text: &str| broken(face, text, &LARGE.text);
        Self { sign_off: rows(&proof.sign_off), name: rows(&proof.signatory), title: rows(&proof.signatory_title) }
    }

    /// From the first baseline to the last.
    fn height(&self) -> f32 {
        let rows = (self.sign_off.len() + self.name.len() + self.title.len()).saturating_sub(2);
        rows as f32 * LARGE.text.step() + layout::LARGE_TO_SIGNATURE + layout::LARGE_TO_NAME
    }
}

/// A skeleton for each structure that letters of a round have had: where the pages part differs from letter to letter.
#[derive(Debug, Default)]
pub(super) struct Skeletons(Mutex<Vec<(Vec<Element>, Arc<Skeleton>)>>);

impl Skeletons {
    /// The skeleton of a structure, made by `lay_out` unless it is there.
    pub fn of(
        &self,
        outline: Vec<Element>,
        lay_out: impl FnOnce(&[Element]) -> Result<Skeleton, PdfError>,
    ) -> Result<Arc<Skeleton>, PdfError> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, skeleton)) = kept.iter().find(|(known, _)| *known == outline) {
            return Ok(Arc::clone(skeleton));
        }
        let skeleton = Arc::new(lay_out(&outline)?);
        if kept.len() == KEPT {
            kept.remove(0);
        }
        kept.push((outline, Arc::clone(&skeleton)));
        Ok(skeleton)
    }
}

#[cfg(test)]
mod tests;
