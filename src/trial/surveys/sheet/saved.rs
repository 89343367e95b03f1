//! Sheets that are saved as they grow: under a trial id, or under the hash of a code. They count once they are sent.

use super::{Sheet, Step, steps, texts};
use crate::{
    floor::{
        Floor,
        clock::Moment,
        db::Conn,
        error::{Error, Result},
    },
    trial::{
        surveys::{
            store::{sheets, waves},
            wave::{
                Mode, Wave,
                asked::{goes_on, is_asked},
            },
        },
        trial_ids,
        uptake::{event::Event, record::record},
    },
};

/// Whose sheet it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// A person's id. It is stood in for by a trial id before anything is kept.
    Person(String),
    /// What the sheet of a code is called.
    Code(String),
}

/// A sheet as it was found.
#[derive(Debug, Clone)]
pub struct Found {
    pub wave: Wave,
    pub sheet: Sheet,
    pub sent: bool,
    /// Whether anything can be answered now.
    pub open: bool,
}

impl Whose {
    /// Whose the row of a link is, with its wave.
    ///
    /// # Errors
    /// `Missing`, for what is no such row.
    pub fn of_row(conn: &mut Conn, mode: Mode, row: &str) -> Result<(Wave, Self)> {
        let gone = Error::Missing("that link");
        let Some((wave_id, rest)) = row.split_once('.') else { return Err(gone) };
        let wave = Wave::find(conn, wave_id)?;
        match mode {
            _ if wave.mode != mode => Err(gone),
            Mode::Named => Ok((wave, Self::Person(rest.to_owned()))),
            Mode::Coded => Ok((wave, Self::Code(rest.to_owned()))),
            Mode::Anonymous => Err(gone),
        }
    }

    fn called(&self, conn: &mut Conn, trial_id: &str) -> Result<Option<String>> {
        match self {
            Self::Person(person_id) => trial_ids::called(conn, trial_id, person_id),
            Self::Code(called) => Ok(Some(called.clone())),
        }
    }

    fn call(&self, conn: &mut Conn, floor: &Floor, trial_id: &str) -> Result<String> {
        match self {
            Self::Person(person_id) => trial_ids::call(conn, floor, trial_id, person_id),
            Self::Code(called) => Ok(called.clone()),
        }
    }

    fn may(&self, conn: &mut Conn, floor: &Floor, wave: &Wave) -> Result<bool> {
        match self {
            Self::Person(person_id) => is_asked(conn, floor, wave, person_id),
            Self::Code(_) => goes_on(conn, wave),
        }
    }
}

impl Found {
    /// Reads a sheet, changing nothing.
    pub fn read(conn: &mut Conn, floor: &Floor, wave: Wave, whose: &Whose) -> Result<Self> {
        let open = wave.is_open(floor.clock.now()) && whose.may(conn, floor, &wave)?;
        let called = whose.called(conn, &wave.trial_id)?;
        let row = match &called {
            Some(called) => sheets::sheet(conn, &wave.id, called)?,
            None => None,
        };
        let (sheet, sent) = match (called, row) {
            (Some(called), Some((sealed, sent_on))) => {
                (open_sheet(floor, &wave.id, &called, &sealed)?, sent_on.is_some())
            }
            _ => (Sheet::default(), false),
        };
        Ok(Self { wave, sheet, sent, open })
    }

    /// The same, to be kept or sent in this transaction: of two presses at once, the second sees what the first one did.
    pub fn held(conn: &mut Conn, floor: &Floor, wave: Wave, whose: &Whose) -> Result<Self> {
        waves::hold(conn, &wave.id)?;
        Self::read(conn, floor, wave, whose)
    }

    /// # Errors
    /// `TooLate`, where nothing can be answered any more.
    pub fn still_open(&self) -> Result<()> {
        if self.sent {
            Err(Error::TooLate("Your answers have been sent already. Thank you.".into()))
        } else if self.open {
            Ok(())
        } else {
            Err(Error::TooLate("This survey has closed. Thank you for wanting to answer it.".into()))
        }
    }
}

/// Keeps a sheet that is not sent yet, and is held.
pub fn keep(conn: &mut Conn, floor: &Floor, found: &Found, whose: &Whose) -> Result<()> {
    found.still_open()?;
    let called = whose.call(conn, floor, &found.wave.trial_id)?;
    let sealed = seal_sheet(floor, &found.wave.id, &called, &found.sheet)?;
    sheets::put_sheet(conn, &found.wave.id, &called, &sealed, None)
}

