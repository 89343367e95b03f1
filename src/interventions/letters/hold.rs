//! A letter is kept back from signing with a reason, put back with the rest, or withdrawn for good.

use super::{
    erase_file::{EraseFile, File},
    round::{RUN, Round},
    sign::SIGN,
    state::Step,
    store::{
        self,
        road::{Changes, OnRoad},
    },
    tell::tell,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
        jobs,
        web::Visitor,
    },
    trial::uptake::event::Event,
};

/// Why somebody keeps a letter back or withdraws it, in their own words.
#[derive(Debug, Clone)]
pub struct Reason(String);

impl Reason {
    const LONGEST: usize = 500;

    /// # Errors
    /// A complaint about `field`, where nothing was written or too much.
    pub fn parse(field: &str, typed: &str) -> Result<Self> {
        let text = typed.replace('\0', "").trim().to_owned();
        if text.is_empty() || text.chars().count() > Self::LONGEST {
            return Err(Error::invalid(field, "Say why, in 500 letters at most."));
        }
        Ok(Self(text))
    }

    pub fn text(&self) -> &str {
        &self.0
    }
}

/// Keeps a letter back. Only its page shows the reason: what a leader writes may name a person.
pub fn hold(
    conn: &mut Conn,
    floor: &Floor,
    visitor: &Visitor,
    round_id: &str,
    letter_id: &str,
    why: &Reason,
) -> Result<()> {
    let (round, letter) = found(conn, visitor, round_id, letter_id)?;
    move_on(conn, floor, visitor, &round, &letter, Step::Hold, Some(&why.0))
}

/// Puts a held letter back with those to be signed.
pub fn release(conn: &mut Conn, floor: &Floor, visitor: &Visitor, round_id: &str, letter_id: &str) -> Result<()> {
    let (round, letter) = found(conn, visitor, round_id, letter_id)?;
    move_on(conn, floor, visitor, &round, &letter, Step::Release, None)
}

/// Takes a letter back for good, any time before it is posted, and promises that its file goes.
pub fn withdraw(
    conn: &mut Conn,
    floor: &Floor,
    visitor: &Visitor,
    round_id: &str,
    letter_id: &str,
    why: &Reason,
) -> Result<()> {
    let (round, letter) = found(conn, visitor, round_id, letter_id)?;
    move_on(conn, floor, visitor, &round, &letter, Step::Withdraw, Some(&why.0))?;
    match letter.file_key {
        Some(file_key) => jobs::enqueue::<EraseFile>(conn, floor, &File { subject: letter.id, file_key }),
        None => Ok(()),
    }
}

fn move_on(
    conn: &mut Conn,
    floor: &Floor,
    visitor: &Visitor,
    round: &Round,
    letter: &OnRoad,
    step: Step,
    why: Option<&str>,
) -> Result<()> {
    // One that is pulled out of a pack leaves its place empty; the others stay where they are.
    let changes = Changes { reason: Some(why), pack_id: Some(None), place: Some(None), ..Changes::default() };
    store::road::go(conn, letter, step, &changes)?;
    let (event, act) = match step {
        Step::Hold => (Event::LetterHeld, "letter.held"),
        Step::Release => (Event::LetterReady, "letter.released"),
        _ => (Event::LetterWithdrawn, "letter.withdrawn"),
    };
    tell(conn, floor, round, &letter.person_id, event, "")?;
    audit::write(conn, floor.clock.now(), &Act::new(&visitor.account_id, act, &letter.id))
}

/// A letter of a round that the visitor signs or runs.
fn found(conn: &mut Conn, visitor: &Visitor, round_id: &str, letter_id: &str) -> Result<(Round, OnRoad)> {
    let round = store::rounds::hold(conn, round_id)?;
    let letter = store::road::one(conn, letter_id)?;
    let theirs = visitor.reaches(SIGN, &round.authority_id) || visitor.reaches(RUN, &round.authority_id);
    if theirs && letter.round_id == round.id { Ok((round, letter)) } else { Err(Error::Missing("This letter")) }
}
