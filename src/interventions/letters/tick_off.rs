//! A pack that was signed with a pen comes back, and the letters that bear a signature are ticked off.

use std::collections::BTreeSet;

use super::{
    paper::Sheet,
    round::Round,
    signed,
    state::{State, Step},
    store::{self, packs::Pack, road::Changes},
    tell::tell,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        config::SignWith,
        db::Conn,
        error::{Error, Result},
        web::Form,
    },
    trial::{
        roster::people::{self, Person},
        uptake::event::Event,
    },
};

/// What was ticked, and whose pen it was.
#[derive(Debug, Clone)]
pub struct Ticked {
    letters: BTreeSet<String>,
    signer: String,
}

impl Ticked {
    /// Reads `signed` (a letter's id, again and again) and `signer` (a person's id).
    ///
    /// # Errors
    /// A complaint, where nothing is ticked or nobody is named.
    pub fn parse(form: &Form) -> Result<Self> {
        let letters: BTreeSet<String> = form.all("signed").map(str::to_owned).collect();
        if letters.is_empty() {
            return Err(Error::invalid("signed", "Tick each letter that bears a signature."));
        }
        Ok(Self { letters, signer: form.text("signer").to_owned() })
    }
}

/// Whose pen it can have been: the leader's, or their deputy's.
pub fn pens(conn: &mut Conn, round: &Round) -> Result<Vec<Person>> {
    let ids = std::iter::once(&round.signatory_id).chain(&round.deputy_id);
    ids.map(|id| people::person(conn, id)).collect()
}

/// Puts on record which letters of a pack were signed with a pen; gives how many. What is not ticked stays as it is.
///
/// # Errors
/// `Invalid`, where the pen is neither the leader's nor the deputy's; `TooLate`, where nothing that was ticked waits for one.
pub fn tick_off(
    conn: &mut Conn,
    floor: &Floor,
    actor: &str,
    round: &Round,
    pack: &Pack,
    ticked: &Ticked,
) -> Result<usize> {
    store::rounds::hold(conn, &round.id)?;
    let signer = pens(conn, round)?.into_iter().find(|person| person.id == ticked.signer);
    let signer = signer.ok_or_else(|| Error::invalid("signer", "Say who signed them."))?;
    let mut letters = store::road::of_pack(conn, &pack.id)?;
    letters.retain(|letter| letter.state == State::AtPen && ticked.letters.contains(&letter.id));
    if letters.is_empty() {
        return Err(Error::TooLate("These letters are ticked off already, or were taken out. Reload the page.".into()));
    }
    let on_behalf = signer.id != round.signatory_id;
    let sheet = Sheet::of(conn, round.clone())?;
    let of = signed::Of { sheet: &sheet, by: actor };
    let signature_id = signed::keep_pen(conn, floor, of, &signer.names.full(), on_behalf)?;
    for letter in &letters {
        let changes = Changes { signature_id: Some(&signature_id), ..Changes::default() };
        store::road::go(conn, letter, Step::Sign, &changes)?;
        tell(conn, floor, round, &letter.person_id, Event::LetterSigned, SignWith::Pen.name())?;
        let words = letter.words_sha256.clone().unwrap_or_default();
        audit::write(conn, floor.clock.now(), &Act::new(actor, "letter.signed_with_a_pen", &letter.id).because(words))?;
    }
    Ok(letters.len())
}
