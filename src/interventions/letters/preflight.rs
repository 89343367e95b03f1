//! The post's own checks, run on every letter before a leader sees it: on the words, and on where every line was drawn.
//!
//! Zones and codes are GOV.UK Notify's. Whether the words make an address is for the roster, which owns addresses.

use unicode_normalization::UnicodeNormalization;

use super::draw;
use super::fault::{Code, Fault, Part};
use super::file_check::MOST_BYTES;
use super::hand::on_paper::Drawing;
use super::layout::{self, TEXT, Zone};
use super::letter::{Letter, Wording};
use super::proof::Proof;
use crate::floor::pdf::canvas::Drawn;
use crate::floor::pdf::face::Face;
use crate::floor::pdf::text::tidy;
use crate::trial::roster::address::{self, check_block};

/// Notify draws the address again in Arial at this size.
const NOTIFYS_SIZE_PT: f32 = 8.0;

/// Left, right, top, bottom; millimetres from the page's top left corner.
type Bounds = (f32, f32, f32, f32);
/// Nothing but the address may touch this: its zone, and three millimetres more on every side.
const AROUND_ADDRESS: Bounds = (21.6, 123.0, 36.5, 69.3);
/// Kept empty: the printer's own mark goes here.
const PRINTERS_CORNER: Bounds = (0.0, 16.0, 0.0, 7.0);

fn bounds(zone: Zone) -> Bounds {
    match zone {
        Zone::Masthead => (15.0, 125.0, 5.0, 30.0),
        Zone::Sender => (125.0, 195.0, 30.0, 95.0),
        Zone::Address => (24.6, 120.0, 39.5, 66.3),
        Zone::Body => (15.0, 195.0, 95.0, 292.0),
        Zone::Later => (15.0, 195.0, 5.0, 292.0),
    }
}

/// Faults of a round's own words and its signature, before any letter.
pub(super) fn wording(face: &Face, wording: &Wording, proof: &Proof, hand: Option<&Drawing>) -> Vec<Fault> {
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
    faults.extend(geometry(&draw::head(face, proof, &layout::USUAL).drawn));
    faults
}

/// Faults of the recipient's block as words: whether it is an address the post takes, and fits at our size and Notify's.
pub(super) fn address(face: &Face, letter: &Letter) -> Vec<Fault> {
    let lines: Vec<String> = letter.recipient.iter().map(|line| tidy(line)).collect();
    let mut faults: Vec<Fault> = check_block(&lines).err().map(|fault| refused(&fault, &lines)).into_iter().collect();
    let wide = (1..).zip(&lines).filter(|(_, line)| too_wide(face, line));
    faults.extend(wide.map(|(n, _)| Fault::new(Code::ContentOutsidePrintableArea, Part::AddressLine(n))));
    let lacking = (1..).zip(&lines).filter_map(|(n, line)| Fault::of_missing(face.missing(line), Part::AddressLine(n)));
    faults.into_iter().chain(lacking).collect()
}

/// The roster's fault under the post's code, at the line that has it where it is one line.
fn refused(fault: &address::Fault, lines: &[String]) -> Fault {
    let at = fault.line().and_then(|line| lines.iter().position(|one| one == line));
    Fault::new(Code::of_address(fault), at.map_or(Part::Address, |at| Part::AddressLine(at + 1)))
}

fn too_wide(face: &Face, line: &str) -> bool {
    let limit = layout::CLOSE_ADDRESS.width_mm;
    face.width_mm(line, layout::CLOSE_ADDRESS.size) > limit || arial_mm(line, NOTIFYS_SIZE_PT) > limit
}

/// The width of `line` in Arial, never less than the truth: an accent adds nothing to its letter, and a character of no
/// known width counts as a whole em, as the widest Latin letter does.
fn arial_mm(line: &str, size_pt: f32) -> f32 {
    let units: u32 = line.nfd().filter(|c| !is_accent(*c)).map(arial_units).sum();
    units as f32 * size_pt / 1000.0 / crate::floor::pdf::PT_PER_MM
}

fn is_accent(character: char) -> bool {
    matches!(character, '\u{0300}'..='\u{036F}')
}

