//! Whether a PDF is a letter of ours, byte for byte, and what is on record of it.

use super::{
    round::RUN,
    sign::SIGN,
    store::{
        self,
        road::OnRoad,
        rounds::Round,
        signatures::{LetterFile, Signature},
    },
};
use crate::floor::{
    db::Conn,
    error::{Error, Result},
    seal::sha256,
    web::{Form, Visitor},
};

/// A file that was made here.
#[derive(Debug)]
pub struct Known {
    pub round: Round,
    pub letter: OnRoad,
    pub file: LetterFile,
    /// `None` while nobody has signed.
    pub signature: Option<Signature>,
    /// Whether it is the newest print of its letter.
    pub newest: bool,
}

/// Looks a sent PDF up by its hash; `None` where it is no letter that the visitor may read, or not unchanged.
///
/// # Errors
/// `Invalid`, where what was sent is no PDF.
pub fn verify_file(conn: &mut Conn, visitor: &Visitor, form: &Form) -> Result<Option<Known>> {
    let bytes = form.file.as_ref().map(|file| file.bytes.as_slice()).unwrap_or_default();
    if bytes.is_empty() {
        return Err(Error::invalid("file", "Choose the PDF of a letter, or drop it onto the field."));
    }
    if !bytes.starts_with(b"%PDF") {
        return Err(Error::invalid(
            "file",
            "That is not a PDF. Choose one letter’s own file, as it came out of a pack.",
        ));
    }
    let Some(file) = store::signatures::files_by_hash(conn, &sha256(bytes))?.pop() else { return Ok(None) };
    let letter = store::road::one(conn, &file.letter_id)?;
    let round = store::rounds::one(conn, &letter.round_id)?;
    if !visitor.reaches(SIGN, &round.authority_id) && !visitor.reaches(RUN, &round.authority_id) {
        return Ok(None);
    }
    let signature = letter.signature_id.as_deref().map(|id| store::signatures::one(conn, id)).transpose()?;
    // A sheet that was printed for a pen bears only what a pen put there.
    let signature = signature.filter(|signature| signature.on_paper() || !file.for_pen);
    let newest = letter.file_sha256.as_deref() == Some(&file.sha256);
    Ok(Some(Known { round, letter, file, signature, newest }))
}
