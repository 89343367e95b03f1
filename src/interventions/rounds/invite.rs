//! The mail that invites somebody to a Round, with its diary entry: accepting it books a place.

use serde::{Deserialize, Serialize};

use super::{
    entry::{Occasion, diary},
    mailing::{place_link, stop_link},
    place::{Diary, Place, State},
    record::record,
    round::ROUNDS,
    seating::{hold, open},
    store,
};
use crate::{
    floor::{
        Floor,
        calendar::Method,
        clock::appointment,
        db::Conn,
        error::Result,
        jobs::{Claim, Ending, Work, only},
        mail::{self, Extras, Letter, Outcome},
        web::Role,
    },
    trial::{
        allocation::receives::{Guard, receives},
        contact::{
            class::Class,
            may_send::{Sending, Verdict, may_send, unsent},
        },
        roster::{let_in::let_in, people},
        uptake::event::Event,
    },
};

#[derive(Debug, Clone, Copy)]
pub struct InviteMail;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Job {
    pub place_id: String,
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
    link: String,
}

#[derive(Debug)]
pub struct Ready {
    place_id: String,
    to: String,
    words: Words,
    extras: Extras,
}

impl Work for InviteMail {
    const KIND: &'static str = "rounds.invite";
    type Job = Job;
    type Guard = Guard;
    type Ready = Ready;
    type Done = (String, Outcome);

    fn claim(&self, floor: &Floor, conn: &mut Conn, guard: &mut Guard, job: &Job) -> Result<Claim<Ready>> {
        let (mut place, round) = hold(conn, &job.place_id)?;
        let now = floor.clock.now();
        if place.state != State::Silent || open(&round, now).is_err() {
            return Ok(Claim::NotNeeded("they have answered, or it is over or off".into()));
        }
        if let Err(claim) = receives(conn, floor, guard, &place.person_id, ROUNDS, now)?.for_job(&place.person_id) {
            return Ok(claim);
        }
        let minutes = i32::try_from(round.booked().minutes()).unwrap_or(i32::MAX);
        let sending = Sending { person_id: &place.person_id, class: Class::Service, minutes, what: &what(&place.id) };
        match may_send(conn, floor, &sending)? {
            Verdict::Now => {}
            Verdict::NotBefore(moment) if moment < round.span.starts => return Ok(Claim::NotBefore(moment)),
            Verdict::NotBefore(_) => return Ok(Claim::NotNeeded("nothing may be sent before it begins".into())),
            Verdict::Never(why) => return Ok(Claim::NotNeeded(why.into())),
        }
        let person = people::person(conn, &place.person_id)?;
        let Some(to) = person.email.clone() else {
            return Ok(Claim::NotNeeded("they have no e-mail address".into()));
        };
        let_in(conn, floor, &person, Role::SocialWorker, &person.authority_id)?;
        // From here on their diary may hold it, whatever becomes of the mail.
        if matches!(place.diary, Diary::Never | Diary::CalledOff) {
            place.put_in(now);
            store::places::put(conn, &place)?;
        }
        let occasion = Occasion::of(conn, round)?;
        let entry = occasion.entry(floor, &place, &person)?;
        let extras = Extras {
            answers_to: Some(entry.organiser.email.clone()),
            diary: Some(diary(Method::Request, &entry)),
            until: Some(occasion.round.span.starts),
            stop: Some(stop_link(floor, &place.id)),
        };
        let words = words(floor, &place, &occasion, person.names.known_as(), &person.authority);
        Ok(Claim::Ready(Ready { place_id: place.id, to, words, extras }))
    }

    fn work(&self, floor: &Floor, job_id: &str, ready: Self::Ready) -> Result<Self::Done> {
        only(self.work_batch(floor, vec![(job_id.to_owned(), ready)]))
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Ready)>) -> Vec<Result<Self::Done>> {
        mail::deliver_batch(floor, batch, |job_id, Ready { place_id, to, words, extras }| {
            (Letter { extras, ..Letter::new(job_id, "round_invite", to, words) }, place_id)
        })
    }

    fn settle(&self, floor: &Floor, conn: &mut Conn, (place_id, outcome): Self::Done) -> Result<Ending> {
        let place = store::places::one(conn, &place_id)?;
        let round = store::rounds::one(conn, &place.round_id)?;
        match &outcome {
            Outcome::Sent => drop(record(conn, floor, &round, Event::RoundDelivered, &place, "")?),
            Outcome::Refused(_) => {
                unsent(conn, &what(&place_id))?;
                record(conn, floor, &round, Event::RoundBounced, &place, "")?;
            }
            Outcome::TooLate => unsent(conn, &what(&place_id))?,
            Outcome::Waits(_) => {}
        }
        Ok(outcome.ending())
    }
}

fn words(floor: &Floor, place: &Place, occasion: &Occasion, name: &str, authority: &str) -> Words {
    Words {
        name: name.to_owned(),
        authority: authority.to_owned(),
        called: occasion.series.called.clone(),
        topic: occasion.round.topic.clone(),
        when: appointment(occasion.round.span.starts),
        ends: occasion.ends(),
        place: occasion.place.clone(),
        mix: occasion.round.mix.says(),
        link: place_link(floor, &place.id),
    }
}

/// What it is to the week's budget.
fn what(place_id: &str) -> String {
    format!("{}:{place_id}", InviteMail::KIND)
}
