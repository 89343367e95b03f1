//! A letter as a PDF: the round's stationery is laid out once, and each letter drawn onto it.

use chrono::NaiveDate;

use super::draw;
use super::fault::{Code, Fault, Part};
use super::fit::{Fit, PRINTED_LINES, fit_in};
use super::hand::{Hand, on_paper::Drawing};
use super::large_print::{self, Pages, Skeletons};
use super::layout::{self, TEXT, Zone};
use super::letter::{Format, Letter, Wording};
use super::preflight;
use super::proof::{self, Proof};
use crate::floor::error::{Complaints, Error};
use crate::floor::pdf::canvas::Canvas;
use crate::floor::pdf::content::Content;
use crate::floor::pdf::face::Face;
use crate::floor::pdf::outline::Element;
use crate::floor::pdf::skeleton::{Shared, Skeleton};
use crate::floor::pdf::text::tidy;
use crate::floor::pdf::{A4_MM, PdfError, charset};

/// Why stationery or a letter cannot be printed.
#[derive(Debug, thiserror::Error)]
pub enum Unprintable {
    /// What somebody can mend: the wording, the lines or the address.
    #[error("{}", sentences(.0))]
    Faults(Vec<Fault>),
    /// Our own mistake.
    #[error(transparent)]
    Broken(#[from] PdfError),
}

impl From<Unprintable> for Error {
    #[track_caller]
    fn from(unprintable: Unprintable) -> Self {
        match unprintable {
            Unprintable::Broken(mistake) => Self::broken(mistake),
            Unprintable::Faults(faults) => {
                let mut complaints = Complaints::default();
                faults.iter().for_each(|fault| complaints.add(fault.field(), fault.to_string()));
                Self::Invalid(complaints)
            }
        }
    }
}

fn sentences(faults: &[Fault]) -> String {
    faults.iter().map(Fault::to_string).collect::<Vec<_>>().join(" ")
}

/// A round's paper: its wording laid out, its fonts cut, its structure written; ready for one letter after another.
#[derive(Debug)]
pub struct Stationery {
    face: Face,
    hand: Option<Drawing>,
    wording: Wording,
    skeleton: Skeleton,
    head: Canvas<Zone>,
    opening: Canvas<Zone>,
    /// Where the manager's lines begin.
    lines_at: f32,
    /// What follows the manager's lines, by how many printed lines those are beyond two.
    endings: Vec<Canvas<Zone>>,
    proof: Proof,
    /// The same words in large print, and its structures.
    large_proof: Proof,
    large: Skeletons,
}

impl Stationery {
    /// Lays out a round's wording, signed or with room to sign in ink. Takes some 10 ms: make it once for many letters.
    ///
    /// # Errors
    /// [`Unprintable::Faults`] if the wording holds what cannot be printed or leaves too little room.
    pub fn new(wording: &Wording, hand: Option<&Hand>) -> Result<Self, Unprintable> {
        let face = layout::text_face(charset::letters())?;
        let hand = hand.map(Drawing::of).transpose()?.flatten();
        let proof = proof::set(&face, wording, &layout::USUAL);
        let mut faults = preflight::wording(&face, wording, &proof, hand.as_ref());
        let head = draw::head(&face, &proof, &layout::USUAL);
        let (opening, lines_at) = draw::opening(&face, &proof, head.next_tag() + 3);
        let ending = |extra: usize| {
            let at = draw::after_lines(lines_at, 2 + extra);
            draw::ending(&face, hand.as_ref(), &proof, opening.next_tag() + 2, at)
        };
        let endings: Vec<Canvas<Zone>> = (0..=2).map(ending).collect();
        let lowest = endings.iter().flat_map(|ending| &ending.drawn).map(|drawn| drawn.bottom).fold(0.0, f32::max);
        if lowest > layout::LAST {
            faults.push(Fault::new(Code::WordingTooLong, Part::Wording("paragraphs")));
        }
        if !faults.is_empty() {
            return Err(Unprintable::Faults(faults));
        }
        let rows = [2, 4].map(|printed| draw::signature_at(&proof, draw::after_lines(lines_at, printed)));
        let skeleton = lay_out(wording, &face, hand.as_ref(), &draw::outline(&proof, hand.as_ref(), rows.into()))?;
        let (head, opening) = (head.squeezed()?, opening.squeezed()?);
        let endings = endings.into_iter().map(Canvas::squeezed).collect::<Result<_, _>>()?;
        let large_proof = proof::set(&face, wording, &layout::LARGE);
        let (wording, large) = (wording.clone(), Skeletons::default());
        Ok(Self { face, hand, wording, skeleton, head, opening, lines_at, endings, proof, large_proof, large })
    }

    /// Prints `letter` into `out`, replacing what it held. Equal letters give equal bytes.
    ///
    /// # Errors
    /// [`Unprintable::Faults`] with every fault of the letter, the post's rules among them; `out` is then of no use.
    pub fn print(&self, letter: &Letter, out: &mut Vec<u8>) -> Result<(), Unprintable> {
        match letter.format {
            Format::Standard => {
                let page = self.draw(letter).map_err(Unprintable::Faults)?;
                self.skeleton.fill(&[&page.content], letter.date, out);
            }
            Format::LargePrint => {
                let Pages { pages, outline } = self.draw_large(letter).map_err(Unprintable::Faults)?;
                let lay_out = |outline: &[Element]| lay_out(&self.wording, &self.face, self.hand.as_ref(), outline);
                let pages: Vec<&Content> = pages.iter().map(|page| &page.content).collect();
                self.large.of(outline, lay_out)?.fill(&pages, letter.date, out);
            }
        }
        match preflight::file(out) {
            Some(fault) => Err(Unprintable::Faults(vec![fault])),
            None => Ok(()),
        }
    }

