//! What of the letters goes when somebody asks to be forgotten: what was written of them, and every file that bears their
//! address. That there was a letter, when, and its hashes stay.

use super::{
    erase_file::{EraseFile, File},
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
        error::{Error, Result},
        jobs,
    },
    trial::uptake::event::Event,
};

/// Takes back what is not posted yet, empties the lines, and promises that the files go.
///
/// # Errors
/// `TooLate`, where a letter of theirs lies in a pack that is still to be posted: its one long PDF cannot be unpicked.
pub fn erase_letters_of(conn: &mut Conn, floor: &Floor, person_id: &str) -> Result<()> {
    for letter in store::road::of_person(conn, person_id)? {
        erase_packs(conn, floor, &letter)?;
        if letter.state == State::Lines {
            store::lines::stop(conn, &letter.id, "erased")?;
        } else if !letter.state.is_ending() {
            let round = store::rounds::one(conn, &letter.round_id)?;
            store::road::go(conn, &letter, Step::Withdraw, &Changes::default())?;
            tell(conn, floor, &round, person_id, Event::LetterWithdrawn, "erased")?;
        }
        store::road::erase_words(conn, &letter.id)?;
        store::suggestions::erase_words(conn, &letter.id)?;
        if let Some(file_key) = letter.file_key {
            jobs::enqueue::<EraseFile>(conn, floor, &File { subject: letter.id, file_key })?;
        }
    }
    Ok(())
}

/// Every pack whose files hold a sheet of theirs, also one that the letter was taken out of.
fn erase_packs(conn: &mut Conn, floor: &Floor, letter: &OnRoad) -> Result<()> {
    for pack in store::packs::with_sheet_of(conn, &letter.id)? {
        if pack.posted_on.is_none() {
            return Err(Error::TooLate(
                "A letter of theirs lies in the files of a pack that is not posted yet. Post the pack, without this letter \
                 if need be, and erase the person then."
                    .into(),
            ));
        }
        jobs::enqueue::<EraseFile>(conn, floor, &File { subject: pack.id, file_key: pack.file_key })?;
    }
    Ok(())
}
