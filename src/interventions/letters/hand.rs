//! The hand that signs a letter, as it shows on paper and on a page. Nothing here knows a database.

pub mod on_paper;
pub mod picture;
pub mod strokes;

use std::sync::Arc;

use self::{picture::Picture, strokes::Strokes};
use super::proof::Signed;
use crate::floor::{
    config::SignWith,
    error::{Error, Result},
};

/// What the hand leaves on the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    Typed,
    Drawn(Strokes),
    Uploaded(Arc<Picture>),
}

/// Whose hand, and what it leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hand {
    /// The name that was typed, or the name of whoever drew or sent the mark.
    pub name: String,
    pub mark: Mark,
    /// A deputy's, so that `pp` stands before it.
    pub on_behalf: bool,
}

impl Hand {
    /// A name to be set in a script face.
    pub fn typed(name: impl Into<String>) -> Self {
        Self { name: name.into(), mark: Mark::Typed, on_behalf: false }
    }

    pub fn way(&self) -> SignWith {
        match self.mark {
            Mark::Typed => SignWith::Typed,
            Mark::Drawn(_) => SignWith::Drawn,
            Mark::Uploaded(_) => SignWith::Uploaded,
        }
    }

    /// The mark as bytes to be kept; nothing for a typed name.
    ///
    /// # Errors
    /// `Broken`, if a picture cannot be written.
    pub fn bytes(&self) -> Result<Option<Vec<u8>>> {
        Ok(match &self.mark {
            Mark::Typed => None,
            Mark::Drawn(strokes) => Some(strokes.json().into_bytes()),
            Mark::Uploaded(picture) => Some(picture.png()?),
        })
    }

    /// Reads back what `bytes` gave.
    ///
    /// # Errors
    /// `Broken`, where the bytes are not a mark of that way.
    pub fn read(way: &str, name: String, on_behalf: bool, bytes: Option<&[u8]>) -> Result<Self> {
        let mark = match (way, bytes) {
            ("typed", None) => Mark::Typed,
            ("drawn", Some(bytes)) => {
                let strokes = std::str::from_utf8(bytes).ok().and_then(|text| Strokes::parse(text).ok());
                Mark::Drawn(strokes.ok_or_else(|| Error::broken("a drawn signature did not read back"))?)
            }
            ("uploaded", Some(bytes)) => Mark::Uploaded(Arc::new(Picture::read_back(bytes)?)),
            _ => return Err(Error::broken(format!("no signature on a screen is {way:?}"))),
        };
        Ok(Self { name, mark, on_behalf })
    }

    /// As a page shows it.
    ///
    /// # Errors
    /// `Broken`, if a picture cannot be written.
    pub fn shown(&self) -> Result<Signed> {
        let (path, picture) = match &self.mark {
            Mark::Typed => (None, None),
            Mark::Drawn(strokes) => (Some(strokes.svg_path()), None),
            Mark::Uploaded(picture) => (None, Some(picture.data_uri()?)),
        };
        Ok(Signed { way: self.way().name(), name: self.name.clone(), on_behalf: self.on_behalf, path, picture })
    }
}
