//! The code printed on a card: an HMAC of the placement and its generation, short enough to type. A hash of it finds the row; a new
//! generation makes every card before it worthless.

use subtle::ConstantTimeEq;

use super::{placement::Placement, store};
use crate::floor::{
    Floor,
    db::Conn,
    error::{Error, Result},
    short_code::{LENGTH, ShortCode},
};

/// What the code is for, and where it leads: short, since people type it.
const PURPOSE: &str = "tokens/fault";
const PATH: &str = "t";

/// The code of one generation of a placement.
#[must_use]
pub fn code(floor: &Floor, placement_id: &str, generation: i32) -> ShortCode {
    let mac = floor.secrets.mac(PURPOSE, &[placement_id.as_bytes(), &generation.to_be_bytes()]);
    let mut bytes = [0; LENGTH];
    bytes.copy_from_slice(&mac[..LENGTH]);
    ShortCode::of(bytes)
}

/// What a row is found by.
#[must_use]
pub fn hash(floor: &Floor, code: &ShortCode) -> String {
    hex::encode(&floor.secrets.mac("tokens/code", &[code.as_bytes()])[..16])
}

/// Where a code leads, without the host.
#[must_use]
pub fn path(code: &ShortCode) -> String {
    format!("/{PATH}/{}", code.shown())
}

/// The whole link, for a phone's camera.
#[must_use]
pub fn link(floor: &Floor, code: &ShortCode) -> String {
    format!("{}{}", floor.settings.web.public_url.trim_end_matches('/'), path(code))
}

/// The placement whose card bears what was typed or scanned.
///
/// # Errors
/// `Missing`, where there is none, or a newer code was printed since.
pub fn placement_of(conn: &mut Conn, floor: &Floor, typed: &str) -> Result<Placement> {
    let offered = ShortCode::parse(typed)?;
    let found = store::placements::by_code(conn, &hash(floor, &offered))?;
    let fits = |placement: &Placement| {
        code(floor, &placement.id, placement.generation).as_bytes().ct_eq(offered.as_bytes()).into()
    };
    found.filter(fits).ok_or(Error::Missing("that link"))
}
