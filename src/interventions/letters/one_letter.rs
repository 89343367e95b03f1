//! What the jobs about one letter have in common: the letter they name, and how a claim begins.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    erase_file::{EraseFile, File},
    hand::Hand,
    owed::{self, Owed, owed},
    paper::{Sheet, Sheets},
    signed::Hands,
    state::Step,
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
        db::Conn,
        error::Result,
        jobs::{self, Claim},
    },
    trial::{
        roster::{
            address::Address,
            people::{self, Person},
            vault,
        },
        uptake::event::Event,
    },
};

/// Work on one letter.
#[derive(Debug, Serialize, Deserialize)]
pub struct OneLetter {
    pub letter_id: String,
}

/// What one claiming transaction keeps between its letters.
#[derive(Debug, Default)]
pub struct Guard {
    lists: owed::Guard,
    sheets: Sheets,
    hands: Hands,
}

/// A letter as its claim finds it.
#[derive(Debug)]
pub struct Found {
    pub row: OnRoad,
    pub sheet: Arc<Sheet>,
    pub person: Person,
    pub owed: Owed,
}

impl Guard {
    /// Reads the letter, and asks whether it is owed.
    pub fn find(&mut self, conn: &mut Conn, floor: &Floor, job: &OneLetter) -> Result<Found> {
        let row = store::road::one(conn, &job.letter_id)?;
        let sheet = self.sheets.of(conn, &row.round_id)?;
        let person = people::person(conn, &row.person_id)?;
        let owed = owed(conn, floor, &mut self.lists, &person)?;
        Ok(Found { row, sheet, person, owed })
    }

    /// The hand that signed, opened once a transaction.
    pub fn hand(&mut self, conn: &mut Conn, floor: &Floor, signature_id: &str) -> Result<Arc<Hand>> {
        self.hands.of(conn, floor, signature_id)
    }
}

impl Found {
    /// Opens the address for what is about to be done with it, a word or two for the record. Where the letter is owed no
    /// longer or there is no address, it ends here, with the reason on record.
    pub fn address<R>(
        &self,
        conn: &mut Conn,
        floor: &Floor,
        what: &str,
    ) -> Result<std::result::Result<Address, Claim<R>>> {
        let reason = match &self.owed {
            Owed::Alarm(alarm) => return Ok(Err(alarm.clone().claim())),
            Owed::No(reason) => reason,
            Owed::Yes => {
                let why = format!("{what} of letter {}", self.row.id);
                match vault::open(conn, floor, "worker", &self.person.id, &why)? {
                    Some(address) => return Ok(Ok(address)),
                    None => "no_address",
                }
            }
        };
        not_owed(conn, floor, &self.sheet.round, &self.row, reason)?;
        Ok(Err(Claim::NotNeeded(reason.into())))
    }
}

/// Ends a letter that is owed no longer, with the reason on record, and promises that its file goes.
pub(super) fn not_owed(conn: &mut Conn, floor: &Floor, round: &Round, letter: &OnRoad, reason: &str) -> Result<()> {
    let changes = Changes { reason: Some(Some(reason)), ..Changes::default() };
    store::road::go(conn, letter, Step::NotOwed, &changes)?;
    if let Some(file_key) = letter.file_key.clone() {
        jobs::enqueue::<EraseFile>(conn, floor, &File { subject: letter.id.clone(), file_key })?;
    }
    tell(conn, floor, round, &letter.person_id, Event::LetterNotOwed, reason)
}
