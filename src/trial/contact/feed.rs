//! A calendar of one person's own entries that their program fetches. The link is a secret: whoever has it reads them. It is
//! made when they ask for it, and taken back by a new generation of its key; nothing secret is stored.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Data, Path},
};

use super::store;
use crate::floor::{
    Floor,
    auth::{self, House},
    calendar::{Entry, etag, feed},
    clock::Moment,
    db::Conn,
    error::{Error, Result},
};

/// What the link opens. The word is both its path and what its key is for.
const PURPOSE: &str = "diary/feed";

/// The link of somebody's feed, where they have one, and when it was last fetched.
pub fn link(conn: &mut Conn, floor: &Floor, person_id: &str) -> Result<Option<(String, Option<Moment>)>> {
    let row = store::feed(conn, person_id)?.filter(|row| row.open);
    Ok(row.map(|row| (auth::link(floor, PURPOSE, person_id, row.generation), row.fetched_at)))
}

/// Opens a feed under a new link.
pub fn open(conn: &mut Conn, person_id: &str) -> Result<()> {
    store::next_feed(conn, person_id, true)
}

/// Takes the link back.
pub fn shut(conn: &mut Conn, person_id: &str) -> Result<()> {
    store::next_feed(conn, person_id, false)
}

/// GET and HEAD /diary/feed/{row}/{key}
pub async fn show_feed(
    floor: Data<Floor>,
    house: Data<House>,
    path: Path<(String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let (person_id, key) = path.into_inner();
    let inner = floor.clone();
    let whose = person_id.clone();
    let entries = floor.db.reading(move |conn| entries(conn, &inner, &house, &whose, &key)).await?;
    let now = floor.clock.now();
    floor.db.writing(move |conn| store::mark_fetched(conn, &person_id, now)).await?;
    let (text, changed) = (feed(&entries, "Hearten"), entries.iter().map(|entry| entry.stamped).max());
    let tag = etag(&text);
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|tag| tag.to_str().ok());
    let same = known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag));
    let mut answer = if same { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::ETAG, tag)).insert_header((header::CACHE_CONTROL, "private"));
    answer.insert_header(("X-Robots-Tag", "noindex"));
    if let Some(changed) = changed {
        answer.insert_header((header::LAST_MODIFIED, changed.format("%a, %d %b %Y %H:%M:%S GMT").to_string()));
    }
    if same {
        return Ok(answer.finish());
    }
    Ok(answer.content_type("text/calendar; charset=utf-8").body(text))
}

/// Their entries, where the key fits.
fn entries(conn: &mut Conn, floor: &Floor, house: &House, person_id: &str, key: &str) -> Result<Vec<Entry>> {
    let row = store::feed(conn, person_id)?.filter(|row| row.open).ok_or(Error::Missing("that link"))?;
    auth::link_fits(floor, PURPOSE, person_id, row.generation, key)?;
    let mut entries = Vec::new();
    for of_person in &house.entries {
        entries.extend(of_person(conn, floor, person_id)?);
    }
    Ok(entries)
}
