//! People tick themselves off by a short code on the wall: on the page of their place, or, where they have none, by their work
//! e-mail. The code is worth something from half an hour before a Round until half an hour after it.

use super::{
    attendance::{AROUND, By, set},
    round::Round,
    store,
};
use crate::{
    floor::{
        Floor,
        clock::Moment,
        db::Conn,
        error::{Error, Result},
    },
    trial::roster::people,
};

/// What the code is for.
const PURPOSE: &str = "rounds/here";
/// Raised, it would change every code.
const GENERATION: i32 = 1;
/// Letters that nobody takes for another, nor for a digit.
const LETTERS: &[u8; 20] = b"ACDEFGHJKLMNPRTUVWXY";
/// 64 million codes, behind the limit on how often one address may knock.
const LONG: usize = 6;

/// The code of one Round.
#[must_use]
pub fn wall_code(floor: &Floor, round_id: &str) -> String {
    let mac = floor.secrets.mac(PURPOSE, &[round_id.as_bytes(), &GENERATION.to_be_bytes()]);
    let mut number = mac.iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    let mut code = String::with_capacity(LONG);
    for _ in 0..LONG {
        let (rest, letter) = (number / LETTERS.len() as u64, number % LETTERS.len() as u64);
        code.push(char::from(usize::try_from(letter).ok().and_then(|at| LETTERS.get(at)).copied().unwrap_or(b'A')));
        number = rest;
    }
    code
}

/// Where whoever has no place ticks themselves off.
#[must_use]
pub fn here_page(code: &str) -> String {
    format!("/{PURPOSE}/{code}")
}

/// Whether people can tick themselves off now.
#[must_use]
pub fn is_near(round: &Round, now: Moment) -> bool {
    round.span.starts - AROUND <= now && now <= round.span.ends + AROUND
}

/// The Round of a code, while it is worth something.
pub fn round_of(conn: &mut Conn, floor: &Floor, code: &str) -> Result<Option<Round>> {
    let (now, code) = (floor.clock.now(), plain(code));
    let near = store::rounds::around(conn, now - AROUND, now + AROUND)?;
    Ok(near.into_iter().find(|round| is_near(round, now) && wall_code(floor, &round.id) == code))
}

/// Somebody with a place is here.
///
/// # Errors
/// `Invalid`, where the code is not this Round's, or worth nothing now.
pub fn here_by_place(conn: &mut Conn, floor: &Floor, place_id: &str, code: &str) -> Result<()> {
    let place = store::places::one(conn, place_id)?;
    store::rounds::hold(conn, &place.round_id)?;
    let round = round_of(conn, floor, code)?.filter(|round| round.id == place.round_id);
    let round = round.ok_or_else(|| {
        Error::invalid(
            "code",
            "That is not the code on the wall. It has six letters, and is of use around the hour itself.",
        )
    })?;
    set(conn, floor, &round, &place.person_id, true, By::Person).map(drop)
}

/// Somebody of this work e-mail is here, if anybody is. Nothing says whether somebody was.
///
/// # Errors
/// `Missing`, where the code is worth nothing; `Invalid`, for what is no address.
pub fn here_by_email(conn: &mut Conn, floor: &Floor, code: &str, email: &str) -> Result<()> {
    let round = round_of(conn, floor, code)?.ok_or(Error::Missing("that page"))?;
    let email = email.trim().to_lowercase();
    if !email.contains('@') || email.contains(char::is_whitespace) {
        return Err(Error::invalid("email", "Write your work e-mail address, such as name@council.gov.uk."));
    }
    store::rounds::hold(conn, &round.id)?;
    let series = store::series::one(conn, &round.series_id)?;
    let staff = people::in_authority(conn, &series.authority_id)?;
    let whose = |person: &&people::Person| {
        person.left_on.is_none() && person.email.as_ref().is_some_and(|own| own.to_lowercase() == email)
    };
    if let Some(person) = staff.iter().find(whose) {
        set(conn, floor, &round, &person.id, true, By::Person)?;
    }
    Ok(())
}

/// As on the wall, however it was typed.
fn plain(code: &str) -> String {
    code.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        assert_eq!(plain(" acd-efg "), "ACDEFG");
    }
}
