//! What came of one person in a trial so far: for each place, such as a Round or a week, which events it saw and what was said of
//! it last. Every figure is counted from this, a row a person, however many events there are. It comes out the same in whatever
//! order the events are taken, and can be read as it stood before any day.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::event::Event;
use crate::floor::clock::{Moment, london_date};

mod ever;
mod question;

pub use ever::{Ever, People, Tally};
pub use question::Question;

/// One event of one person, in the words of the record.
#[derive(Debug, Clone, Copy)]
pub struct Taken<'a> {
    pub event: Event,
    pub at: Moment,
    /// Which of several times, such as a week of a run.
    pub occasion: &'a str,
    pub detail: &'a str,
}

/// That an event happened at a place, and the first day on which it did. Days count from the first of January of the year 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Seen {
    place: u16,
    /// By its place in the codebook.
    event: u8,
    day: i32,
}

/// The last answer of a day to a question. Of two, the later is the greater.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Said {
    /// The number behind the stroke, where answers are numbered.
    times: u32,
    /// In microseconds since 1970, UTC.
    at: i64,
    event: u8,
    day: i32,
    detail: String,
    place: u16,
}

impl Said {
    fn event(&self) -> Option<Event> {
        Event::ALL.get(usize::from(self.event)).copied()
    }

    fn question(&self) -> Option<Question> {
        let detail = if self.event() == Some(Event::GoalsBounced) { "welcome" } else { "" };
        Question::of(self.event()?, detail)
    }
}

/// A Round, a week of a run, or a round of letters, as far as a person is concerned.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    seen: &'a [Seen],
    said: &'a [Said],
}

impl Place<'_> {
    /// Whether it ever saw this. That somebody came to a Round is what was said of it last.
    #[must_use]
    pub fn saw(&self, event: Event) -> bool {
        match event {
            Event::RoundAttended | Event::RoundNotAttended => self.last(Question::Attendance) == Some(event),
            _ => self.seen.iter().any(|seen| seen.event == event as u8),
        }
    }

    /// All that it saw, each once.
    pub fn events(&self) -> impl Iterator<Item = Event> {
        let seen = self.seen.iter().filter_map(|seen| Event::ALL.get(usize::from(seen.event)).copied());
        seen.filter(|event| self.saw(*event))
    }

    /// What was said last.
    #[must_use]
    pub fn last(&self, question: Question) -> Option<Event> {
        self.said.iter().filter(|said| said.question() == Some(question)).max().and_then(Said::event)
    }
}

/// What came of one person so far. Rows lie in one line each, so that many people are read without asking for memory place by place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoFar {
    /// The names of the places in their order, a line each.
    places: String,
    /// By place and event.
    seen: Vec<Seen>,
    /// By place, day and question.
    said: Vec<Said>,
}

/// Bytes that are not what came of anybody.
#[derive(Debug, thiserror::Error)]
#[error("what came of a person so far cannot be read: {0}")]
pub struct Unreadable(#[from] postcard::Error);

impl SoFar {
    /// As it is kept.
    ///
    /// # Errors
    /// [`Unreadable`], where it is not as [`SoFar::bytes`] wrote it.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        Ok(postcard::from_bytes(bytes)?)
    }

    /// To be kept.
    ///
    /// # Errors
    /// None that is known of; the format could refuse.
    pub fn bytes(&self) -> Result<Vec<u8>, Unreadable> {
        Ok(postcard::to_stdvec(self)?)
    }

    /// Takes one event more. To take it twice changes nothing.
    pub fn take(&mut self, taken: &Taken<'_>) {
        let place = self.place(place_of(taken.event, taken.occasion));
        let (event, day) = (taken.event as u8, london_date(taken.at).num_days_from_ce());
        match self.seen.binary_search_by_key(&(place, event), |seen| (seen.place, seen.event)) {
            Ok(nth) => self.seen[nth].day = self.seen[nth].day.min(day),
            Err(nth) => self.seen.insert(nth, Seen { place, event, day }),
        }
        let Some(question) = Question::of(taken.event, taken.detail) else { return };
        let numbered = taken.occasion.rsplit_once('/').and_then(|(_, times)| times.parse().ok()).unwrap_or(1);
        let said = Said {
            times: if question == Question::Attendance { numbered } else { 0 },
            at: taken.at.and_utc().timestamp_micros(),
            event,
            day,
            detail: if question.has_words() { taken.detail.to_owned() } else { String::new() },
            place,
        };
        let order = |said: &Said| (said.place, said.day, said.question().map(|question| question as u8));
        match self.said.binary_search_by_key(&order(&said), order) {
            Ok(nth) if self.said[nth] < said => self.said[nth] = said,
            Ok(_) => {}
            Err(nth) => self.said.insert(nth, said),
        }
    }

    /// The number of a place, which is made where there is none yet.
    fn place(&mut self, name: &str) -> u16 {
        let mut names: Vec<&str> = self.places.lines().collect();
        let found = names.binary_search(&name);
        let (Ok(nth) | Err(nth)) = found;
        let place = u16::try_from(nth).unwrap_or(u16::MAX);
        if found.is_err() {
            names.insert(nth, name);
            self.places = names.iter().flat_map(|name| [name, "\n"]).collect();
            self.seen.iter_mut().filter(|seen| seen.place >= place).for_each(|seen| seen.place += 1);
            self.said.iter_mut().filter(|said| said.place >= place).for_each(|said| said.place += 1);
        }
        place
    }

    /// As it stood before a day.
    #[must_use]
    pub fn before(mut self, day: NaiveDate) -> Self {
        let day = day.num_days_from_ce();
        self.seen.retain(|seen| seen.day < day);
        self.said.retain(|said| said.day < day);
        self
    }

    /// Each place where anything happened.
    pub fn places(&self) -> impl Iterator<Item = Place<'_>> {
        self.seen.chunk_by(|one, next| one.place == next.place).map(|seen| {
            let from = self.said.partition_point(|said| said.place < seen[0].place);
            let many = self.said[from..].iter().take_while(|said| said.place == seen[0].place).count();
            Place { seen, said: &self.said[from..from + many] }
        })
    }

    /// Whether this happened at the place of that name, such as a survey.
    #[must_use]
    pub fn saw_at(&self, name: &str, event: Event) -> bool {
        let nth = self.places.lines().position(|known| known == name).and_then(|nth| u16::try_from(nth).ok());
        nth.is_some_and(|nth| self.seen.iter().any(|seen| seen.place == nth && seen.event == event as u8))
    }

    /// Whether this ever happened to them.
    #[must_use]
    pub fn saw(&self, event: Event) -> bool {
        self.places().any(|place| place.saw(event))
    }

    /// At how many places it did.
    #[must_use]
    pub fn many(&self, event: Event) -> usize {
        self.places().filter(|place| place.saw(event)).count()
    }

    /// What was said last, with its words where those are counted.
    #[must_use]
    pub fn last(&self, question: Question) -> Option<(Event, &str)> {
        let said = self.said.iter().filter(|said| said.question() == Some(question));
        said.max().and_then(|said| Some((said.event()?, said.detail.as_str())))
    }
}

/// A week of a run of goal-setting is a place of its own; elsewhere what stands before the stroke is.
fn place_of(event: Event, occasion: &str) -> &str {
    let strokes = if event.name().starts_with("round.") || event.name().starts_with("letter.") { 1 } else { 2 };
    occasion.match_indices('/').nth(strokes - 1).map_or(occasion, |(at, _)| &occasion[..at])
}

#[cfg(test)]
mod tests;