/// Sends a sheet that is held: from now on it counts, and cannot be changed. That a person answered is put on record, and never what.
///
/// # Errors
/// `Invalid`, for an empty one.
pub fn send(conn: &mut Conn, floor: &Floor, mut found: Found, whose: &Whose) -> Result<()> {
    found.still_open()?;
    if found.sheet.answered() == 0 {
        return Err(empty());
    }
    let (instruments, now) = (found.wave.asked(conn)?, floor.clock.now());
    let written = found.sheet.part_texts(&steps(&instruments));
    texts::add(conn, floor, &found.wave, written)?;
    let called = whose.call(conn, floor, &found.wave.trial_id)?;
    let sealed = seal_sheet(floor, &found.wave.id, &called, &found.sheet)?;
    sheets::put_sheet(conn, &found.wave.id, &called, &sealed, Some(floor.clock.today()))?;
    answered(conn, now, &found.wave, whose)
}

fn answered(conn: &mut Conn, now: Moment, wave: &Wave, whose: &Whose) -> Result<()> {
    if let Whose::Person(person_id) = whose {
        record(conn, now, Event::SurveyAnswered, person_id, &wave.trial_id, &wave.id, "")?;
    }
    Ok(())
}

/// What is said of a sheet with nothing in it.
pub(super) fn empty() -> Error {
    Error::invalid(
        "",
        "Nothing is answered yet. Go back and answer as much or as little as you like, or close this page.",
    )
}

/// Whether a person has sent theirs.
pub fn has_sent(conn: &mut Conn, wave: &Wave, person_id: &str) -> Result<bool> {
    let Some(called) = trial_ids::called(conn, &wave.trial_id, person_id)? else { return Ok(false) };
    Ok(sheets::sheet(conn, &wave.id, &called)?.is_some_and(|(_, sent_on)| sent_on.is_some()))
}

/// Every sheet that was sent, with what it is called.
pub fn sent(conn: &mut Conn, floor: &Floor, wave: &Wave) -> Result<Vec<(String, Sheet)>> {
    let rows = sheets::sent(conn, &wave.id)?;
    rows.into_iter()
        .map(|(called, sealed)| Ok((called.clone(), open_sheet(floor, &wave.id, &called, &sealed)?)))
        .collect()
}

/// One survey that somebody answered by a link of their own.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Answered {
    pub survey: String,
    pub sent: bool,
    /// Each question in its words, with what was chosen.
    pub answers: Vec<(String, String)>,
}

/// Every survey that a person answered under their trial ids, for themselves to read. What they wrote in words of their own is parted from
/// it and cannot be found again.
pub fn of_person(conn: &mut Conn, floor: &Floor, person_id: &str) -> Result<Vec<Answered>> {
    let mut answered = Vec::new();
    for wave in Wave::launched(conn)?.into_iter().filter(|wave| wave.mode == Mode::Named) {
        let asked = wave.asked(conn)?;
        let found = Found::read(conn, floor, wave, &Whose::Person(person_id.to_owned()))?;
        let said = |step: &Step<'_>| {
            let given = found.sheet.get(step);
            let choices = step.instrument.choices(&step.item.id);
            let words = choices.into_iter().find(|(code, _)| code.to_string() == given).map(|(_, words)| words);
            let words = words.or_else(|| step.is_text().then(|| given.to_owned())).filter(|words| !words.is_empty())?;
            Some((step.instrument.words(&step.item.id).to_owned(), words))
        };
        let answers: Vec<(String, String)> = steps(&asked).iter().filter_map(said).collect();
        if !answers.is_empty() {
            answered.push(Answered { survey: found.wave.name.clone(), sent: found.sent, answers });
        }
    }
    answered.sort_by(|a, b| a.survey.cmp(&b.survey));
    Ok(answered)
}

fn context(wave_id: &str, called: &str) -> String {
    format!("survey sheet:{wave_id}:{called}")
}

pub(in crate::trial::surveys) fn seal_sheet(
    floor: &Floor,
    wave_id: &str,
    called: &str,
    sheet: &Sheet,
) -> Result<Vec<u8>> {
    floor.secrets.seal(&floor.ids, &context(wave_id, called), &serde_json::to_vec(sheet)?)
}

fn open_sheet(floor: &Floor, wave_id: &str, called: &str, sealed: &[u8]) -> Result<Sheet> {
    Ok(serde_json::from_slice(&floor.secrets.open(&context(wave_id, called), sealed)?)?)
}
