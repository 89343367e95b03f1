//! A hand as the letter's page draws it: a name in a script face, strokes, or a picture.

use super::{Hand, Mark, strokes::Strokes};
use crate::floor::pdf::{
    PdfError,
    canvas::{Canvas, Drawn, Ink, Style},
    face::Face,
    outline::{Area, Element},
    skeleton::Bitmap,
    text::tidy,
};
use crate::interventions::letters::{
    fault::{Fault, Part},
    layout::{self, Pen, SIGNATURE, TEXT, Zone},
};

/// A hand, ready to be drawn on one page after another.
#[derive(Debug)]
pub struct Drawing {
    name: String,
    on_behalf: bool,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Script(Pen),
    Strokes(Strokes),
    Picture(Bitmap),
}

impl Drawing {
    /// Makes a hand ready; `None` where it is a name of no letters.
    ///
    /// # Errors
    /// [`PdfError::Font`], if the script cannot be cut.
    pub fn of(hand: &Hand) -> Result<Option<Self>, PdfError> {
        let name = tidy(&hand.name);
        let kind = match &hand.mark {
            Mark::Typed if name.is_empty() => return Ok(None),
            Mark::Typed => Kind::Script(layout::pen(&name)?),
            Mark::Drawn(strokes) => Kind::Strokes(strokes.clone()),
            Mark::Uploaded(picture) => {
                Kind::Picture(Bitmap { resource: "S1", size: picture.size(), rgb: picture.rgb(layout::PEN_RGB) })
            }
        };
        Ok(Some(Self { name, on_behalf: hand.on_behalf, kind }))
    }

    /// The script it is set in, if it is.
    pub fn face(&self) -> Option<&Face> {
        match &self.kind {
            Kind::Script(pen) => Some(&pen.face),
            Kind::Strokes(_) | Kind::Picture(_) => None,
        }
    }

    pub fn bitmap(&self) -> Option<&Bitmap> {
        match &self.kind {
            Kind::Picture(bitmap) => Some(bitmap),
            Kind::Script(_) | Kind::Strokes(_) => None,
        }
    }

    /// Characters that the script lacks.
    pub fn fault(&self) -> Option<Fault> {
        Fault::of_missing(self.face()?.missing(&self.name), Part::Signature)
    }

    /// What a screen reader hears of it, on which page. `rows` are the baselines at which letters of this round draw it, the
    /// least and the greatest: one structure serves them all.
    pub fn elements(&self, on: usize, rows: (f32, f32)) -> Vec<Element> {
        let paragraph = Element::Paragraph { first: on, last: on };
        let mark = match &self.kind {
            Kind::Script(_) => paragraph.clone(),
            Kind::Strokes(_) | Kind::Picture(_) => Element::Figure {
                on,
                alt: format!("Signature of {}", self.name),
                within: Area {
                    left: self.left(),
                    top: top_of(rows.0),
                    right: self.left() + layout::HAND_MM.0,
                    bottom: bottom_of(rows.1),
                },
            },
        };
        let before = self.on_behalf.then_some(paragraph);
        before.into_iter().chain([mark]).collect()
    }

    /// Draws it beside or among text of that style.
    pub fn draw(&self, canvas: &mut Canvas<Zone>, text: &Style<'_, Zone>, baseline: f32) {
        if self.on_behalf {
            canvas.paragraph(text, TEXT.left, baseline, &["pp"]);
        }
        let left = self.left();
        match &self.kind {
            Kind::Script(pen) => {
                let mut style = Style { mark: text.mark, ..SIGNATURE.style(&pen.face) };
                let room = SIGNATURE.width_mm - (left - TEXT.left);
                style.size = pen.size * (room / pen.face.width_mm(&self.name, pen.size)).min(1.0);
                canvas.paragraph(&style, left, baseline, &[&self.name]);
            }
            Kind::Strokes(strokes) => {
                let (width, height) = layout::HAND_MM;
                let (nib, inset) = (layout::NIB, layout::NIB / 2.0);
                let lines = strokes.on_paper(left + inset, bottom_of(baseline) - inset, width - nib, height - nib);
                canvas.strokes(
                    Ink::Colour(layout::PEN_RGB.0, layout::PEN_RGB.1, layout::PEN_RGB.2),
                    nib,
                    &lines,
                    text.mark,
                );
            }
            Kind::Picture(bitmap) => {
                let (width, height) = size_of(bitmap.size);
                let bottom = bottom_of(baseline);
                let place = Drawn { mark: text.mark, left, top: bottom - height, right: left + width, bottom };
                canvas.picture(bitmap.resource, place);
            }
        }
    }

    fn left(&self) -> f32 {
        TEXT.left + if self.on_behalf { layout::AFTER_PP } else { 0.0 }
    }
}

fn bottom_of(baseline: f32) -> f32 {
    baseline + layout::HAND_BELOW
}

fn top_of(baseline: f32) -> f32 {
    bottom_of(baseline) - layout::HAND_MM.1
}

/// As large as fits its room.
fn size_of((width, height): (u32, u32)) -> (f32, f32) {
    let (width, height) = (width as f32, height as f32);
    let scale = (layout::HAND_MM.0 / width).min(layout::HAND_MM.1 / height);
    (width * scale, height * scale)
}
