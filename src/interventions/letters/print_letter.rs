//! The job that prints one letter: owed still, signed as it stands, drawn onto the round's stationery, sealed and stored.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    compose_letter::no_longer,
    letter::Letter,
    owed::{self, Owed, owed},
    paper::{Papers, Sheet, Sheets, unprintable, words_sha256},
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
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
        jobs::{Claim, Ending, Work},
        seal::sha256,
    },
    trial::{
        roster::{people, vault},
        uptake::event::Event,
    },
};

#[derive(Debug, Default)]
pub struct PrintLetter {
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
    sheet: Arc<Sheet>,
    stationery: Arc<Stationery>,
    letter: Letter,
}

#[derive(Debug)]
pub struct Done {
    row: OnRoad,
    sheet: Arc<Sheet>,
    file_key: String,
    file_sha256: String,
}

/// What a letter's sealed file is bound to, so that no other can stand in its place.
pub(super) fn seal_context(letter_id: &str) -> String {
    format!("letter:{letter_id}")
}

impl Work for PrintLetter {
    const KIND: &'static str = "letters.print";
    type Job = Job;
    type Guard = Guard;
    type Ready = Ready;
    type Done = Done;

    fn claim(&self, floor: &Floor, conn: &mut Conn, guard: &mut Guard, job: &Job) -> Result<Claim<Ready>> {
        let row = store::road::one(conn, &job.letter_id)?;
        let sheet = guard.sheets.of(conn, &row.round_id)?;
        let person = people::person(conn, &row.person_id)?;
        // Asked before anything else, so that a job planted for somebody who is owed nothing never passes unseen.
        let answer = owed(conn, floor, &mut guard.list, &person)?;
        if let Owed::Alarm(alarm) = answer {
            return Ok(alarm.claim());
        }
        match (row.state, row.signed_name.as_deref()) {
            (State::Signed, Some(_)) => {}
            (State::Lines | State::Ready | State::Held, _) | (State::Signed, None) => {
                return Ok(alarm(row, "A letter that nobody had signed was about to be printed."));
            }
            _ => return Ok(Claim::NotNeeded(row.state.name().into())),
        }
        if let Owed::No(reason) = answer {
            return no_longer(conn, floor, &row, &sheet, reason);
        }
        let why = format!("print of letter {}", row.id);
        let Some(address) = vault::open(conn, floor, "worker", &person.id, &why)? else {
            return no_longer(conn, floor, &row, &sheet, "no_address");
        };
        let letter = sheet.letter(&person, &row.words, address.lines());
        let stationery = self.papers.of(&sheet.wording, row.signed_name.as_deref())?;
        if Some(words_sha256(&stationery, &letter)?) != row.words_sha256 {
            return Ok(alarm(row, "The words of a letter were changed after it was signed."));
        }
        Ok(Claim::Ready(Ready { row, sheet, stationery, letter }))
    }

    fn work(&self, floor: &Floor, _: &str, ready: Ready) -> Result<Done> {
        let Ready { row, sheet, stationery, letter } = ready;
        let mut pdf = Vec::new();
        stationery.print(&letter, &mut pdf).map_err(unprintable)?;
        let file_sha256 = sha256(&pdf);
        let file_key = format!("letters/{}/{}.pdf.sealed", row.round_id, row.id);
        floor.files.put(&file_key, floor.secrets.seal(&floor.ids, &seal_context(&row.id), &pdf)?)?;
        Ok(Done { row, sheet, file_key, file_sha256 })
    }

    fn settle(&self, floor: &Floor, conn: &mut Conn, done: Done) -> Result<Ending> {
        let Done { row, sheet, file_key, file_sha256 } = done;
        let now = floor.clock.now();
        let changes = Changes {
            file_key: Some(&file_key),
            file_sha256: Some(&file_sha256),
            printed_at: Some(now),
            ..Changes::default()
        };
        if let Err(error) = store::road::go(conn, &row, Step::Print, &changes) {
            // Withdrawn while it was printed: a file that bears an address does not stay behind.
            if matches!(error, Error::TooLate(_)) && store::road::one(conn, &row.id)?.file_key.is_none() {
                floor.files.delete(&file_key)?;
            }
            return Err(error);
        }
        tell(conn, floor, &sheet.round, &row.person_id, Event::LetterPrinted, "")?;
        audit::write(conn, now, &Act::new("worker", "letter.printed", &row.id).because(file_sha256))?;
        Ok(Ending::Done)
    }
}

fn alarm(row: OnRoad, why: &str) -> Claim<Ready> {
    Claim::Alarm { kind: "letters.not_as_signed", subject: row.id, why: why.into() }
}
