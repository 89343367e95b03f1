//! Promised mails on their way: each rendered once, kept sealed, and the same bytes sent at every try.

use std::{
    num::NonZero,
    panic::resume_unwind,
    thread::{self, available_parallelism},
};

use serde::Serialize;

use super::{
    Extras, Mail, Outcome,
    eml::eml,
    look_over::look_over,
    parcel::{self, Parcel},
    plan::{Place, Plan, Step},
    reckon::{Offered, reckon},
    render::render,
    store,
};
use crate::floor::{
    Floor,
    error::{Error, Result},
};

/// Fewer mails than this are not worth a thread of their own.
const WORTH_A_HAND: usize = 16;

/// A mail that is promised: `template` is a folder under `templates/mail/`, `context` what its words need.
#[derive(Debug, Clone)]
pub struct Letter<C> {
    pub job_id: String,
    pub template: &'static str,
    pub to: String,
    pub context: C,
    pub extras: Extras,
}

impl<C> Letter<C> {
    /// One that carries its words alone.
    pub fn new(job_id: String, template: &'static str, to: String, context: C) -> Self {
        Self { job_id, template, to, context, extras: Extras::default() }
    }
}

/// Sends the mail of job `job_id`, and only once it has left says so. Call it from a job's `work`, with no transaction open.
///
/// Until the first try the wording may still change; from then on the bytes and the Message-ID stand, so that a mail host
/// that got it twice can tell.
pub fn deliver(
    floor: &Floor,
    job_id: &str,
    template: &'static str,
    to: &str,
    context: &(impl Serialize + Sync),
) -> Result<Outcome> {
    deliver_with(floor, job_id, template, to, context, Extras::default())
}

/// The same, for a mail that carries more than its words.
pub fn deliver_with(
    floor: &Floor,
    job_id: &str,
    template: &'static str,
    to: &str,
    context: &(impl Serialize + Sync),
    extras: Extras,
) -> Result<Outcome> {
    let letter = Letter { job_id: job_id.to_owned(), template, to: to.to_owned(), context, extras };
    let outcome = deliver_all(floor, vec![letter]).pop();
    outcome.unwrap_or_else(|| Err(Error::broken("a mail without an outcome")))
}

/// Sends many, in the order of their outcomes: one transaction keeps what was rendered, many lines send, one puts down what
/// became of each.
pub fn deliver_all<C: Serialize + Sync>(floor: &Floor, letters: Vec<Letter<C>>) -> Vec<Result<Outcome>> {
    let places: Vec<Result<Place>> = letters.iter().map(|letter| place(floor, letter)).collect();
    let mut outcomes: Vec<Option<Result<Outcome>>> = Vec::with_capacity(letters.len());
    let mut good = Vec::with_capacity(letters.len());
    for (at, (letter, place)) in letters.into_iter().zip(places).enumerate() {
        match place {
            Ok(place) => {
                outcomes.push(None);
                good.push((at, letter, place));
            }
            Err(error) => outcomes.push(Some(Err(error))),
        }
    }
    if let Err(error) = post(floor, good, &mut outcomes) {
        // Where the store fails, it fails for all that have no outcome yet.
        let told = error.to_string();
        outcomes
            .iter_mut()
            .filter(|outcome| outcome.is_none())
            .for_each(|outcome| *outcome = Some(Err(Error::later(told.clone()))));
    }
    outcomes
        .into_iter()
        .map(|outcome| outcome.unwrap_or_else(|| Err(Error::broken("a mail without an outcome"))))
        .collect()
}

type Placed<C> = (usize, Letter<C>, Place);

fn post<C: Serialize + Sync>(
    floor: &Floor,
    letters: Vec<Placed<C>>,
    outcomes: &mut [Option<Result<Outcome>>],
) -> Result<()> {
    let places: Vec<Place> = letters.iter().map(|(_, _, place)| place.clone()).collect();
    let mut plan = floor.db.read(|conn| Plan::read(conn, floor, &places))?;
    let (mut fresh, mut again) = (Vec::new(), Vec::new());
    for (at, letter, place) in letters {
        match plan.step(&place) {
            Step::Settled(outcome) => outcomes[at] = Some(Ok(outcome)),
            Step::Write => fresh.push((at, letter, place)),
            Step::Again(row) => again.push((at, *row)),
        }
    }
    let mut offered = written_before(floor, again, outcomes)?;
    offered.extend(write_all(floor, fresh, outcomes)?);
    let parcels: Vec<Parcel> = offered.iter_mut().filter_map(|offered| offered.parcel.take()).collect();
    let answers = floor.tray.put(&parcels);
    let ats: Vec<usize> = offered.iter().map(|offered| offered.at).collect();
    let reckoned = floor.db.write(|conn| reckon(conn, floor, &plan, &offered, &answers))?;
    for (at, outcome) in ats.into_iter().zip(reckoned) {
        outcomes[at] = Some(outcome);
    }
    Ok(())
}

