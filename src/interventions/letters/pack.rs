//! The pack for the printer: every letter of a round in envelope order, as one file to print, as single files, and as a list
//! to tick off. It streams; of a letter it keeps only a few numbers. The same letters give the same bytes.

use std::io::{self, Write};

use serde::Serialize;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

pub use crate::floor::pdf::bind::About;
use crate::floor::pdf::bind::{BindError, Binder, pages_of};
use crate::floor::seal::sha256;

/// The letters in one file, each on its own sheet; one in large print may take the back too.
pub const BOUND: &str = "letters.pdf";
/// What is in the pack, a row a letter.
pub const MANIFEST: &str = "manifest.csv";

/// One letter on its way into the pack.
#[derive(Clone)]
pub struct Enclosed {
    /// Reference of the letter, never of the person; part of a file name.
    pub letter: String,
    /// The authority's own reference of the person, so that its staff can find an envelope.
    pub staff: String,
    pub pdf: Vec<u8>,
}

/// A letter is as private as its address.
impl std::fmt::Debug for Enclosed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Enclosed").field("letter", &self.letter).finish_non_exhaustive()
    }
}

/// A row of the manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// From 1, in the order of the envelopes; printed page `2 × place − 1`.
    pub place: usize,
    pub letter: String,
    pub staff_reference: String,
    /// Of the single file, in hexadecimal.
    pub sha256: String,
    pub pages: usize,
}

/// Why a pack could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    #[error("the pack could not be written: {0}")]
    Write(#[from] io::Error),
    #[error("the pack could not be written: {0}")]
    Zip(#[from] zip::result::ZipError),
    #[error("the list of the pack could not be written: {0}")]
    Manifest(#[from] csv::Error),
    #[error(transparent)]
    Bind(#[from] BindError),
    /// A letter was not the same when it was opened for the second time.
    #[error("the letter at place {0} changed while the pack was made")]
    Changed(usize),
}

/// Writes a pack of `count` letters into `out`. `open` gives the letter at a place (from 0) in envelope order and is asked
/// twice for each, once for the single files and once for the bound one, so that no letter need be kept.
///
/// # Errors
/// Whatever `open` gives, or a [`PackError`].
pub fn pack<W, E>(
    out: W,
    about: &About,
    count: usize,
    mut open: impl FnMut(usize) -> Result<Enclosed, E>,
) -> Result<Vec<Row>, E>
where
    W: Write,
    E: From<PackError>,
{
    let mut zip = ZipWriter::new_stream(out);
    let mut rows = Vec::with_capacity(count);
    for at in 0..count {
        let enclosed = open(at)?;
        let row = row_of(at, &enclosed).map_err(E::from)?;
        add_single(&mut zip, &row, &enclosed.pdf).map_err(E::from)?;
        rows.push(row);
    }
    add_manifest(&mut zip, &rows).map_err(E::from)?;
    let mut binder = begin_bound(zip).map_err(E::from)?;
    for (at, row) in rows.iter().enumerate() {
        let enclosed = open(at)?;
        if enclosed.letter != row.letter || sha256(&enclosed.pdf) != row.sha256 {
            return Err(PackError::Changed(row.place).into());
        }
        binder.add(&enclosed.pdf).map_err(|e| E::from(e.into()))?;
    }
    let finish =
        || -> Result<(), PackError> { binder.finish(about)?.finish()?.into_inner().flush().map_err(PackError::from) };
    finish().map_err(E::from)?;
    Ok(rows)
}

fn row_of(at: usize, enclosed: &Enclosed) -> Result<Row, PackError> {
    let place = at + 1;
    Ok(Row {
        place,
        letter: enclosed.letter.clone(),
        staff_reference: enclosed.staff.clone(),
        sha256: sha256(&enclosed.pdf),
        pages: pages_of(&enclosed.pdf).map_err(|why| BindError::File { number: place, why })?,
    })
}

/// `0042-` and the letter's reference, without what a file name had better not hold.
pub fn file_name(place: usize, letter: &str) -> String {
    let safe: String =
        letter.chars().map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' }).collect();
    format!("letters/{place:04}-{safe}.pdf")
}

/// Zip's first day, since a pack made twice is to be the same pack. Squeezed lightly: a letter is squeezed already, but
/// readers that take a zip as it comes refuse files that are merely stored.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1))
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o600)
}

fn add_single<W: Write>(zip: &mut ZipWriter<StreamWriter<W>>, row: &Row, pdf: &[u8]) -> Result<(), PackError> {
    zip.start_file(file_name(row.place, &row.letter), options())?;
    Ok(zip.write_all(pdf)?)
}

fn add_manifest<W: Write>(zip: &mut ZipWriter<StreamWriter<W>>, rows: &[Row]) -> Result<(), PackError> {
    zip.start_file(MANIFEST, options())?;
    let mut sheet = csv::Writer::from_writer(zip);
    for row in rows {
        sheet.serialize(row)?;
    }
    Ok(sheet.flush()?)
}

fn begin_bound<W: Write>(mut zip: ZipWriter<StreamWriter<W>>) -> Result<Binder<ZipWriter<StreamWriter<W>>>, PackError> {
    zip.start_file(BOUND, options().large_file(true))?;
    Ok(Binder::begin(zip)?)
}
