//! The job that makes one letter: is it still owed, are its lines in, and would it print whole?

use std::sync::Arc;

use super::{
    letter::Letter,
    nobody::NO_LINES,
    one_letter::{Found, Guard, OneLetter, not_owed},
    owed::Owed,
    paper::{Papers, Sheet, words_sha256},
    print::Stationery,
    state::{State, Step},
    store::{
        self,
        road::{Changes, OnRoad},
    },
    tell::tell,
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::Result,
        jobs::{Claim, Ending, Work},
    },
    trial::{roster::vault, uptake::event::Event},
};

#[derive(Debug, Default)]
pub struct ComposeLetter {
    papers: Papers,
}

#[derive(Debug)]
pub struct Ready {
    row: OnRoad,
    sheet: Arc<Sheet>,
    stationery: Arc<Stationery>,
    letter: Letter,
}

/// The hash of the letter's words, or what keeps it from being printed.
#[derive(Debug)]
pub struct Done {
    row: OnRoad,
    sheet: Arc<Sheet>,
    made: Result<String, String>,
}

impl Work for ComposeLetter {
    const KIND: &'static str = "letters.compose";
    type Job = OneLetter;
    type Guard = Guard;
    type Ready = Ready;
    type Done = Done;

    fn side_by_side(&self) -> bool {
        true
    }

    fn claim(&self, floor: &Floor, conn: &mut Conn, guard: &mut Guard, job: &OneLetter) -> Result<Claim<Ready>> {
        let found = guard.find(conn, floor, job)?;
        if found.row.state != State::Lines {
            return Ok(Claim::NotNeeded("made already".into()));
        }
        if found.owed == Owed::Yes && found.row.reason.as_deref() == Some(NO_LINES) {
            not_owed(conn, floor, &found.sheet.round, &found.row, NO_LINES)?;
            return Ok(Claim::NotNeeded("nobody could write two lines".into()));
        }
        if found.owed == Owed::Yes && !found.row.lines.are_in() {
            return Ok(Claim::NotNeeded("lines outstanding".into()));
        }
        if found.owed == Owed::Yes && vault::is_bad(conn, &found.person.id)? {
            let why =
                "The last letter to this address came back. Bring in a new address, or mark the person do-not-post.";
            store::road::note(conn, &found.row, why)?;
            return Ok(Claim::NotNeeded("the address is bad".into()));
        }
        let address = match found.address(conn, floor, "preflight")? {
            Ok(address) => address,
            Err(ending) => return Ok(ending),
        };
        let Found { row, sheet, person, .. } = found;
        let letter = sheet.letter(&person, &row.words, address.lines());
        let stationery = self.papers.of(sheet.words_for(&person), None)?;
        Ok(Claim::Ready(Ready { row, sheet, stationery, letter }))
    }

    fn work(&self, _: &Floor, _: &str, ready: Ready) -> Result<Done> {
        let Ready { row, sheet, stationery, letter } = ready;
        let faults = stationery.preflight(&letter);
        let made = if faults.is_empty() {
            Ok(words_sha256(&stationery, &letter)?)
        } else {
            let said: Vec<String> = faults.iter().map(|fault| format!("{fault} ({})", fault.code.text())).collect();
            Err(said.join(" "))
        };
        Ok(Done { row, sheet, made })
    }

    fn settle(&self, floor: &Floor, conn: &mut Conn, done: Done) -> Result<Ending> {
        let Done { row, sheet, made } = done;
        let words_sha256 = match &made {
            Ok(hash) => hash,
            Err(faults) => {
                store::road::note(conn, &row, faults)?;
                return Ok(Ending::NotNeeded("would not print right".into()));
            }
        };
        let composed_at = Some(floor.clock.now());
        let words_sha256 = Some(words_sha256.as_str());
        let changes = Changes { reason: Some(None), composed_at, words_sha256, ..Changes::default() };
        store::road::go(conn, &row, Step::Compose, &changes)?;
        tell(conn, floor, &sheet.round, &row.person_id, Event::LetterComposed, "")?;
        tell(conn, floor, &sheet.round, &row.person_id, Event::LetterReady, "")?;
        Ok(Ending::Done)
    }
}
