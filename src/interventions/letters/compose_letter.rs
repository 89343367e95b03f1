//! The job that makes one letter: is it still owed, are its lines in, and would it print whole?

use serde::{Deserialize, Serialize};

use super::{
    letter::Letter,
    owed::{self, Owed, owed},
    paper::{Papers, Sheet, Sheets, words_sha256},
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
    trial::{
        roster::{people, vault},
        uptake::event::Event,
    },
};

#[derive(Debug, Default)]
pub struct ComposeLetter {
    papers: Papers,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Job {
    pub letter_id: String,
}

/// What one claiming transaction keeps.
#[derive(Debug, Default)]
pub struct Guard {
    list: owed::Guard,
    sheets: Sheets,
}

#[derive(Debug)]
pub struct Ready {
    row: OnRoad,
    sheet: std::sync::Arc<Sheet>,
    letter: Letter,
}

/// The hash of the letter's words, or what keeps it from being printed.
#[derive(Debug)]
pub struct Done {
    row: OnRoad,
    sheet: std::sync::Arc<Sheet>,
    made: Result<String, String>,
}

impl Work for ComposeLetter {
    const KIND: &'static str = "letters.compose";
    type Job = Job;
    type Guard = Guard;
    type Ready = Ready;
    type Done = Done;

    fn claim(&self, floor: &Floor, conn: &mut Conn, guard: &mut Guard, job: &Job) -> Result<Claim<Ready>> {
        let row = store::road::one(conn, &job.letter_id)?;
        if row.state != State::Lines {
            return Ok(Claim::NotNeeded("made already".into()));
        }
        let sheet = guard.sheets.of(conn, &row.round_id)?;
        let person = people::person(conn, &row.person_id)?;
        match owed(conn, floor, &mut guard.list, &person)? {
            Owed::Yes => {}
            Owed::No(reason) => return no_longer(conn, floor, &row, &sheet, reason),
            Owed::Alarm(alarm) => return Ok(alarm.claim()),
        }
        let why = format!("preflight of letter {}", row.id);
        let Some(address) = vault::open(conn, floor, "worker", &person.id, &why)? else {
            return no_longer(conn, floor, &row, &sheet, "no_address");
        };
        if !row.lines.are_in() {
            return Ok(Claim::NotNeeded("lines outstanding".into()));
        }
        let letter = sheet.letter(&person, &row.words, address.lines());
        Ok(Claim::Ready(Ready { row, sheet, letter }))
    }

    fn work(&self, _: &Floor, _: &str, ready: Ready) -> Result<Done> {
        let Ready { row, sheet, letter } = ready;
        let stationery = self.papers.of(&sheet.wording, None)?;
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

/// Ends a letter that is owed no longer, with the reason on record.
pub(super) fn no_longer<R>(
    conn: &mut Conn,
    floor: &Floor,
    row: &OnRoad,
    sheet: &Sheet,
    reason: &'static str,
) -> Result<Claim<R>> {
    let changes = Changes { reason: Some(Some(reason)), ..Changes::default() };
    store::road::go(conn, row, Step::NotOwed, &changes)?;
    tell(conn, floor, &sheet.round, &row.person_id, Event::LetterNotOwed, reason)?;
    Ok(Claim::NotNeeded(reason.into()))
}
