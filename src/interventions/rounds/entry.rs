//! What stands in a diary: that there is a Round, where, and the link. Others may be able to read it, so it says nothing of a
//! person but their name.

use super::{
    mailing::place_link,
    place::{Diary::Held, Place},
    round::Round,
    store::{self, series::Series},
};
use crate::{
    floor::{
        Floor,
        calendar::{self, Entry, Method},
        clock::london_time,
        db::Conn,
        error::Result,
        inbound::REPLY,
        mail::{Diary, keyed::keyed},
    },
    trial::roster::people::{self, Person},
};

/// What of a Round stands in each diary.
#[derive(Debug, Clone)]
pub struct Occasion {
    pub round: Round,
    pub series: Series,
    /// The room or the link; both, where people may choose.
    pub place: String,
}

impl Occasion {
    pub fn of(conn: &mut Conn, round: Round) -> Result<Self> {
        let series = store::series::one(conn, &round.series_id)?;
        let room = round.room_id.as_deref().map(|id| store::rooms::one(conn, id)).transpose()?;
        let places = [room.map(|room| room.place()), round.online.clone()];
        let place = places.into_iter().flatten().collect::<Vec<_>>().join(", or ");
        Ok(Self { round, series, place })
    }

    /// As a diary and a subject name it.
    #[must_use]
    pub fn title(&self) -> String {
        if self.round.topic.is_empty() {
            self.series.called.clone()
        } else {
            format!("{}: {}", self.series.called, self.round.topic)
        }
    }

    /// The hour itself, inside the time that is taken: `12:15 to 13:15`.
    #[must_use]
    pub fn hour(&self) -> String {
        format!("{} to {}", london_time(self.round.span.starts).format("%H:%M"), self.ends())
    }

    /// When the hour is over: `13:15`.
    #[must_use]
    pub fn ends(&self) -> String {
        london_time(self.round.span.ends).format("%H:%M").to_string()
    }

    /// The entry as the diary of `person` is to hold it now.
    pub fn entry(&self, floor: &Floor, place: &Place, person: &Person) -> Result<Entry> {
        let (booked, link) = (self.round.booked(), place_link(floor, &place.id));
        let description = format!(
            "An hour to hear how work feels, from {}; the time around it is for coming and going.\n\n{}\n\nAccept, and you have a place if one is free. Decline, and it goes to somebody else.\n\n{link}",
            self.hour(),
            self.round.mix.says(),
        );
        Ok(Entry {
            uid: place.uid(),
            sequence: place.sequence,
            stamped: place.changed_at,
            starts: booked.starts,
            ends: booked.ends,
            summary: self.title(),
            description,
            location: self.place.clone(),
            url: Some(link),
            organiser: calendar::Person {
                name: format!("Hearten, for {}", person.authority),
                email: keyed(&floor.secrets, &floor.settings.diary.replies, REPLY, &place.id)?,
            },
            attendee: calendar::Person { name: person.names.full(), email: person.email.clone().unwrap_or_default() },
            alarm_minutes: Some(15),
            may_counter: false,
            private: floor.settings.diary.private,
        })
    }
}

/// The entry as a mail carries it.
pub fn diary(method: Method, entry: &Entry) -> Diary {
    Diary { method: method.name().to_owned(), ics: calendar::write(method, entry) }
}

/// Every Round that is in somebody's diary, for the calendar that their own program fetches.
pub fn entries_of(conn: &mut Conn, floor: &Floor, person_id: &str) -> Result<Vec<Entry>> {
    let (person, mut entries) = (people::person(conn, person_id)?, Vec::new());
    for place in store::places::of_person(conn, person_id)?.into_iter().filter(|place| place.diary == Held) {
        let round = store::rounds::one(conn, &place.round_id)?;
        entries.push(Occasion::of(conn, round)?.entry(floor, &place, &person)?);
    }
    Ok(entries)
}
