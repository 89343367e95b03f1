//! The links that mails and diaries carry: to somebody's own place, to a colleague's cover, and out.

use crate::floor::{Floor, auth, error::Result};

/// What the links open. Each word is both a path and what its key is for.
pub const PLACE: &str = "rounds/place";
pub const COVER: &str = "rounds/cover";
pub const STOP: &str = "rounds/stop";
/// Raised, it would revoke every link that was sent.
const GENERATION: i32 = 1;

/// The link to somebody's place.
pub fn place_link(floor: &Floor, place_id: &str) -> String {
    auth::link(floor, PLACE, place_id, GENERATION)
}

/// Whether the key of such a link fits.
pub fn place_link_fits(floor: &Floor, place_id: &str, key: &str) -> Result<()> {
    auth::link_fits(floor, PLACE, place_id, GENERATION, key)
}

/// The one page that it opens.
pub fn place_page(place_id: &str) -> String {
    format!("/rounds/places/{place_id}")
}

/// Where a colleague says whether they cover. It fits that colleague only.
pub fn cover_link(floor: &Floor, place_id: &str, cover_id: &str) -> String {
    auth::link(floor, COVER, &format!("{place_id}.{cover_id}"), GENERATION)
}

/// The place and the colleague of such a link whose key fits.
pub fn cover_link_of(floor: &Floor, row: &str, key: &str) -> Result<(String, String)> {
    auth::link_fits(floor, COVER, row, GENERATION, key)?;
    let (place, cover) = row.split_once('.').unwrap_or((row, ""));
    Ok((place.to_owned(), cover.to_owned()))
}

/// Where one press leaves somebody out: the `List-Unsubscribe` of their mails.
pub fn stop_link(floor: &Floor, place_id: &str) -> String {
    auth::link(floor, STOP, place_id, GENERATION)
}

/// Whether the key of such a link fits.
pub fn stop_link_fits(floor: &Floor, place_id: &str, key: &str) -> Result<()> {
    auth::link_fits(floor, STOP, place_id, GENERATION, key)
}
