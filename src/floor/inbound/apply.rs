//! Tells the room that asked what was answered: the key in the address says which entry, and its UID and the invited address
//! have to fit. What does not fit is kept for a person, and nothing is moved by it.

use super::{
    BOUNCE, REPLY,
    diary::{Answer, Diary, Expected, Taken},
    letter::{Answered, Letter},
    read::Read,
    state::State,
};
use crate::floor::{
    Floor,
    clock::Moment,
    db::Conn,
    error::Result,
    mail::{
        bounce::{Meaning, heard},
        keyed::row_of,
    },
};

/// What became of a mail, and the row that it is about.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    pub state: State,
    pub about: Option<String>,
    /// For the record: what was answered, or a bounce's status. Nothing that somebody wrote.
    pub note: Option<String>,
}

/// In the transaction that settles the mail.
pub fn apply(conn: &mut Conn, floor: &Floor, diaries: &[Diary], read: &Read, came_at: Moment) -> Result<Outcome> {
    let plain = |state| Outcome { state, about: None, note: None };
    Ok(match &read.letter {
        Letter::Unreadable => plain(State::Unreadable),
        Letter::Automatic => plain(State::Automatic),
        Letter::Other => Outcome { about: key(floor, REPLY, &read.addresses), ..plain(State::Unmatched) },
        Letter::Bounce(bounce) => {
            let about = key(floor, BOUNCE, &read.addresses);
            let heard = about.as_ref().map(|row| heard(conn, floor, row, &bounce.status)).transpose()?.flatten();
            if let Some(heard) = heard.as_ref().filter(|heard| heard.meaning != Meaning::Soft) {
                diaries.iter().try_for_each(|diary| (diary.came_back)(conn, floor, &heard.job_id))?;
            }
            let state = if heard.is_some() { State::Bounce } else { State::Unmatched };
            Outcome { state, about, note: Some(bounce.status.clone()) }
        }
        Letter::Answers(answers) => answered(conn, floor, diaries, read, answers, came_at)?,
    })
}

/// The row of the first address that has a key of ours in it.
fn key(floor: &Floor, purpose: &str, addresses: &[String]) -> Option<String> {
    addresses.iter().find_map(|address| row_of(&floor.secrets, purpose, address))
}

fn answered(
    conn: &mut Conn,
    floor: &Floor,
    diaries: &[Diary],
    read: &Read,
    answers: &[Answered],
    came_at: Moment,
) -> Result<Outcome> {
    let organisers: Vec<String> = answers.iter().filter_map(|answer| answer.organiser.clone()).collect();
    let about = key(floor, REPLY, &read.addresses).or_else(|| key(floor, REPLY, &organisers));
    let found = match &about {
        Some(row) => expected(conn, floor, diaries, row)?,
        None => None,
    };
    let fits = found.and_then(|(diary, expected)| {
        let answer = answers.iter().find(|answer| answer.uid == expected.uid)?;
        Some((diary, expected, answer))
    });
    let (Some(row), Some((diary, expected, answer))) = (&about, fits) else {
        return Ok(Outcome { state: State::Unmatched, about, note: None });
    };
    let note = Some(answer.said.name().to_owned());
    let by = answer.attendee.as_ref().or(read.from.as_ref());
    if by.is_none_or(|by| !by.trim().eq_ignore_ascii_case(expected.attendee.trim())) {
        return Ok(Outcome { state: State::WrongAddress, about, note });
    }
    let taken = (diary.take)(conn, floor, &of(row, answer, came_at))?;
    let state = match taken {
        Taken::Applied => State::Applied,
        Taken::Stale => State::Stale,
        Taken::Unknown => State::Unmatched,
    };
    Ok(Outcome { state, about, note })
}

fn expected(conn: &mut Conn, floor: &Floor, diaries: &[Diary], row: &str) -> Result<Option<(Diary, Expected)>> {
    for diary in diaries {
        if let Some(expected) = (diary.expected)(conn, floor, row)? {
            return Ok(Some((*diary, expected)));
        }
    }
    Ok(None)
}

fn of(row: &str, answer: &Answered, came_at: Moment) -> Answer {
    Answer {
        row: row.to_owned(),
        sequence: answer.sequence,
        said: answer.said,
        comment: answer.comment.clone(),
        at: answer.stamped.map_or(came_at, |stamped| stamped.min(came_at)),
    }
}
