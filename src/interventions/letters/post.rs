//! A pack was handed to the post. From that day its letters are part of the record, and the clock of erasure runs.

use chrono::{Days, NaiveDate};

use super::{
    round::Round,
    state::{State, Step},
    store::{
        self,
        packs::Pack,
        road::{Changes, OnRoad},
    },
    tell::tell,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        clock::london_date,
        db::Conn,
        error::{Error, Result},
    },
    trial::uptake::event::Event,
};

/// Reads the day on which a pack went into the post.
///
/// # Errors
/// `Invalid`, where it is no day, one to come, or one before the pack was made.
pub fn posting_day(typed: &str, pack: &Pack, today: NaiveDate) -> Result<NaiveDate> {
    let day = typed.trim().parse::<NaiveDate>().ok();
    let fits = day.filter(|day| (london_date(pack.made_at)..=today).contains(day));
    fits.ok_or_else(|| {
        Error::invalid("posted_on", "Give the day it was posted: not before the pack was made, and not to come.")
    })
}

/// When the addresses of a pack's letters go.
pub fn erase_on(floor: &Floor, posted_on: NaiveDate) -> NaiveDate {
    posted_on + Days::new(u64::from(floor.settings.letters.returns_days))
}

/// The letters of a pack that would go into the post.
///
/// # Errors
/// `Invalid`, while a letter of it waits for a pen.
pub fn ready_to_post(conn: &mut Conn, pack: &Pack) -> Result<Vec<OnRoad>> {
    let mut letters = store::road::of_pack(conn, &pack.id)?;
    let which = match letters.iter().filter(|letter| letter.state == State::AtPen).count() {
        0 => {
            letters.retain(|letter| letter.state == State::Packed);
            return Ok(letters);
        }
        1 => "One letter of this pack is".to_owned(),
        many => format!("{many} letters of this pack are"),
    };
    let why = format!("{which} not ticked off as signed. Tick off what bears a signature, and take the others out.");
    Err(Error::invalid("posted_on", why))
}

/// Marks a pack as posted; gives how many letters were. A letter that was withdrawn from it stays withdrawn.
///
/// # Errors
/// `Invalid`, while a letter of it waits for a pen;
/// `TooLate`, where it is marked already.
pub fn post(conn: &mut Conn, floor: &Floor, actor: &str, round: &Round, pack: &Pack, on: NaiveDate) -> Result<usize> {
    let letters = ready_to_post(conn, pack)?;
    if !store::packs::mark_posted(conn, &pack.id, on)? {
        return Err(Error::TooLate("This pack is marked as posted already.".into()));
    }
    for letter in &letters {
        store::road::go(conn, letter, Step::Post, &Changes { posted_on: Some(on), ..Changes::default() })?;
        tell(conn, floor, round, &letter.person_id, Event::LetterPosted, &on.to_string())?;
    }
    let detail = format!("letters {}, on {on}", letters.len());
    audit::write(conn, floor.clock.now(), &Act::new(actor, "pack.posted", &pack.id).because(detail))?;
    Ok(letters.len())
}
