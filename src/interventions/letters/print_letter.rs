//! The job that prints one letter: owed still, signed as it stands or wanted for a pen, drawn onto the round's stationery,
//! sealed and stored.

use std::sync::Arc;

use super::{
    erase_file::{EraseFile, File},
    letter::Letter,
    one_letter::{Found, Guard, OneLetter},
    owed::Owed,
    paper::{Papers, Sheet, unprintable, words_sha256},
    print::Stationery,
    state::{State, Step},
    store::{
        self,
        road::{Changes, OnRoad},
        signatures::LetterFile,
    },
    tell::tell,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
        jobs::{self, Claim, Ending, Work},
        seal::sha256,
    },
    trial::uptake::event::Event,
};

#[derive(Debug, Default)]
pub struct PrintLetter {
    papers: Papers,
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
    type Job = OneLetter;
    type Guard = Guard;
    type Ready = Ready;
    type Done = Done;

    fn side_by_side(&self) -> bool {
        true
    }

    fn claim(&self, floor: &Floor, conn: &mut Conn, guard: &mut Guard, job: &OneLetter) -> Result<Claim<Ready>> {
        let found = guard.find(conn, floor, job)?;
        // Asked before anything else, so that a job planted for somebody who is owed nothing never passes unseen.
        if let Owed::Alarm(alarm) = found.owed {
            return Ok(alarm.claim());
        }
        let hand = match (found.row.state, found.row.signature_id.as_deref()) {
            (State::Signed, Some(id)) => Some(guard.hand(conn, floor, id)?),
            (State::ForPen, None) => None,
            (State::Lines | State::Ready | State::Held, _) | (State::Signed, None) | (State::ForPen, Some(_)) => {
                return Ok(alarm(found.row, "A letter that nobody had signed was about to be printed."));
            }
            (state, _) => return Ok(Claim::NotNeeded(state.name().into())),
        };
        let address = match found.address(conn, floor, "print")? {
            Ok(address) => address,
            Err(ending) => return Ok(ending),
        };
        let Found { row, sheet, person, .. } = found;
        let letter = sheet.letter(&person, &row.words, address.lines());
        let stationery = self.papers.of(sheet.words_for(&person), hand.as_deref())?;
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
        match store::road::go(conn, &row, Step::Print, &changes) {
            Err(Error::TooLate(why)) => {
                // Withdrawn while it was printed: a file that bears an address does not stay behind.
                if store::road::one(conn, &row.id)?.state.is_dropped() {
                    jobs::enqueue::<EraseFile>(conn, floor, &File { subject: row.id, file_key })?;
                }
                return Ok(Ending::NotNeeded(why));
            }
            went => went?,
        }
        let for_pen = row.state == State::ForPen;
        let file = LetterFile { letter_id: row.id.clone(), sha256: file_sha256.clone(), for_pen, made_at: now };
        store::signatures::add_file(conn, &file)?;
        tell(conn, floor, &sheet.round, &row.person_id, Event::LetterPrinted, "")?;
        audit::write(conn, now, &Act::new("worker", "letter.printed", &row.id).because(file_sha256))?;
        Ok(Ending::Done)
    }
}

fn alarm(row: OnRoad, why: &str) -> Claim<Ready> {
    Claim::Alarm { kind: "letters.not_as_signed", subject: row.id, why: why.into() }
}
