//! A copy of a signed letter to read on a screen, for whoever reads better there: the same words and signature, no address.

use super::{
    letter::Language,
    paper::{Papers, Sheet, words_sha256},
    proof::Proof,
    signed::shown,
    store::{self, rounds::Round},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
    },
    trial::roster::people,
};

/// What a copy says. In its proof the words stand as they do on paper.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Copied {
    pub title: String,
    pub language: Language,
    #[serde(flatten)]
    pub proof: Proof,
}

/// Makes a copy, and puts on record that somebody took one.
///
/// # Errors
/// `Missing`, where it is no letter of the round; `TooLate`, where nobody has signed it, the person was erased, or it would read otherwise now.
pub fn copy_letter(conn: &mut Conn, floor: &Floor, actor: &str, round: Round, letter_id: &str) -> Result<Copied> {
    let letter = store::road::one(conn, letter_id)?;
    if letter.round_id != round.id {
        return Err(Error::Missing("This letter"));
    }
    let signature = letter.signature_id.as_deref().filter(|_| letter.state.bears_a_signature());
    let signature = signature.map(|id| store::signatures::one(conn, id)).transpose()?;
    let (sheet, person) = (Sheet::of(conn, round)?, people::person(conn, &letter.person_id)?);
    let signature = match signature {
        Some(signature) if person.erased_at.is_none() => shown(floor, &signature)?,
        _ => return Err(Error::TooLate("A letter can be copied once it is signed, as long as it is kept.".into())),
    };
    let wording = sheet.words_for(&person);
    let stationery = Papers::default().of(wording, None)?;
    let words = sheet.letter(&person, &letter.words, &[]);
    if letter.words_sha256 != Some(words_sha256(&stationery, &words)?) {
        return Err(Error::TooLate(
            "What is on record of this person, their name or how they read, has changed since the letter was signed. A copy \
             would not say what was signed."
                .into(),
        ));
    }
    let proof = stationery.lines_as_printed(&words);
    audit::write(conn, floor.clock.now(), &Act::new(actor, "letter.copied", &letter.id))?;
    let (title, language) = (wording.title.clone(), wording.language);
    Ok(Copied { title, language, proof: Proof { signature: Some(signature), ..proof } })
}
