//! The look of the letter: where each part stands and how it is set, within the zones the post allows.
//!
//! One left edge for name, date and text; wide margins; one accent colour, sparingly. Lengths in millimetres from the
//! page's top left corner, sizes and leading in points.

use crate::floor::pdf::canvas::{Ink, Style};
use crate::floor::pdf::face::Face;
pub(super) use crate::floor::pdf::text_face::text_face;
use crate::floor::pdf::{PT_PER_MM, PdfError};

/// The zone of the page each drawn box belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    Masthead,
    Sender,
    Address,
    Body,
    /// Any part of a page after the first.
    Later,
}

/// How one kind of text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    pub size: f32,
    pub leading: f32,
    pub left: f32,
    pub width_mm: f32,
    pub ink: Ink,
    pub zone: Zone,
}

impl Setting {
    pub fn style<'f>(&self, face: &'f Face) -> Style<'f, Zone> {
        Style { face, size: self.size, leading: self.leading, ink: self.ink, mark: self.zone }
    }

    /// From one printed line to the next.
    pub fn step(&self) -> f32 {
        self.leading / PT_PER_MM
    }
}

const BLACK: Ink = Ink::Grey(0.0);
const SOFT: Ink = Ink::Grey(0.33);
/// A deep teal, for the masthead and the bars.
pub(super) const ACCENT: Ink = Ink::Colour(0.05, 0.34, 0.37);
/// Blue-black, as a fountain pen writes.
pub(super) const PEN_RGB: (f32, f32, f32) = (0.09, 0.14, 0.36);
const PEN: Ink = Ink::Colour(PEN_RGB.0, PEN_RGB.1, PEN_RGB.2);

pub(super) const LEFT: f32 = 25.0;

pub(super) const MASTHEAD: Setting =
    Setting { size: 15.0, leading: 19.0, left: LEFT, width_mm: 99.0, ink: ACCENT, zone: Zone::Masthead };
pub(super) const SENDER: Setting =
    Setting { size: 8.5, leading: 12.0, left: 135.0, width_mm: 55.0, ink: SOFT, zone: Zone::Sender };
/// An ordinary address, five lines at most.
pub(super) const ADDRESS: Setting =
    Setting { size: 10.0, leading: 13.0, left: LEFT, width_mm: 93.0, ink: BLACK, zone: Zone::Address };
/// An address of six or seven lines, or with a long one: the smallest a window shows well.
pub(super) const CLOSE_ADDRESS: Setting = Setting { size: 8.5, leading: 10.0, ..ADDRESS };
pub(super) const TEXT: Setting =
    Setting { size: 11.0, leading: 16.5, left: LEFT, width_mm: 150.0, ink: BLACK, zone: Zone::Body };
/// The manager's two lines, a little larger and set in.
pub(super) const LINES: Setting = Setting { size: 12.0, leading: 18.0, left: LEFT + 7.0, width_mm: 143.0, ..TEXT };
pub(super) const SIGNATURE: Setting = Setting { size: 26.0, leading: 26.0, width_mm: 120.0, ink: PEN, ..TEXT };
pub(super) const TITLE: Setting = Setting { size: 9.5, leading: 13.0, ink: SOFT, ..TEXT };
pub(super) const FOOT: Setting = Setting { size: 7.0, leading: 9.0, left: 160.0, width_mm: 25.0, ink: SOFT, ..TEXT };

/// How each kind of a letter's text is set.
#[derive(Debug)]
pub(super) struct Look {
    pub masthead: Setting,
    pub sender: Setting,
    pub text: Setting,
    pub lines: Setting,
}

pub(super) const USUAL: Look = Look { masthead: MASTHEAD, sender: SENDER, text: TEXT, lines: LINES };

const LARGE_TEXT: Setting = Setting { size: 18.0, leading: 25.0, width_mm: 165.0, ..TEXT };
/// Large print. The address alone keeps its size, which is the window's.
pub(super) const LARGE: Look = Look {
    masthead: Setting { size: 18.0, leading: 22.0, ..MASTHEAD },
    sender: Setting { size: 16.0, leading: 20.0, width_mm: 58.0, ink: BLACK, ..SENDER },
    text: LARGE_TEXT,
    lines: Setting { left: LINES.left, width_mm: 158.0, ..LARGE_TEXT },
};

/// Baselines.
pub(super) const MASTHEAD_LAST: f32 = 22.0;
pub(super) const ADDRESS_FIRST: f32 = 43.9;
pub(super) const DATE: f32 = 102.0;
pub(super) const FOOT_AT: f32 = 287.0;
/// The first of a second page.
pub(super) const SECOND_PAGE: f32 = 28.0;
/// No baseline of the text lies lower.
pub(super) const LAST: f32 = 282.0;

/// Between paragraphs, beyond the step from line to line.
pub(super) const PARAGRAPH_GAP: f32 = 3.0;
/// Above and below the manager's lines, beyond the paragraph's gap.
pub(super) const LINES_GAP: f32 = 2.2;
/// Between the manager's first line and the second, beyond the step.
pub(super) const BETWEEN_LINES: f32 = 1.8;
/// From the sign-off to the signature, and from there to the printed name.
pub(super) const TO_SIGNATURE: f32 = 14.5;
pub(super) const TO_NAME: f32 = 9.5;

/// The same in large print: between paragraphs, and on the way from the sign-off to the name.
pub(super) const LARGE_GAP: f32 = 5.0;
pub(super) const LARGE_TO_SIGNATURE: f32 = 18.0;
pub(super) const LARGE_TO_NAME: f32 = 13.0;

/// The room of a drawn or photographed signature, how far below the signature's baseline it reaches, and a pen's width.
pub(super) const HAND_MM: (f32, f32) = (70.0, 16.0);
pub(super) const HAND_BELOW: f32 = 3.5;
pub(super) const NIB: f32 = 0.55;
/// From the left edge to a deputy's signature, past the `pp`.
pub(super) const AFTER_PP: f32 = 9.0;

const OPEN_SANS_ITALIC: &[u8] = include_bytes!("../../../assets/fonts/OpenSans-LightItalic.ttf");
const DANCING_SCRIPT: &[u8] = include_bytes!("../../../assets/fonts/DancingScript-Regular.otf");

/// What a typed signature is drawn with.
#[derive(Debug)]
pub(super) struct Pen {
    pub face: Face,
    pub size: f32,
}

/// A script, or an italic where the script lacks one of the signature's characters.
pub(super) fn pen(signature: &str) -> Result<Pen, PdfError> {
    match Face::cut("F2", "DancingScript", DANCING_SCRIPT, signature.chars()) {
        Ok(face) if face.missing(signature).is_empty() => Ok(Pen { face, size: SIGNATURE.size }),
        _ => {
            let face = Face::cut("F2", "OpenSansLight-Italic", OPEN_SANS_ITALIC, signature.chars())?;
            Ok(Pen { face, size: SIGNATURE.size * 0.8 })
        }
    }
}
