//! From rows to paper: a round's stationery, laid out once and kept, and what one letter says on it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::{
    hand::Hand,
    letter::{Language, Letter, Wording},
    print::{Stationery, Unprintable},
    store::{self, rounds::Round},
    words::Words,
};
use crate::{
    floor::{
        db::Conn,
        error::{Error, Result},
        seal::sha256,
    },
    trial::roster::people::{self, Person},
};

/// How many rounds' stationery is kept ready at once.
const KEPT: usize = 32;

/// Stationery by wording and hand. Laying one out takes as long as printing some hundred letters.
#[derive(Debug, Default)]
pub struct Papers(Mutex<Vec<Kept>>);

#[derive(Debug)]
struct Kept {
    wording: Wording,
    hand: Option<Hand>,
    stationery: Arc<Stationery>,
}

impl Papers {
    /// The stationery for a wording, signed by a hand or with room to sign.
    ///
    /// # Errors
    /// `Invalid`, with what cannot be printed.
    pub fn of(&self, wording: &Wording, hand: Option<&Hand>) -> Result<Arc<Stationery>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|one| one.hand.as_ref() == hand && one.wording == *wording);
        if let Some(found) = found {
            return Ok(Arc::clone(&found.stationery));
        }
        let stationery = Arc::new(Stationery::new(wording, hand).map_err(unprintable)?);
        if kept.len() == KEPT {
            kept.remove(0);
        }
        kept.push(Kept { wording: wording.clone(), hand: hand.cloned(), stationery: Arc::clone(&stationery) });
        Ok(stationery)
    }
}

/// What a person can mend is `Invalid`, in the letter's own sentences.
pub fn unprintable(error: Unprintable) -> Error {
    match error {
        Unprintable::Faults(_) => Error::invalid("", error.to_string()),
        Unprintable::Broken(_) => Error::broken(error),
    }
}

/// A round with the words its letters share.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub round: Round,
    /// In English.
    pub wording: Wording,
    pub welsh: Option<Wording>,
}

impl Sheet {
    pub fn of(conn: &mut Conn, round: Round) -> Result<Self> {
        let signatory = people::person(conn, &round.signatory_id)?;
        let (authority, name) = (&signatory.authority, signatory.names.full());
        let wording = Words::of(&round).wording(Language::English, authority, &name);
        let welsh = store::texts::one(conn, &round.id, Language::Welsh)?;
        let welsh = welsh.map(|words| words.wording(Language::Welsh, authority, &name));
        Ok(Self { round, wording, welsh })
    }

    /// The words that somebody reads: in their language, where the round has it.
    pub fn words_for(&self, person: &Person) -> &Wording {
        match person.letter_language {
            Language::English => &self.wording,
            Language::Welsh => self.welsh.as_ref().unwrap_or(&self.wording),
        }
    }

    /// The version of the round's own words, in every language that it has.
    pub fn wording_sha256(&self) -> Result<String> {
        let mut words = serde_json::to_vec(&self.wording)?;
        if let Some(welsh) = &self.welsh {
            words.extend(serde_json::to_vec(welsh)?);
        }
        Ok(sha256(&words))
    }

    /// What one person's letter says. `address` is empty where the letter is only read.
    pub fn letter(&self, person: &Person, words: &[String; 2], address: &[String]) -> Letter {
        Letter {
            recipient: std::iter::once(person.names.full()).chain(address.iter().cloned()).collect(),
            date: self.round.post_on,
            salutation: person.names.known_as().to_owned(),
            lines: words.clone(),
            format: person.letter_format,
            place: None,
        }
    }
}

/// The rounds that one transaction has met, read once each.
#[derive(Debug, Default)]
pub struct Sheets(HashMap<String, Arc<Sheet>>);

impl Sheets {
    pub fn of(&mut self, conn: &mut Conn, round_id: &str) -> Result<Arc<Sheet>> {
        if let Some(sheet) = self.0.get(round_id) {
            return Ok(Arc::clone(sheet));
        }
        let round = store::rounds::one(conn, round_id)?;
        let sheet = Arc::new(Sheet::of(conn, round)?);
        self.0.insert(round_id.to_owned(), Arc::clone(&sheet));
        Ok(sheet)
    }
}

/// The SHA-256 of all that a letter says but its address and its signature: what a leader reads is what is signed, and
/// what is signed is what prints.
pub fn words_sha256(stationery: &Stationery, letter: &Letter) -> Result<String> {
    Ok(sha256(&serde_json::to_vec(&stationery.lines_as_printed(letter))?))
}
