//! A mail is written once: rendered, put into bytes, sealed and kept, all before it is tried for the first time.

use std::{
    collections::HashMap,
    num::NonZero,
    panic::resume_unwind,
    thread::{self, available_parallelism},
};

use chrono::TimeDelta;
use serde::Serialize;

use super::{
    Letter, Mail, Outcome,
    deliver::Placed,
    eml::eml,
    look_over::look_over,
    parcel::{self, Parcel},
    plan::Place,
    reckon::Offered,
    render::render,
    store,
};
use crate::floor::{
    Floor,
    error::{Error, Result},
};

/// Fewer mails than this are not worth a thread of their own.
const WORTH_A_HAND: usize = 16;

/// Mails that were written at an earlier try, as they were then.
pub fn written_before(
    floor: &Floor,
    rows: Vec<(usize, store::Row)>,
    outcomes: &mut [Option<Result<Outcome>>],
) -> Result<Vec<Offered>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<&str> = rows.iter().map(|(_, row)| row.id.as_str()).collect();
    let sealed: HashMap<_, _> = floor.db.read(|conn| store::bytes(conn, &ids))?.into_iter().collect();
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
pub fn write_all<C: Serialize + Sync>(
    floor: &Floor,
    letters: &[Placed<C>],
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
            outcomes[at] = Some(Ok(Outcome::Waits(now + TimeDelta::minutes(1))));
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
