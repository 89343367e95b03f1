//! A font cut down to the characters it is wanted for, with one flat table of glyphs and advances to measure by.

use std::collections::BTreeMap;

use allsorts::binary::read::ReadScope;
use allsorts::font_data::FontData;
use allsorts::subset::{CmapTarget, SubsetProfile, subset};
use allsorts::tables::FontTableProvider;
use allsorts::tables::os2::Os2;
use allsorts::tag;
use printpdf::ParsedFont;
use sha2::{Digest, Sha256};

use super::charset::stand_in;
use super::{PT_PER_MM, PdfError};

/// Glyph 0, the box a font draws for what it lacks. Never printed.
const LACKING: u16 = 0;

/// One cut-down font. Glyph ids are its own, counted from 1; lengths are in thousandths of an em, rounded exactly as the
/// file's width table is, so that what is measured here is what a viewer draws.
#[derive(Clone)]
pub struct Face {
    /// The name pages call the font by, such as `F1`.
    pub resource: &'static str,
    /// Highest and lowest ink of any character, thousandths of an em; the lowest is negative.
    pub reach: (f32, f32),
    pub(super) cap_height: Option<i64>,
    pub(super) parsed: ParsedFont,
    /// The first character drawn with each glyph, which is the one that text copied out of the page gives back.
    pub(super) spoken: BTreeMap<u16, char>,
    glyphs: Vec<u16>,
    advances: Vec<u16>,
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Face")
            .field("resource", &self.resource)
            .field("glyphs", &self.advances.len())
            .finish_non_exhaustive()
    }
}

impl Face {
    /// Cuts `program` (a TrueType or OpenType file) down to those of `characters` that it has.
    ///
    /// # Errors
    /// [`PdfError::Font`] if the file cannot be read or has none of the characters.
    pub fn cut(
        resource: &'static str,
        name: &str,
        program: &[u8],
        characters: impl Iterator<Item = char>,
    ) -> Result<Self, PdfError> {
        let fault = |why: &str| PdfError::Font { name: name.to_owned(), why: why.to_owned() };
        let whole = ParsedFont::from_bytes(program, 0, &mut Vec::new()).ok_or_else(|| fault("it is not a font"))?;
        let wanted = wanted_glyphs(&whole, characters);
        let kept: Vec<u16> = std::iter::once(LACKING).chain(wanted.keys().copied()).collect();
        let file = ReadScope::new(program).read::<FontData<'_>>().map_err(|e| fault(&e.to_string()))?;
        let tables = file.table_provider(0).map_err(|e| fault(&e.to_string()))?;
        let small =
            subset(&tables, &kept, &SubsetProfile::Pdf, CmapTarget::Unicode).map_err(|e| fault(&e.to_string()))?;
        let parsed = ParsedFont::from_bytes(&small, 0, &mut Vec::new())
            .ok_or_else(|| fault("its cut-down form is not a font"))?;
        if wanted.is_empty() {
            return Err(fault("it has none of the characters wanted"));
        }
        Ok(Self::assemble(resource, name, &whole, &wanted, parsed, cap_height(&tables)))
    }

    fn assemble(
        resource: &'static str,
        name: &str,
        whole: &ParsedFont,
        wanted: &BTreeMap<u16, Vec<char>>,
        mut parsed: ParsedFont,
        cap_height: Option<i16>,
    ) -> Self {
        let em = f32::from(whole.units_per_em);
        let thousandths = |units: f32| (units * 1000.0 / em).round();
        let mut face = Self {
            resource,
            reach: (
                thousandths(f32::from(whole.font_metrics.ascent)),
                thousandths(f32::from(whole.font_metrics.descent)),
            ),
            cap_height: cap_height.map(|height| thousandths(f32::from(height)) as i64),
            spoken: BTreeMap::new(),
            glyphs: Vec::new(),
            advances: vec![0],
            parsed: parsed.clone(),
        };
        parsed.codepoint_to_glyph.clear();
        for (new, (old, characters)) in (1u16..).zip(wanted) {
            face.advances.push(thousandths(whole.get_glyph_width(*old).map_or(0.0, f32::from)) as u16);
            face.spoken.extend(characters.first().map(|first| (new, *first)));
            for &character in characters {
                face.glyphs.resize(face.glyphs.len().max(character as usize + 1), LACKING);
                face.glyphs[character as usize] = new;
                parsed.codepoint_to_glyph.insert(character as u32, new);
            }
        }
        face.parsed = rounded(parsed, &face.advances, name);
        face
    }

    fn glyph(&self, character: char) -> Option<u16> {
        let found = |c: char| self.glyphs.get(c as usize).copied().filter(|&glyph| glyph != LACKING);
        found(character).or_else(|| stand_in(character).and_then(found))
    }

    /// The characters of `text` this font cannot draw, each once, in the order met. Compose the text first (NFC).
    pub fn missing(&self, text: &str) -> Vec<char> {
        let mut missing = Vec::new();
        for character in text.chars() {
            if self.glyph(character).is_none() && !missing.contains(&character) {
                missing.push(character);
            }
        }
        missing
    }

    /// The advance of one character, thousandths of an em; 0 for one the font lacks.
    pub fn units_of(&self, character: char) -> u32 {
        self.glyph(character).map_or(0, |glyph| u32::from(self.advances[usize::from(glyph)]))
    }

