//! PDFs of a page or two, tagged for screen readers, thousands a second: whatever a run of files shares is laid out once by
//! printpdf, and each file then adds the content of its pages, its own table of offsets and its own identity.
//!
//! `charset` the characters a font carries; `face` a font cut down to them; `text_face` the letters' own; `text` and `wrap` make words into
//! lines;
//! `canvas` draws; `content` is what was drawn, squeezed; `outline` is the structure a screen reader hears; `archive` what
//! makes a file one to keep; `skeleton` is the shared part; `fill` a file of it; `bind` many in one for the printer.

mod archive;
pub mod bind;
pub mod canvas;
pub mod charset;
pub mod content;
pub mod face;
pub mod fill;
mod object;
pub mod outline;
mod sheet;
pub mod skeleton;
pub mod text;
pub mod text_face;
pub mod wrap;

/// Why a PDF could not be made. Each is a mistake in our own assets or code, never the reader's.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A font of ours could not be read or cut down.
    #[error("the font {name} cannot be used: {why}")]
    Font { name: String, why: String },
    /// The shared part could not be laid out or written.
    #[error("the page's shared part cannot be laid out: {0}")]
    Skeleton(String),
}

/// Points in a millimetre.
pub const PT_PER_MM: f32 = 72.0 / 25.4;
/// A4, millimetres.
pub const A4_MM: (f32, f32) = (210.0, 297.0);
/// A6, millimetres.
pub const A6_MM: (f32, f32) = (105.0, 148.0);