/// Mails that were written at an earlier try, as they were then.
fn written_before(
    floor: &Floor,
    rows: Vec<(usize, store::Row)>,
    outcomes: &mut [Option<Result<Outcome>>],
) -> Result<Vec<Offered>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<&str> = rows.iter().map(|(_, row)| row.id.as_str()).collect();
    let sealed: std::collections::HashMap<_, _> = floor.db.read(|conn| store::bytes(conn, &ids))?.into_iter().collect();
    let mut offered = Vec::with_capacity(rows.len());
    for (at, row) in rows {
        let opened = sealed
            .get(&row.id)
            .ok_or_else(|| Error::broken("a mail without bytes"))
            .and_then(|sealed| parcel::open(floor, &row.id, sealed))
            .and_then(|(mail, bytes)| Parcel::new(floor, &row.own_id, mail, bytes));
        match opened {
            Ok(parcel) => offered.push(Offered::again(floor, at, row, parcel)),
            Err(error) => outcomes[at] = Some(Err(error)),
        }
    }
    Ok(offered)
}

/// Writes mails, as many at a time as the machine has cores, and keeps them.
fn write_all<C: Serialize + Sync>(
    floor: &Floor,
    letters: Vec<Placed<C>>,
    outcomes: &mut [Option<Result<Outcome>>],
) -> Result<Vec<Offered>> {
    let one = |(at, letter, place): &Placed<C>| (*at, write(floor, letter, place));
    let hands = available_parallelism().map_or(1, NonZero::get).min(letters.len() / WORTH_A_HAND).max(1);
    let written: Vec<_> = thread::scope(|scope| {
        let shares = letters.chunks(letters.len().div_ceil(hands).max(1));
        let hands: Vec<_> =
            shares.map(|share| scope.spawn(move || share.iter().map(one).collect::<Vec<_>>())).collect();
        hands.into_iter().flat_map(|hand| hand.join().unwrap_or_else(|fell| resume_unwind(fell))).collect()
    });
    let mut sound = Vec::with_capacity(written.len());
    for (at, written) in written {
        match written {
            Ok((new, parcel)) => sound.push((at, new, parcel)),
            Err(error) => outcomes[at] = Some(Err(error)),
        }
    }
    let now = floor.clock.now();
    let new: Vec<&store::New> = sound.iter().map(|(_, new, _)| new).collect();
    let kept = if new.is_empty() { vec![] } else { floor.db.write(|conn| store::keep(conn, &new, now))? };
    let mut offered = Vec::with_capacity(sound.len());
    for ((at, new, parcel), first) in sound.into_iter().zip(kept) {
        if first {
            offered.push(Offered::first(at, new, parcel, now));
        } else {
            // Somebody else has it in hand; what they did is asked then.
            outcomes[at] = Some(Ok(Outcome::Waits(now + chrono::TimeDelta::minutes(1))));
        }
    }
    Ok(offered)
}

fn write<C: Serialize>(floor: &Floor, letter: &Letter<C>, place: &Place) -> Result<(store::New, Parcel)> {
    let settings = &floor.settings;
    let words = render(&floor.templates, letter.template, &settings.web.public_url, &letter.context)?;
    let own_id = own_id(floor, &letter.job_id);
    let message_id = format!("<{own_id}@{}>", settings.mail.sender()?.email.domain());
    let extras = letter.extras.clone();
    let mail = Mail {
        message_id: message_id.clone(),
        to: letter.to.clone(),
        subject: words.subject,
        text: words.text,
        html: words.html,
        extras,
    };
    let bytes = eml(&mail, &settings.mail, floor.clock.now())?;
    look_over(floor, place, &mail, &bytes)?;
    let new = store::New {
        id: letter.job_id.clone(),
        template: letter.template.to_owned(),
        message_id,
        sealed: parcel::seal(floor, &letter.job_id, &bytes)?,
        about: place.about.clone(),
        addressee: place.addressee.clone(),
        sequence: place.sequence,
        domain: place.domain.clone(),
        try_until: place.until,
        own_id: own_id.clone(),
    };
    Ok((new, Parcel::new(floor, &own_id, mail, bytes)?))
}

/// A UUID for a mail: the job's own id where that is one; else one made of it, the same at every try, that tells nothing.
fn own_id(floor: &Floor, job_id: &str) -> String {
    if let Ok(id) = job_id.parse::<uuid::Uuid>() {
        return id.to_string();
    }
    let mac = floor.secrets.mac("mail/id", &[job_id.as_bytes()]);
    let mut half = [0; 16];
    half.copy_from_slice(&mac[..16]);
    uuid::Builder::from_random_bytes(half).into_uuid().to_string()
}

/// A diary entry at one state goes to somebody once, whichever job it was promised by; any other mail is its job's alone.
fn place<C>(floor: &Floor, letter: &Letter<C>) -> Result<Place> {
    let to = parcel::address(&letter.to)?;
    let mut place = Place {
        job_id: letter.job_id.clone(),
        about: letter.job_id.clone(),
        addressee: parcel::hashed(floor, &to),
        sequence: 0,
        domain: parcel::domain_of(&to),
        until: letter.extras.until,
    };
    if let Some(diary) = &letter.extras.diary
        && let Some(uid) = diary.line("UID")
    {
        place.about = format!("{uid} {} {}", diary.method, diary.line("DTSTAMP").unwrap_or_default());
        place.sequence = diary.line("SEQUENCE").and_then(|number| number.parse().ok()).unwrap_or(0);
    }
    Ok(place)
}
