//! The box of an anonymous wave. All of its sheets are one sealed row, sorted by what they say, so that neither an id, nor an order,
//! nor a time stands beside any of them. Whoever holds the database sees how many there are, and when the box was last touched if the engine keeps
//! that; never which sheet came when.

use super::{Sheet, saved::empty, steps, texts};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
    },
    trial::surveys::{
        store::sheets,
        wave::{Mode, Wave, asked::goes_on},
    },
};

/// Puts a sheet into the box. Nothing else comes of it: no event, no job, no audit row.
///
/// # Errors
/// `Invalid`, for an empty one; `TooLate`, unless the wave is open.
pub fn put(conn: &mut Conn, floor: &Floor, wave: &Wave, mut sheet: Sheet) -> Result<()> {
    if wave.mode != Mode::Anonymous {
        return Err(Error::Missing("that link"));
    }
    if !wave.is_open(floor.clock.now()) || !goes_on(conn, wave)? {
        return Err(Error::TooLate("This survey is not open now. Thank you for wanting to answer it.".into()));
    }
    if sheet.answered() == 0 {
        return Err(empty());
    }
    let instruments = wave.asked(conn)?;
    let written = sheet.part_texts(&steps(&instruments));
    texts::add(conn, floor, wave, written)?;
    sheets::start_box(conn, &wave.id, &seal(floor, &wave.id, &[])?)?;
    let mut all = open(floor, &wave.id, &sheets::hold_box(conn, &wave.id)?)?;
    all.push(sheet);
    all.sort();
    let many = i32::try_from(all.len()).map_err(Error::broken)?;
    sheets::put_box(conn, &wave.id, many, &seal(floor, &wave.id, &all)?)
}

/// How many sheets are in the box.
pub fn count(conn: &mut Conn, wave_id: &str) -> Result<usize> {
    let found = sheets::open_box(conn, wave_id)?.map_or(0, |(many, _)| many);
    usize::try_from(found).map_err(Error::broken)
}

/// Every sheet, in an order that says nothing but what is in them.
pub fn all(conn: &mut Conn, floor: &Floor, wave_id: &str) -> Result<Vec<Sheet>> {
    sheets::open_box(conn, wave_id)?.map_or(Ok(Vec::new()), |(_, sealed)| open(floor, wave_id, &sealed))
}

fn context(wave_id: &str) -> String {
    format!("survey box:{wave_id}")
}

fn seal(floor: &Floor, wave_id: &str, sheets: &[Sheet]) -> Result<Vec<u8>> {
    floor.secrets.seal(&floor.ids, &context(wave_id), &serde_json::to_vec(sheets)?)
}

fn open(floor: &Floor, wave_id: &str, sealed: &[u8]) -> Result<Vec<Sheet>> {
    Ok(serde_json::from_slice(&floor.secrets.open(&context(wave_id), sealed)?)?)
}
