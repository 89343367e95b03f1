//! What stands in a diary: as little as others may see, and the link by which everything else is done.

use super::{course::Course, mailing::half_link, slot::Slot, store, wording};
use crate::{
    floor::{
        Floor,
        calendar::{self, Entry, Method},
        db::Conn,
        error::Result,
        mail::{Diary, keyed::keyed},
    },
    trial::roster::people::{self, Person},
};

/// What the key of an entry's organiser is for.
pub const REPLY: &str = "reply";

/// The entry of a half hour, as the diary of `person` is to hold it now.
pub fn entry(floor: &Floor, course: &Course, slot: &Slot, person: &Person) -> Result<Entry> {
    let week = course.week(slot.week)?;
    let link = half_link(floor, &slot.id);
    let description = format!(
        "{}\n\nTo begin, to move this, or to pass it over: {link}\n\nYou can also move or decline it here, in your diary.",
        week.invitation
    );
    Ok(Entry {
        uid: slot.id.clone(),
        sequence: slot.sequence,
        stamped: slot.changed_at,
        starts: slot.span.starts,
        ends: slot.span.ends,
        summary: course.diary_title.clone(),
        description,
        location: String::new(),
        url: Some(link),
        organiser: calendar::Person {
            name: format!("Hearten, for {}", person.authority),
            email: keyed(&floor.secrets, &floor.settings.diary.replies, REPLY, &slot.id)?,
        },
        attendee: calendar::Person { name: person.names.full(), email: person.email.clone().unwrap_or_default() },
        alarm_minutes: Some(5),
        may_counter: true,
        private: floor.settings.diary.private,
    })
}

/// The entry as a mail carries it.
pub fn diary(method: Method, entry: &Entry) -> Diary {
    Diary { method: method.name().to_owned(), ics: calendar::write(method, entry) }
}

/// Every half hour that is in somebody's diary, for the calendar that their own program fetches.
pub fn entries_of(conn: &mut Conn, floor: &Floor, person_id: &str) -> Result<Vec<Entry>> {
    let (person, mut entries) = (people::person(conn, person_id)?, Vec::new());
    for time in store::times::of_person(conn, person_id)? {
        let run = store::runs::one(conn, &time.run_id)?;
        let course = wording::course(conn, &run)?;
        let slots = store::slots::of_time(conn, &time.id)?.into_iter().filter(|slot| slot.state.is_out());
        for slot in slots {
            entries.push(entry(floor, &course, &slot, &person)?);
        }
    }
    Ok(entries)
}