    /// The width of `text`, millimetres, at `size_pt`.
    pub fn width_mm(&self, text: &str, size_pt: f32) -> f32 {
        self.mm_of(text.chars().map(|character| self.units_of(character)).sum(), size_pt)
    }

    /// Thousandths of an em at `size_pt` in millimetres.
    pub fn mm_of(&self, units: u32, size_pt: f32) -> f32 {
        units as f32 * size_pt / 1000.0 / PT_PER_MM
    }

    /// How many whole thousandths of an em at `size_pt` go into `width_mm`.
    pub(crate) fn units_in(&self, width_mm: f32, size_pt: f32) -> u32 {
        (width_mm * PT_PER_MM * 1000.0 / size_pt) as u32
    }

    /// Appends `text` as a PDF string of glyph ids, in brackets. A character the font lacks is left out.
    pub fn write(&self, text: &str, out: &mut Vec<u8>) {
        out.push(b'(');
        for glyph in text.chars().filter_map(|character| self.glyph(character)) {
            for byte in glyph.to_be_bytes() {
                match byte {
                    b'(' | b')' | b'\\' => out.extend([b'\\', byte]),
                    b'\r' => out.extend(b"\\r"),
                    b'\n' => out.extend(b"\\n"),
                    _ => out.push(byte),
                }
            }
        }
        out.push(b')');
    }
}

/// The glyphs of the whole font to keep, in order, with the characters each draws.
fn wanted_glyphs(whole: &ParsedFont, characters: impl Iterator<Item = char>) -> BTreeMap<u16, Vec<char>> {
    let mut wanted: BTreeMap<u16, Vec<char>> = BTreeMap::new();
    for character in characters {
        if let Some(glyph) = whole.lookup_glyph_index(character as u32).filter(|&glyph| glyph != LACKING) {
            wanted.entry(glyph).or_default().push(character);
        }
    }
    wanted
}

fn cap_height(tables: &impl FontTableProvider) -> Option<i16> {
    let bytes = tables.read_table_data(tag::OS_2).ok()?;
    let os2 = ReadScope::new(&bytes).read_dep::<Os2>(bytes.len()).ok()?;
    os2.version2to4.map(|fields| fields.s_cap_height)
}

/// The font on a scale of 1000, since printpdf truncates widths to that scale where it should round; named as a subset.
fn rounded(mut parsed: ParsedFont, advances: &[u16], name: &str) -> ParsedFont {
    let em = f32::from(parsed.units_per_em);
    let scale = |units: i16| (f32::from(units) * 1000.0 / em).round() as i16;
    let box_ = &mut parsed.pdf_font_metrics;
    for edge in [&mut box_.x_min, &mut box_.y_min, &mut box_.x_max, &mut box_.y_max] {
        *edge = scale(*edge);
    }
    parsed.font_metrics.ascent = scale(parsed.font_metrics.ascent);
    parsed.font_metrics.descent = scale(parsed.font_metrics.descent);
    parsed.units_per_em = 1000;
    parsed.pdf_font_metrics.units_per_em = 1000;
    parsed.glyph_widths = (0u16..).zip(advances.iter().copied()).collect();
    parsed.font_name = Some(format!("{}+{name}", subset_tag(&parsed.original_bytes)));
    parsed
}

/// Six capitals that tell one cut of a font from another, taken from its bytes so that equal cuts are named alike.
fn subset_tag(program: &[u8]) -> String {
    Sha256::digest(program).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::Face;
    use crate::floor::pdf::charset;

    pub fn open_sans() -> Face {
        let program = include_bytes!("../../../assets/fonts/OpenSans-Regular.ttf");
        Face::cut("F1", "OpenSans", program, charset::letters()).unwrap()
    }

    #[test]
    fn a_character_the_font_lacks_is_named_once() {
        assert_eq!(open_sans().missing("Straẞe ẞ 日"), ['ẞ', '日']);
        assert!(open_sans().missing("Siân Ŵyn Łukasz Nguyễn Øystein Şeyma O’Flaherty").is_empty());
    }

    #[test]
    fn a_hyphen_of_another_kind_is_drawn_as_a_hyphen() {
        let face = open_sans();
        assert!(face.missing("Smith\u{2010}Jones\u{2011}Lee\u{A0}").is_empty());
        assert_eq!(face.units_of('\u{2010}'), face.units_of('-'));
    }

    #[test]
    fn widths_are_rounded_and_not_cut_off() {
        // The space is 532 of 2,048 units: 259.77 thousandths.
        assert_eq!(open_sans().units_of(' '), 260);
        assert!((open_sans().width_mm("    ", 10.0) - 3.669).abs() < 0.001);
    }

    #[test]
    fn a_glyph_id_that_looks_like_a_bracket_is_escaped() {
        let (face, mut out) = (open_sans(), Vec::new());
        face.write("ABCDEFGHIJKLMNOPQRSTUVWXYZ", &mut out);
        assert_eq!(out.first(), Some(&b'('));
        assert_eq!(out.last(), Some(&b')'));
        let inside = &out[1..out.len() - 1];
        let bare =
            inside.iter().enumerate().filter(|(at, b)| matches!(b, b'(' | b')') && inside[at - 1] != b'\\').count();
        assert_eq!(bare, 0);
    }
}