    /// Every fault that would keep `letter` from being printed; none if it would print.
    pub fn preflight(&self, letter: &Letter) -> Vec<Fault> {
        match letter.format {
            Format::Standard => self.draw(letter).err(),
            Format::LargePrint => self.draw_large(letter).err(),
        }
        .unwrap_or_default()
    }

    /// What keeps the longest letter of these words from being printed in large print.
    pub fn fault_in_large_print(&self) -> Option<Fault> {
        // A line of two printed rows takes three in large print, and four where its words are long.
        let lines = [0, 1].map(|_| vec![String::new(); 2 * PRINTED_LINES]);
        let letter = Letter {
            recipient: Vec::new(),
            date: NaiveDate::default(),
            salutation: String::new(),
            lines: Default::default(),
            format: Format::LargePrint,
            place: None,
        };
        let proof = Proof { lines, ..self.lines_as_printed(&letter) };
        let drawn = large_print::draw(&self.face, self.hand.as_ref(), &letter, &proof);
        let astray = |drawn: Pages| drawn.pages.iter().flat_map(|page| preflight::geometry(&page.drawn)).next();
        drawn.map_or_else(Some, astray)
    }

    /// The letter as it will print, without the address.
    pub fn lines_as_printed(&self, letter: &Letter) -> Proof {
        let (proof, look) = match letter.format {
            Format::Standard => (&self.proof, layout::USUAL.lines),
            Format::LargePrint => (&self.large_proof, layout::LARGE.lines),
        };
        Proof {
            date: proof::date_in_words(letter.date, self.wording.language),
            greeting: self.greeting_to(letter),
            lines: [0, 1].map(|at| proof::rows(&self.face, &letter.lines[at], &look)),
            ..proof.clone()
        }
    }

    fn greeting_to(&self, letter: &Letter) -> String {
        tidy(&self.wording.greeting.replace("{name}", &letter.salutation))
    }

    /// Faults of a letter's own words, whatever its print.
    fn faults(&self, letter: &Letter, greeting: &str, fits: &[Fit; 2]) -> Vec<Fault> {
        let mut faults = preflight::address(&self.face, letter);
        faults.extend(Fault::of_missing(self.face.missing(greeting), Part::Greeting));
        if self.face.width_mm(greeting, TEXT.size) > TEXT.width_mm {
            faults.push(Fault::new(Code::ContentOutsidePrintableArea, Part::Greeting));
        }
        faults.extend(fits[0].faults(1));
        faults.extend(fits[1].faults(2));
        faults
    }

    fn draw(&self, letter: &Letter) -> Result<Canvas<Zone>, Vec<Fault>> {
        let greeting = self.greeting_to(letter);
        let fits = [0, 1].map(|at| fit_in(&self.face, &letter.lines[at]));
        let faults = self.faults(letter, &greeting, &fits);
        if !faults.is_empty() {
            return Err(faults);
        }
        let page = self.compose(letter, &greeting, &fits.map(|fit| fit.printed));
        let astray = preflight::geometry(&page.drawn);
        if astray.is_empty() { Ok(page) } else { Err(astray) }
    }

    fn draw_large(&self, letter: &Letter) -> Result<Pages, Vec<Fault>> {
        let proof = self.lines_as_printed(letter);
        let fits = [0, 1].map(|at| fit_in(&self.face, &letter.lines[at]));
        let faults = self.faults(letter, &proof.greeting, &fits);
        if !faults.is_empty() {
            return Err(faults);
        }
        let pages = large_print::draw(&self.face, self.hand.as_ref(), letter, &proof).map_err(|fault| vec![fault])?;
        let astray: Vec<Fault> = pages.pages.iter().flat_map(|page| preflight::geometry(&page.drawn)).collect();
        if astray.is_empty() { Ok(pages) } else { Err(astray) }
    }

    fn compose(&self, letter: &Letter, greeting: &str, lines: &[Vec<String>; 2]) -> Canvas<Zone> {
        let mut page = self.head.clone();
        draw::address(&mut page, &self.face, letter);
        let style = TEXT.style(&self.face);
        page.paragraph(&style, TEXT.left, layout::DATE, &[proof::date_in_words(letter.date, self.wording.language)]);
        page.paragraph(&style, TEXT.left, layout::DATE + 2.0 * TEXT.step(), &[greeting]);
        page.append(&self.opening);
        draw::lines(&mut page, &self.face, self.lines_at, lines);
        page.append(&self.endings[lines[0].len() + lines[1].len() - 2]);
        draw::place(&mut page, &self.face, letter);
        page
    }
}

/// What every letter of one structure shares.
fn lay_out(wording: &Wording, face: &Face, hand: Option<&Drawing>, outline: &[Element]) -> Result<Skeleton, PdfError> {
    let faces: Vec<&Face> = std::iter::once(face).chain(hand.and_then(Drawing::face)).collect();
    let bitmap = hand.and_then(Drawing::bitmap);
    Skeleton::lay_out(&Shared {
        title: &wording.title,
        language: wording.language.code(),
        faces: &faces,
        bitmap,
        outline,
        sheet: A4_MM,
    })
}
