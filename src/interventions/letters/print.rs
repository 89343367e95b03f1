//! A letter as a PDF: the round's stationery is laid out once, and each letter drawn onto it.

use super::draw;
use super::fault::{Code, Fault, Part};
use super::fit::fit_in;
use super::hand::{Hand, on_paper::Drawing};
use super::layout::{self, TEXT, Zone};
use super::letter::{Letter, Wording};
use super::preflight;
use super::proof::{self, Proof};
use crate::floor::error::{Complaints, Error};
use crate::floor::pdf::canvas::Canvas;
use crate::floor::pdf::face::Face;
use crate::floor::pdf::skeleton::{Shared, Skeleton};
use crate::floor::pdf::text::tidy;
use crate::floor::pdf::{PdfError, charset};

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
    skeleton: Skeleton,
    greeting: String,
    head: Canvas<Zone>,
    opening: Canvas<Zone>,
    /// Where the manager's lines begin.
    lines_at: f32,
    /// What follows the manager's lines, by how many printed lines those are beyond two.
    endings: Vec<Canvas<Zone>>,
    proof: Proof,
}

impl Stationery {
    /// Lays out a round's wording, signed or with room to sign in ink. Takes some 10 ms: make it once for many letters.
    ///
    /// # Errors
    /// [`Unprintable::Faults`] if the wording holds what cannot be printed or leaves too little room.
    pub fn new(wording: &Wording, hand: Option<&Hand>) -> Result<Self, Unprintable> {
        let face = layout::text_face(charset::letters())?;
        let hand = hand.map(Drawing::of).transpose()?.flatten();
        let proof = proof::set(&face, wording);
        let mut faults = faults_of_wording(&face, wording, &proof, hand.as_ref());
        let head = draw::head(&face, &proof);
        let (opening, lines_at) = draw::opening(&face, &proof, head.next_tag() + 3);
        let endings: Vec<Canvas<Zone>> = (0..=2)
            .map(|extra| {
                draw::ending(
                    &face,
                    hand.as_ref(),
                    &proof,
                    opening.next_tag() + 2,
                    draw::after_lines(lines_at, 2 + extra),
                )
            })
            .collect();
        let lowest = endings.iter().flat_map(|ending| &ending.drawn).map(|drawn| drawn.bottom).fold(0.0, f32::max);
        if lowest > layout::LAST {
            faults.push(Fault::new(Code::WordingTooLong, Part::Wording("paragraphs")));
        }
        if !faults.is_empty() {
            return Err(Unprintable::Faults(faults));
        }
        let faces: Vec<&Face> = std::iter::once(&face).chain(hand.as_ref().and_then(Drawing::face)).collect();
        let rows = [2, 4].map(|printed| draw::signature_at(&proof, draw::after_lines(lines_at, printed)));
        let shared = Shared {
            title: &wording.title,
            language: &wording.language,
            faces: &faces,
            bitmap: hand.as_ref().and_then(Drawing::bitmap),
            outline: &draw::outline(&proof, hand.as_ref(), rows.into()),
        };
        let skeleton = Skeleton::lay_out(&shared)?;
        let greeting = wording.greeting.clone();
        let (head, opening) = (head.squeezed()?, opening.squeezed()?);
        let endings = endings.into_iter().map(Canvas::squeezed).collect::<Result<_, _>>()?;
        Ok(Self { skeleton, greeting, head, opening, lines_at, endings, proof, face })
    }

    /// Prints `letter` into `out`, replacing what it held. Equal letters give equal bytes.
    ///
    /// # Errors
    /// [`Unprintable::Faults`] with every fault of the letter, the post's rules among them; `out` is then of no use.
    pub fn print(&self, letter: &Letter, out: &mut Vec<u8>) -> Result<(), Unprintable> {
        let page = self.draw(letter).map_err(Unprintable::Faults)?;
        self.skeleton.fill(&page.content, letter.date, out);
        match preflight::file(out) {
            Some(fault) => Err(Unprintable::Faults(vec![fault])),
            None => Ok(()),
        }
    }

