//! The mail that asks somebody who leads to a meeting, or takes it back, with its diary entry.

use serde::{Deserialize, Serialize};

use super::{
    entry::diary,
    store::{
        self,
        meetings::{Guest, Meeting},
    },
};
use crate::floor::{
    Floor,
    calendar::{self, Entry, Method},
    clock::appointment,
    db::Conn,
    error::Result,
    inbound::REPLY,
    jobs::{Claim, Ending, Work, only},
    mail::{self, Extras, Letter, Outcome, keyed::keyed},
};

#[derive(Debug, Clone, Copy)]
pub struct Meet;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Job {
    pub guest_id: String,
    pub sequence: i32,
}

/// What it says.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    name: String,
    called: String,
    /// When the Round is that it prepares; `None` for the steering group's own.
    round: Option<String>,
    when: String,
    place: String,
    called_off: bool,
    link: String,
}

impl Work for Meet {
    const KIND: &'static str = "rounds.meet";
    type Job = Job;
    type Guard = ();
    type Ready = (String, Words, Extras);
    type Done = Outcome;

    /// Those who lead are asked as colleagues: no arm decides it.
    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), job: &Job) -> Result<Claim<Self::Ready>> {
        let Some(guest) = store::meetings::guest(conn, &job.guest_id)? else {
            return Ok(Claim::NotNeeded("they are not asked any more".into()));
        };
        if guest.sequence != job.sequence {
            return Ok(Claim::NotNeeded("a later one says more".into()));
        }
        let meeting = store::meetings::one(conn, &guest.meeting_id)?;
        let series = store::series::one(conn, &meeting.series_id)?;
        let round = meeting.round_id.as_deref().map(|id| store::rounds::one(conn, id)).transpose()?;
        let round = round.map(|round| appointment(round.span.starts));
        let title = match &round {
            Some(_) => format!("Preparing the {}", series.called),
            None => format!("Steering group: {}s", series.called),
        };
        let entry = entry(floor, &title, &meeting, &guest)?;
        let method = if meeting.called_off { Method::Cancel } else { Method::Request };
        let words = Words {
            name: guest.name.clone(),
            called: series.called,
            round,
            when: appointment(meeting.starts_at),
            place: meeting.place,
            called_off: meeting.called_off,
            link: floor.settings.web.public_url.clone(),
        };
        let extras = Extras {
            answers_to: Some(entry.organiser.email.clone()),
            diary: Some(diary(method, &entry)),
            until: (!meeting.called_off).then_some(meeting.starts_at),
            stop: None,
        };
        Ok(Claim::Ready((guest.email, words, extras)))
    }

    fn work(&self, floor: &Floor, job_id: &str, ready: Self::Ready) -> Result<Self::Done> {
        only(self.work_batch(floor, vec![(job_id.to_owned(), ready)]))
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Self::Ready)>) -> Vec<Result<Outcome>> {
        let letters = batch
            .into_iter()
            .map(|(job_id, (to, words, extras))| Letter { extras, ..Letter::new(job_id, "round_meeting", to, words) });
        mail::deliver_all(floor, letters.collect())
    }

    fn settle(&self, _: &Floor, _: &mut Conn, outcome: Outcome) -> Result<Ending> {
        Ok(outcome.ending())
    }
}

fn entry(floor: &Floor, title: &str, meeting: &Meeting, guest: &Guest) -> Result<Entry> {
    Ok(Entry {
        uid: guest.id.clone(),
        sequence: guest.sequence,
        stamped: guest.changed_at,
        starts: meeting.starts_at,
        ends: meeting.ends_at,
        summary: title.to_owned(),
        description: "What is said here stays here.".to_owned(),
        location: meeting.place.clone(),
        url: None,
        organiser: calendar::Person {
            name: "Hearten".to_owned(),
            email: keyed(&floor.secrets, &floor.settings.diary.replies, REPLY, &guest.id)?,
        },
        attendee: calendar::Person { name: guest.name.clone(), email: guest.email.clone() },
        alarm_minutes: Some(15),
        may_counter: false,
        private: floor.settings.diary.private,
    })
}
