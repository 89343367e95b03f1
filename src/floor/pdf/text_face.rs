//! The font that our letters are set in.

use super::{PdfError, face::Face};

const OPEN_SANS: &[u8] = include_bytes!("../../../assets/fonts/OpenSans-Regular.ttf");

/// The letters' own font, cut down to `characters`.
///
/// # Errors
/// [`PdfError::Font`], which only a mistake of ours can cause.
pub fn text_face(characters: impl Iterator<Item = char>) -> Result<Face, PdfError> {
    Face::cut("F1", "OpenSans", OPEN_SANS, characters)
}
