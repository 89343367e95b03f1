//! A site is back in the trial, and a Round that was announced meanwhile never reached its people: they are invited now.

use std::collections::HashSet;

use super::{
    invite::{InviteMail, Job},
    place::{Place, State},
    record::record,
    round::{ROUNDS, Round},
    store,
};
use crate::{
    floor::{Floor, db::Conn, error::Result, jobs},
    trial::{
        allocation::{
            end::ended_at,
            receives::{Guard, Owed, receives},
        },
        conduct::site::people_ever_out,
        roster::people,
        uptake::event::Event,
    },
};

/// Invites whoever has no place, was at a site that withdrew, and is owed this Round. In most trials nobody is looked at.
pub fn invite_back(conn: &mut Conn, floor: &Floor, round: &Round) -> Result<()> {
    let series = store::series::one(conn, &round.series_id)?;
    let were_out: HashSet<String> = people_ever_out(conn, &series.trial_id)?.into_iter().collect();
    if were_out.is_empty() || ended_at(conn, &series.trial_id)?.is_some() {
        return Ok(());
    }
    let places = store::places::of_round(conn, &round.id, &State::ALL)?;
    let invited: HashSet<&str> = places.iter().map(|place| place.person_id.as_str()).collect();
    let (now, mut guard) = (floor.clock.now(), Guard::default());
    for person in people::in_authority(conn, &series.authority_id)? {
        let id = person.id.as_str();
        if invited.contains(id) || !were_out.contains(id) || !round.mix.takes(person.role) {
            continue;
        }
        // Anything else, an alarm too, is for whoever sends to tell.
        if let Owed::Yes(allotted) = receives(conn, floor, &mut guard, id, ROUNDS, now)?
            && allotted.trial_id == series.trial_id
        {
            let place = Place::silent(floor.ids.next(), &round.id, id, now);
            store::places::add_many(conn, std::slice::from_ref(&place))?;
            record(conn, floor, round, Event::RoundInvited, &place, "")?;
            jobs::enqueue::<InviteMail>(conn, floor, &Job { place_id: place.id })?;
        }
    }
    Ok(())
}
