//! A senior leader signs every letter that was shown and is ready, all at once, with a typed name.

use std::collections::BTreeMap;

use super::{
    one_letter::OneLetter,
    paper::{Papers, Sheet, words_sha256},
    print_letter::PrintLetter,
    state::{State, Step},
    store::{
        self,
        road::{Changes, OnRoad},
        rounds::Round,
    },
    tell::tell,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Complaints, Error, Result},
        jobs,
        web::{Form, Role, Visitor},
    },
    trial::{
        roster::{
            governance,
            people::{self, Person},
        },
        uptake::event::Event,
    },
};

/// Who signs.
pub const SIGN: &[Role] = &[Role::SeniorLeader];

/// Who may read letters before they are signed: whoever signs, and those who run the round.
pub const READ: &[Role] = &[Role::SeniorLeader, Role::Coordinator, Role::ProgrammeLead];

/// The longest name that is taken for a signature, in characters.
const LONGEST: usize = 80;

/// A signature with the letters it is for, each by its id and the hash of the words that were shown.
#[derive(Debug, Clone)]
pub struct Signature {
    name: String,
    shown: BTreeMap<String, String>,
}

impl Signature {
    /// Reads what was typed and which letters the page had shown (`shown`, as `id:hash`, again and again).
    ///
    /// # Errors
    /// A complaint, where no name was typed or it is too long.
    pub fn parse(form: &Form) -> Result<Self> {
        let name = form.text("signature").split_whitespace().collect::<Vec<_>>().join(" ");
        let mut complaints = Complaints::default();
        if name.is_empty() || name.chars().count() > LONGEST {
            complaints.add("signature", "Type your name to sign, in 80 letters at most.");
        }
        let shown = form.all("shown").filter_map(|one| one.split_once(':'));
        let shown = shown.map(|(id, hash)| (id.to_owned(), hash.to_owned())).collect();
        complaints.or(Self { name, shown })
    }
}

/// A round whose letters the visitor may sign.
///
/// # Errors
/// `Missing`, where there is none or it is another authority's.
pub fn signed_by(conn: &mut Conn, visitor: &Visitor, round_id: &str) -> Result<Round> {
    let round = store::rounds::one(conn, round_id)?;
    if visitor.reaches(SIGN, &round.authority_id) { Ok(round) } else { Err(Error::Missing("This round")) }
}

/// Signs; gives how many letters now bear this signature. Pressing twice is harmless.
///
/// # Errors
/// `NotAllowed`, where the visitor's key is not fresh; `TooLate`, where a letter no longer reads as it was shown, or
/// none is left to sign; `Invalid`, where the name cannot be drawn.
pub fn sign(
    conn: &mut Conn,
    floor: &Floor,
    papers: &Papers,
    visitor: &Visitor,
    round_id: &str,
    by: &Signature,
) -> Result<usize> {
    if !visitor.fresh(floor.clock.now()) {
        return Err(Error::NotAllowed("Signing asks for a fresh key. Ask for one on the page and try again.".into()));
    }
    governance::required(conn)?;
    store::rounds::hold(conn, round_id)?;
    let round = signed_by(conn, visitor, round_id)?;
    let sheet = Sheet::of(conn, round)?;
    papers.of(&sheet.wording, Some(&by.name)).map_err(named)?;
    let (mut signed, mut already) = (0, 0);
    for letter in store::road::of_round(conn, round_id)? {
        let Some(hash) = by.shown.get(&letter.id) else { continue };
        match letter.state {
            State::Ready => {
                sign_one(conn, floor, papers, visitor, &sheet, &letter, by, hash)?;
                signed += 1;
            }
            State::Signed | State::Printed | State::Packed | State::Sent | State::Refused | State::Posted => {
                already += 1;
            }
            State::Lines | State::Held | State::Withdrawn | State::NotOwed => {}
        }
    }
    if signed + already == 0 {
        return Err(Error::TooLate("None of these letters is waiting to be signed any more. Reload the page.".into()));
    }
    Ok(signed + already)
}

#[expect(clippy::too_many_arguments, reason = "what one signature needs, and nothing else calls it")]
fn sign_one(
    conn: &mut Conn,
    floor: &Floor,
    papers: &Papers,
    visitor: &Visitor,
    sheet: &Sheet,
    letter: &OnRoad,
    by: &Signature,
    shown: &str,
) -> Result<()> {
    let person = people::person(conn, &letter.person_id)?;
    let now_reads = reads(papers, sheet, &person, letter)?;
    if letter.words_sha256.as_deref() != Some(&now_reads) || shown != now_reads {
        return Err(Error::TooLate(
            "A letter has changed since you read it. Nothing is signed; reload the page.".into(),
        ));
    }
    let now = floor.clock.now();
    let (signed_by, signed_name) = (Some(visitor.account_id.as_str()), Some(by.name.as_str()));
    let changes = Changes { signed_by, signed_name, signed_at: Some(now), ..Changes::default() };
    store::road::go(conn, letter, Step::Sign, &changes)?;
    tell(conn, floor, &sheet.round, &letter.person_id, Event::LetterSigned, "")?;
    audit::write(conn, now, &Act::new(&visitor.account_id, "letter.signed", &letter.id).because(now_reads))?;
    let key = format!("letters.print:{}", letter.id);
    jobs::enqueue_once::<PrintLetter>(conn, floor, &key, &OneLetter { letter_id: letter.id.clone() }, now)?;
    Ok(())
}

/// The hash of a letter's words as they stand now.
pub fn reads(papers: &Papers, sheet: &Sheet, person: &Person, letter: &OnRoad) -> Result<String> {
    words_sha256(&*papers.of(&sheet.wording, None)?, &sheet.letter(person, &letter.words, &[]))
}

/// A name that cannot be drawn is a fault of the field it was typed in.
fn named(error: Error) -> Error {
    match error {
        Error::Invalid(complaints) => Error::invalid("signature", complaints.to_string()),
        other => other,
    }
}