    /// Every fault that would keep `letter` from being printed; none if it would print.
    pub fn preflight(&self, letter: &Letter) -> Vec<Fault> {
        self.draw(letter).err().unwrap_or_default()
    }

    /// The letter as it will print, without the address.
    pub fn lines_as_printed(&self, letter: &Letter) -> Proof {
        Proof {
            date: proof::date_in_words(letter.date),
            greeting: self.greeting_to(letter),
            lines: [0, 1].map(|at| fit_in(&self.face, &letter.lines[at]).printed),
            ..self.proof.clone()
        }
    }

    fn greeting_to(&self, letter: &Letter) -> String {
        tidy(&self.greeting.replace("{name}", &letter.salutation))
    }

    fn draw(&self, letter: &Letter) -> Result<Canvas<Zone>, Vec<Fault>> {
        let greeting = self.greeting_to(letter);
        let fits = [0, 1].map(|at| fit_in(&self.face, &letter.lines[at]));
        let mut faults = preflight::address(&self.face, letter);
        faults.extend(Fault::of_missing(self.face.missing(&greeting), Part::Greeting));
        if self.face.width_mm(&greeting, TEXT.size) > TEXT.width_mm {
            faults.push(Fault::new(Code::ContentOutsidePrintableArea, Part::Greeting));
        }
        faults.extend(fits[0].faults(1));
        faults.extend(fits[1].faults(2));
        if !faults.is_empty() {
            return Err(faults);
        }
        let page = self.compose(letter, &greeting, &fits.map(|fit| fit.printed));
        let astray = preflight::geometry(&page.drawn);
        if astray.is_empty() { Ok(page) } else { Err(astray) }
    }

    fn compose(&self, letter: &Letter, greeting: &str, lines: &[Vec<String>; 2]) -> Canvas<Zone> {
        let mut page = self.head.clone();
        draw::address(&mut page, &self.face, letter);
        let style = TEXT.style(&self.face);
        page.paragraph(&style, TEXT.left, layout::DATE, &[proof::date_in_words(letter.date)]);
        page.paragraph(&style, TEXT.left, layout::DATE + 2.0 * TEXT.step(), &[greeting]);
        page.append(&self.opening);
        draw::lines(&mut page, &self.face, self.lines_at, lines);
        page.append(&self.endings[lines[0].len() + lines[1].len() - 2]);
        if let Some(place) = &letter.place {
            let foot = layout::FOOT;
            let left = foot.left + foot.width_mm - self.face.width_mm(place, foot.size);
            page.aside(&foot.style(&self.face), left, layout::FOOT_AT, place);
        }
        page
    }
}

fn faults_of_wording(face: &Face, wording: &Wording, proof: &Proof, hand: Option<&Drawing>) -> Vec<Fault> {
    let pieces: [(&'static str, String); 8] = [
        ("authority", proof.authority.concat()),
        ("sender", proof.sender.concat()),
        ("greeting", tidy(&wording.greeting)),
        ("opening", proof.opening.concat().concat()),
        ("closing", proof.closing.concat().concat()),
        ("sign-off", proof.sign_off.clone()),
        ("signatory", proof.signatory.clone()),
        ("signatory's title", proof.signatory_title.clone()),
    ];
    let mut faults: Vec<Fault> =
        pieces.iter().filter_map(|(name, text)| Fault::of_missing(face.missing(text), Part::Wording(name))).collect();
    for (name, text) in &pieces[5..] {
        if face.width_mm(text, TEXT.size) > TEXT.width_mm {
            faults.push(Fault::new(Code::ContentOutsidePrintableArea, Part::Wording(name)));
        }
    }
    faults.extend(hand.and_then(Drawing::fault));
    faults.extend(preflight::geometry(&draw::head(face, proof).drawn));
    faults
}
