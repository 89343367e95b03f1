//! Promised mails on their way: each written once, kept sealed, and the same bytes sent at every try.

use serde::Serialize;

use super::{
    Extras, Outcome,
    parcel::{self, Parcel},
    plan::{Place, Plan, Step},
    reckon::reckon,
    write::{write_all, written_before},
};
use crate::floor::{
    Floor,
    error::{Error, Result},
};

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

/// Sends a batch of jobs' mails. `letter` makes of each the mail and what its settlement needs, which comes back beside the
/// outcome.
pub fn deliver_batch<R, K, C: Serialize + Sync>(
    floor: &Floor,
    batch: Vec<(String, R)>,
    letter: impl Fn(String, R) -> (Letter<C>, K),
) -> Vec<Result<(K, Outcome)>> {
    let (letters, kept): (Vec<_>, Vec<_>) = batch.into_iter().map(|(job_id, ready)| letter(job_id, ready)).unzip();
    let outcomes = deliver_all(floor, letters);
    kept.into_iter().zip(outcomes).map(|(kept, outcome)| Ok((kept, outcome?))).collect()
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

/// A mail with its place in the batch and in the outbox.
pub(super) type Placed<C> = (usize, Letter<C>, Place);

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
    offered.extend(write_all(floor, &fresh, outcomes)?);
    let parcels: Vec<Parcel> = offered.iter_mut().filter_map(|offered| offered.parcel.take()).collect();
    let answers = floor.tray.put(&parcels);
    let ats: Vec<usize> = offered.iter().map(|offered| offered.at).collect();
    let reckoned = floor.db.write(|conn| reckon(conn, floor, &plan, &offered, &answers))?;
    for (at, outcome) in ats.into_iter().zip(reckoned) {
        outcomes[at] = Some(outcome);
    }
    Ok(())
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
