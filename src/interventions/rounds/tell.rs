//! Word of what became of somebody's place, with their diary entry put in, moved, or taken out.

use serde::{Deserialize, Serialize};

use super::{
    entry::{Occasion, diary},
    mailing::{place_link, stop_link},
    place::{Diary::Held, Place},
    round::ROUNDS,
    store,
};
use crate::{
    floor::{
        Floor,
        calendar::Method,
        clock::appointment,
        db::Conn,
        error::Result,
        jobs::{self, Claim, Ending, Work, only},
        mail::{self, Extras, Letter, Outcome},
    },
    trial::{
        allocation::receives::{Guard, receives},
        roster::people,
    },
};

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    Booked,
    /// No place is free for them: the same word whether the room is full or does not suit.
    Waiting,
    Offered,
    /// They had a place, and it could not be kept.
    Lost,
    Moved,
    Cancelled,
    Apologised,
    Declined,
    Expired,
    CoverLost,
    NoCover,
    /// They wrote of another time, which a Round does not have.
    NotMovable,
    Left,
    /// Their site withdrew from the trial.
    SetAside,
    /// An entry that was called off, where another has followed by now.
    Followed,
}

impl Word {
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Waiting => "waiting",
            Self::Offered => "offered",
            Self::Lost => "lost",
            Self::Moved => "moved",
            Self::Cancelled => "cancelled",
            Self::Apologised => "apologised",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::CoverLost => "cover_lost",
            Self::NoCover => "no_cover",
            Self::NotMovable => "not_movable",
            Self::Left => "left",
            Self::SetAside => "set_aside",
            Self::Followed => "followed",
        }
    }

    /// What it asks of a diary that may hold the entry; `None` where it leaves it as it is.
    const fn method(self) -> Option<Method> {
        match self {
            Self::Booked | Self::Offered | Self::Moved => Some(Method::Request),
            Self::CoverLost | Self::NotMovable => None,
            _ => Some(Method::Cancel),
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Tell;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Job {
    pub place_id: String,
    pub word: Word,
    /// Which entry it is about.
    #[serde(default)]
    pub entry: i32,
    /// Of the entry that it brings: a later one says more.
    pub sequence: i32,
    /// Whether there was an entry to take out.
    #[serde(default)]
    pub cancels: bool,
}

/// What it says.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    name: String,
    authority: String,
    called: String,
    topic: String,
    when: String,
    /// When the hour is over: `13:15`.
    ends: String,
    place: String,
    mix: &'static str,
    word: &'static str,
    /// Until when an offer holds, or cover can be found.
    until: Option<String>,
    /// Why a Round was cancelled.
    reason: Option<String>,
    link: String,
}

/// Promises word of a place as it is now.
pub fn tell(conn: &mut Conn, floor: &Floor, place: &Place, word: Word, cancels: bool) -> Result<()> {
    let job = Job { place_id: place.id.clone(), word, entry: place.entry, sequence: place.sequence, cancels };
    jobs::enqueue::<Tell>(conn, floor, &job)
}

impl Work for Tell {
    const KIND: &'static str = "rounds.tell";
    type Job = Job;
    type Guard = Guard;
    type Ready = (String, Words, Extras);
    type Done = Outcome;

    fn claim(&self, floor: &Floor, conn: &mut Conn, guard: &mut Guard, job: &Job) -> Result<Claim<Self::Ready>> {
        let (place, now) = (store::places::one(conn, &job.place_id)?, floor.clock.now());
        let takes_out = job.word.method() == Some(Method::Cancel);
        // An entry that was called off is taken out also where another has followed since.
        let is_owed = takes_out && job.cancels && job.entry < place.entry;
        if !is_owed && (place.entry, place.sequence) != (job.entry, job.sequence) {
            return Ok(Claim::NotNeeded("a later one says more".into()));
        }
        let place = Place { entry: job.entry, sequence: job.sequence, ..place };
        // What is taken out is owed to whoever has it, whatever became of them.
        if !takes_out
            && let Err(claim) = receives(conn, floor, guard, &place.person_id, ROUNDS, now)?.for_job(&place.person_id)
        {
            return Ok(claim);
        }
        let person = people::person(conn, &place.person_id)?;
        let Some(to) = person.email.clone() else {
            return Ok(Claim::NotNeeded("they have no e-mail address".into()));
        };
        let round = store::rounds::one(conn, &place.round_id)?;
        let occasion = Occasion::of(conn, round)?;
        let entry = occasion.entry(floor, &place, &person)?;
        let method = job.word.method().filter(|method| match method {
            Method::Request => place.diary == Held,
            Method::Cancel => job.cancels,
        });
        let until = place.until.or(place.cover_until).map(appointment);
        let words = Words {
            name: person.names.known_as().to_owned(),
            authority: person.authority.clone(),
            called: occasion.series.called.clone(),
            topic: occasion.round.topic.clone(),
            when: appointment(occasion.round.span.starts),
            ends: occasion.ends(),
            place: occasion.place.clone(),
            mix: occasion.round.mix.says(),
            // What it said is true no longer, and the mail of the other entry says what is.
            word: if is_owed { Word::Followed } else { job.word }.name(),
            until,
            reason: occasion.round.reason.clone(),
            link: place_link(floor, &place.id),
        };
        let extras = Extras {
            answers_to: Some(entry.organiser.email.clone()),
            diary: method.map(|method| diary(method, &entry)),
            until: (method == Some(Method::Request)).then_some(occasion.round.span.starts),
            stop: Some(stop_link(floor, &place.id)).filter(|_| method != Some(Method::Cancel)),
        };
        Ok(Claim::Ready((to, words, extras)))
    }

    fn work(&self, floor: &Floor, job_id: &str, ready: Self::Ready) -> Result<Self::Done> {
        only(self.work_batch(floor, vec![(job_id.to_owned(), ready)]))
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Self::Ready)>) -> Vec<Result<Outcome>> {
        let letters = batch
            .into_iter()
            .map(|(job_id, (to, words, extras))| Letter { extras, ..Letter::new(job_id, "round_word", to, words) });
        mail::deliver_all(floor, letters.collect())
    }

    fn settle(&self, _: &Floor, _: &mut Conn, outcome: Outcome) -> Result<Ending> {
        Ok(outcome.ending())
    }
}
