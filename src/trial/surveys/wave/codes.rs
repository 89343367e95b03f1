//! Codes that are handed out. A code is made from its number under the server's key, so nothing of it is stored but how many there are;
//! they are given over sorted, and whom one goes to is written nowhere.

use std::collections::BTreeSet;

use super::{Mode, Wave};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
        seal::Secrets,
    },
    trial::surveys::store::waves,
};

/// No l and no o, no 0 and no 1.
const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// 60 bits.
const LENGTH: usize = 12;
const GROUP: usize = 4;
/// The most codes of one wave.
pub const MOST: i32 = 20_000;

/// Makes so many more codes, as they are printed, in an order that says nothing of their numbers.
///
/// # Errors
/// `Invalid`, for too many or none; `TooLate`, unless the survey was launched and has not closed.
pub fn hand_out(conn: &mut Conn, floor: &Floor, actor: &str, wave: &Wave, many: &str) -> Result<Vec<String>> {
    if wave.mode != Mode::Coded {
        return Err(Error::Missing("That survey"));
    }
    if wave.launched_at.is_none() || wave.has_closed(floor.clock.now()) {
        return Err(Error::TooLate("Codes are handed out once the survey is launched, and until it closes.".into()));
    }
    let room = MOST - wave.codes;
    let many = many.trim().parse::<i32>().ok().filter(|many| *many >= 1 && *many <= room);
    let many = many.ok_or_else(|| Error::invalid("many", format!("Write how many, from 1 to {room}.")))?;
    let until = waves::more_codes(conn, &wave.id, many)?;
    let made: BTreeSet<String> =
        (until - many..until).map(|number| shown(&code(&floor.secrets, &wave.id, number))).collect();
    let act = Act::new(actor, "survey.codes_handed_out", &wave.id).because(format!("codes {many}"));
    audit::write(conn, floor.clock.now(), &act)?;
    Ok(made.into_iter().collect())
}

/// The open wave that a typed code belongs to, and what its sheet is called.
///
/// # Errors
/// `Invalid`, where it fits none.
pub fn find(conn: &mut Conn, floor: &Floor, typed: &str) -> Result<(Wave, String)> {
    let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    for wave in Wave::launched(conn)?.into_iter().filter(|wave| wave.mode == Mode::Coded) {
        let open = wave.is_open(floor.clock.now());
        if open && (0..wave.codes).any(|number| code(&floor.secrets, &wave.id, number) == plain) {
            let called = called(&floor.secrets, &wave.id, &plain);
            return Ok((wave, called));
        }
    }
    Err(Error::invalid(
        "code",
        "This code fits no survey that is open now. Look for a slip: there is no l, no o, no 0 and no 1 in it.",
    ))
}

/// What the sheet of a code is called: a keyed hash, from which the code cannot be told.
fn called(secrets: &Secrets, wave_id: &str, code: &str) -> String {
    hex::encode(&secrets.mac("survey sheet", &[wave_id.as_bytes(), code.as_bytes()])[..16])
}

fn code(secrets: &Secrets, wave_id: &str, number: i32) -> String {
    let mac = secrets.mac("survey code", &[wave_id.as_bytes(), &number.to_be_bytes()]);
    mac[..LENGTH].iter().map(|byte| char::from(SIGNS[usize::from(byte % 32)])).collect()
}

fn shown(code: &str) -> String {
    let groups: Vec<&str> = (0..LENGTH / GROUP).map(|at| &code[at * GROUP..(at + 1) * GROUP]).collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_each_time_and_no_two_are_alike() {
        let secrets = Secrets::new([7; 32], &[]);
        let made: BTreeSet<String> = (0..1_000).map(|number| code(&secrets, "wave", number)).collect();
        assert_eq!(made.len(), 1_000);
        assert_eq!(code(&secrets, "wave", 3), code(&secrets, "wave", 3));
        assert_ne!(code(&secrets, "wave", 3), code(&secrets, "other", 3));
        assert_eq!(shown("abcdefghijkm"), "abcd-efgh-ijkm");
        assert_ne!(called(&secrets, "wave", "abcdefghijkm"), called(&secrets, "other", "abcdefghijkm"));
    }
}
