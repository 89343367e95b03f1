//! A coordinator plans a year of Rounds on one page: dates by a rule, the room, what allows them, how places go.

use super::{
    dates::MARGIN_MINUTES,
    licence::Licence,
    new_series::{NewLicence, NewSeries},
    round::{Mix, RUN, Round, State},
    store::{self, rooms::Room},
};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::{Error, Result},
    web::Visitor,
};
pub use store::series::Series;

/// Sets up a series with its Rounds and gives its id. Nobody is written to.
///
/// # Errors
/// `Invalid`, where the authority has a series of that name.
pub fn set_up(conn: &mut Conn, floor: &Floor, actor: &str, new: NewSeries) -> Result<String> {
    let (id, now, planned) = (floor.ids.next(), floor.clock.now(), new.dates(floor)?);
    let licence_id =
        new.licence.map(|licence| keep_licence(conn, floor, actor, &new.authority_id, licence)).transpose()?;
    let room_id = new.room.map(|room| room_of(conn, floor, &new.authority_id, room, new.capacity)).transpose()?;
    let series = Series {
        id: id.clone(),
        trial_id: new.trial_id,
        authority_id: new.authority_id,
        name: new.name,
        called: new.called,
        licence_id,
        cover: new.cover,
        offer_hours: new.offer_hours,
        made_by: actor.to_owned(),
        made_at: now,
    };
    if !store::series::add(conn, &series)? {
        return Err(Error::invalid("name", "There is a series of that name already. Choose another."));
    }
    for (number, planned) in (1..).zip(planned) {
        store::rounds::add(
            conn,
            &Round {
                id: floor.ids.next(),
                series_id: id.clone(),
                number,
                span: planned.span,
                margin_minutes: MARGIN_MINUTES,
                mode: new.mode,
                room_id: room_id.clone(),
                online: new.online.clone(),
                capacity: new.capacity,
                topic: String::new(),
                mix: Mix::Mixed,
                state: State::Planned,
                reason: None,
                version: 0,
                changed_at: now,
            },
        )?;
    }
    audit::write(conn, now, &Act::new(actor, "rounds.set_up", &id))?;
    Ok(id)
}

fn keep_licence(conn: &mut Conn, floor: &Floor, actor: &str, authority_id: &str, new: NewLicence) -> Result<String> {
    let (id, now) = (floor.ids.next(), floor.clock.now());
    let licence = Licence {
        id: id.clone(),
        authority_id: authority_id.to_owned(),
        licensor: new.licensor,
        reference: new.reference,
        from_on: new.from_on,
        until_on: new.until_on,
        noted_by: actor.to_owned(),
        noted_at: now,
    };
    store::licences::add(conn, &licence)?;
    audit::write(conn, now, &Act::new(actor, "rounds.licence_noted", &id))?;
    Ok(id)
}

/// The room of that name, which is added where it is new.
fn room_of(
    conn: &mut Conn,
    floor: &Floor,
    authority_id: &str,
    (name, directions): (String, String),
    capacity: i32,
) -> Result<String> {
    let known = store::rooms::of_authority(conn, authority_id)?.into_iter();
    if let Some(room) = known.into_iter().find(|room| room.name.eq_ignore_ascii_case(&name)) {
        return Ok(room.id);
    }
    let room = Room { id: floor.ids.next(), authority_id: authority_id.to_owned(), name, directions, capacity };
    store::rooms::add(conn, &room)?;
    Ok(room.id)
}

/// A series of the visitor's.
///
/// # Errors
/// `Missing`, where there is none or it is another authority's.
pub fn series_by(conn: &mut Conn, visitor: &Visitor, id: &str) -> Result<Series> {
    let series = store::series::one(conn, id)?;
    if visitor.reaches(RUN, &series.authority_id) { Ok(series) } else { Err(Error::Missing("This series")) }
}

/// Puts the renewed licence of a series on record.
pub fn renew(conn: &mut Conn, floor: &Floor, actor: &str, series: &Series, licence: NewLicence) -> Result<()> {
    let id = keep_licence(conn, floor, actor, &series.authority_id, licence)?;
    store::series::set_licence(conn, &series.id, &id)
}