/// Advances of Arial from the space to the tilde, thousandths of an em, as published with its metric twins.
#[rustfmt::skip]
const ARIAL: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

fn arial_units(character: char) -> u32 {
    let at = (character as usize).checked_sub(' ' as usize);
    at.and_then(|at| ARIAL.get(at)).map_or(1015, |&units| u32::from(units))
}

/// Faults of what was drawn: every box within its own zone, on the first page nothing but the address near the address,
/// the printer's corner empty.
pub(super) fn geometry(drawn: &[Drawn<Zone>]) -> Vec<Fault> {
    let astray = |each: &&Drawn<Zone>| {
        !within(each, bounds(each.mark))
            || (!matches!(each.mark, Zone::Address | Zone::Later) && touches(each, AROUND_ADDRESS))
            || touches(each, PRINTERS_CORNER)
    };
    drawn
        .iter()
        .filter(astray)
        .map(|each| {
            let (part, page) = match each.mark {
                Zone::Address => (Part::Address, 1),
                Zone::Masthead => (Part::Wording("authority"), 1),
                Zone::Sender => (Part::Wording("sender"), 1),
                Zone::Body => (Part::Page, 1),
                Zone::Later => (Part::Page, 2),
            };
            Fault { page, ..Fault::new(Code::ContentOutsidePrintableArea, part) }
        })
        .collect()
}

fn within(each: &Drawn<Zone>, (left, right, top, bottom): Bounds) -> bool {
    each.left >= left && each.right <= right && each.top >= top && each.bottom <= bottom
}

fn touches(each: &Drawn<Zone>, (left, right, top, bottom): Bounds) -> bool {
    each.left < right && each.right > left && each.top < bottom && each.bottom > top
}

/// Faults of the file as a file, as far as a glance tells; `file_check` opens it.
pub(super) fn file(pdf: &[u8]) -> Option<Fault> {
    if pdf.len() > MOST_BYTES {
        return Some(Fault::new(Code::FileTooBig, Part::Page));
    }
    let whole = pdf.starts_with(b"%PDF-") && pdf.ends_with(b"%%EOF\n");
    (!whole).then(|| Fault::new(Code::UnableToReadTheFile, Part::Page))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(mark: Zone, (left, right, top, bottom): Bounds) -> Drawn<Zone> {
        Drawn { mark, left, top, right, bottom }
    }

    /// Ink where the post takes it and just past that, as its guidance and its checker have it.
    #[test]
    fn ink_outside_its_zone_is_told_and_ink_at_its_edge_is_not() {
        for (mark, place, sound) in [
            (Zone::Body, (15.0, 195.0, 95.0, 292.0), true),
            (Zone::Body, (13.5, 100.0, 100.0, 104.0), false),
            (Zone::Body, (20.0, 100.0, 90.0, 94.0), false),
            (Zone::Body, (20.0, 100.0, 292.5, 295.5), false),
            (Zone::Masthead, (20.0, 100.0, 8.0, 29.0), true),
            (Zone::Masthead, (20.0, 100.0, 8.0, 36.0), false),
            (Zone::Masthead, (15.0, 30.0, 5.0, 6.9), false),
            (Zone::Sender, (125.0, 190.0, 40.0, 60.0), true),
            (Zone::Sender, (122.0, 190.0, 40.0, 60.0), false),
            (Zone::Address, (25.0, 119.0, 41.0, 66.0), true),
            (Zone::Address, (24.0, 119.0, 41.0, 66.0), false),
            (Zone::Address, (25.0, 121.0, 41.0, 66.0), false),
            (Zone::Address, (25.0, 119.0, 38.0, 66.0), false),
            (Zone::Address, (25.0, 119.0, 41.0, 67.0), false),
            (Zone::Later, (25.0, 190.0, 20.0, 280.0), true),
            (Zone::Later, (15.0, 40.0, 5.0, 12.0), false),
            (Zone::Later, (25.0, 196.0, 20.0, 30.0), false),
        ] {
            let codes: Vec<Code> = geometry(&[drawn(mark, place)]).iter().map(|fault| fault.code).collect();
            let told = if sound { vec![] } else { vec![Code::ContentOutsidePrintableArea] };
            assert_eq!(codes, told, "{mark:?} at {place:?}");
        }
    }
}
