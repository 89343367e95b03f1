//! A senior leader, or the deputy they named, signs every letter that was shown and is ready, all at once.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    hand::{Hand, Mark, picture::Picture, strokes::Strokes},
    one_letter::OneLetter,
    paper::{Papers, Sheet, words_sha256},
    print_letter::PrintLetter,
    signed,
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
        config::SignWith,
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
    hand: Hand,
    shown: BTreeMap<String, String>,
}

impl Signature {
    /// Reads which way was chosen (`way`; typed where the page did not ask), the mark itself, and which letters the page had
    /// shown (`shown`, as `id:hash`, again and again).
    ///
    /// # Errors
    /// A complaint, where that way is not open here, or the mark is not one.
    pub fn parse(form: &Form, ways: &[SignWith], visitor: &Visitor) -> Result<Self> {
        let asked = form.text("way");
        let open = ways.iter().filter(|way| **way != SignWith::Pen);
        let way = open.copied().find(|way| way.name() == asked || asked.is_empty() && *way == SignWith::Typed);
        let (name, mark) = match way {
            Some(SignWith::Typed) => (typed(form)?, Mark::Typed),
            Some(SignWith::Drawn) => (visitor.name.clone(), Mark::Drawn(Strokes::parse(form.text("drawn"))?)),
            Some(SignWith::Uploaded) => {
                let bytes = form.file.as_ref().map(|file| file.bytes.as_slice()).unwrap_or_default();
                (visitor.name.clone(), Mark::Uploaded(Arc::new(Picture::parse(bytes)?)))
            }
            Some(SignWith::Pen) | None => return Err(Error::invalid("way", "Choose how you would like to sign.")),
        };
        let shown = form.all("shown").filter_map(|one| one.split_once(':'));
        let shown = shown.map(|(id, hash)| (id.to_owned(), hash.to_owned())).collect();
        Ok(Self { hand: Hand { name, mark, on_behalf: false }, shown })
    }
}

fn typed(form: &Form) -> Result<String> {
    let name = form.line("signature");
    let mut complaints = Complaints::default();
    if name.is_empty() || name.chars().count() > LONGEST {
        complaints.add("signature", "Type your name to sign, in 80 letters at most.");
    }
    complaints.or(name)
}

/// Whether somebody signs a round, and if so whether for somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signs {
    Themselves,
    OnBehalf,
    Not,
}

impl Signs {
    pub fn of(visitor: &Visitor, round: &Round) -> Self {
        match visitor.person_id.as_deref().filter(|_| visitor.reaches(SIGN, &round.authority_id)) {
            Some(person) if person == round.signatory_id => Self::Themselves,
            Some(person) if Some(person) == round.deputy_id.as_deref() => Self::OnBehalf,
            _ => Self::Not,
        }
    }
}

/// A round whose letters the visitor may sign, and whether on somebody's behalf.
///
/// # Errors
/// `Missing`, where there is none or it is another authority's; `NotAllowed`, where others sign it.
pub fn signed_by(conn: &mut Conn, visitor: &Visitor, round_id: &str) -> Result<(Round, bool)> {
    let round = store::rounds::one(conn, round_id)?;
    if !visitor.reaches(SIGN, &round.authority_id) {
        return Err(Error::Missing("This round"));
    }
    match Signs::of(visitor, &round) {
        Signs::Themselves => Ok((round, false)),
        Signs::OnBehalf => Ok((round, true)),
        Signs::Not => {
            let leader = people::person(conn, &round.signatory_id)?.names.full();
            Err(Error::NotAllowed(format!(
                "These letters are signed by {leader}, who can name you as deputy on this page."
            )))
        }
    }
}

/// Signs; gives how many letters now bear a signature. Pressing twice is harmless.
///
/// # Errors
/// `NotAllowed`, where the visitor's key is not fresh or others sign; `TooLate`, where a letter no longer reads as it was
/// shown, or none is left to sign; `Invalid`, where the name cannot be drawn.
pub fn sign(
    conn: &mut Conn,
    floor: &Floor,
    papers: &Papers,
    visitor: &Visitor,
    round_id: &str,
    by: Signature,
) -> Result<usize> {
    if !visitor.fresh(floor.clock.now()) {
        return Err(Error::NotAllowed("Signing asks for a fresh key. Ask for one on the page and try again.".into()));
    }
    governance::required(conn)?;
    store::rounds::hold(conn, round_id)?;
    let (round, on_behalf) = signed_by(conn, visitor, round_id)?;
    let sheet = Sheet::of(conn, round)?;
    let Signature { hand, shown } = by;
    let hand = Hand { on_behalf, ..hand };
    papers.of(&sheet.wording, Some(&hand)).map_err(named)?;
    let (mut ready, mut already) = (Vec::new(), 0);
    for letter in store::road::of_round(conn, round_id)? {
        match (shown.get(&letter.id), letter.state) {
            (Some(hash), State::Ready) => ready.push((letter, hash)),
            (Some(_), state) if state.bears_a_signature() => already += 1,
            _ => {}
        }
    }
    if ready.is_empty() && already == 0 {
        return Err(Error::TooLate("None of these letters is waiting to be signed any more. Reload the page.".into()));
    }
    let count = ready.len();
    if count > 0 {
        let id = signed::keep(conn, floor, signed::Of { sheet: &sheet, by: &visitor.account_id }, &hand)?;
        for (letter, hash) in ready {
            unchanged(conn, papers, &sheet, &letter, hash)?;
            sign_one(conn, floor, &visitor.account_id, &sheet, &letter, &id)?;
        }
    }
    Ok(count + already)
}

/// # Errors
/// `TooLate`, where a letter reads otherwise than when it was composed, or than when it was shown.
fn unchanged(conn: &mut Conn, papers: &Papers, sheet: &Sheet, letter: &OnRoad, shown: &str) -> Result<()> {
    let person = people::person(conn, &letter.person_id)?;
    let now_reads = reads(papers, sheet, &person, letter)?;
    if letter.words_sha256.as_deref() == Some(&now_reads) && shown == now_reads {
        return Ok(());
    }
    Err(Error::TooLate("A letter has changed since you read it. Nothing is signed; reload the page.".into()))
}

fn sign_one(
    conn: &mut Conn,
    floor: &Floor,
    account_id: &str,
    sheet: &Sheet,
    letter: &OnRoad,
    signature_id: &str,
) -> Result<()> {
    let (now, words) = (floor.clock.now(), letter.words_sha256.clone().unwrap_or_default());
    let changes = Changes { signature_id: Some(signature_id), ..Changes::default() };
    store::road::go(conn, letter, Step::Sign, &changes)?;
    tell(conn, floor, &sheet.round, &letter.person_id, Event::LetterSigned, "")?;
    audit::write(conn, now, &Act::new(account_id, "letter.signed", &letter.id).because(words))?;
    jobs::enqueue::<PrintLetter>(conn, floor, &OneLetter { letter_id: letter.id.clone() })
}

/// The hash of a letter's words as they stand now.
pub fn reads(papers: &Papers, sheet: &Sheet, person: &Person, letter: &OnRoad) -> Result<String> {
    words_sha256(&*papers.of(sheet.words_for(person), None)?, &sheet.letter(person, &letter.words, &[]))
}

/// A name that cannot be drawn is a fault of the field it was typed in.
fn named(error: Error) -> Error {
    match error {
        Error::Invalid(complaints) => Error::invalid("signature", complaints.to_string()),
        other => other,
    }
}
