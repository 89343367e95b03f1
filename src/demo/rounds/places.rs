//! What people do with their invitations: they book or say no, on their page or in their diary; give a place back; take one that
//! came free. What a diary says comes in by the inlet that real answers come in by.

use super::Behaviour;
use crate::{
    demo::diary::{Answer, calendar, written},
    floor::{
        Floor,
        db::Conn,
        error::Result,
        inbound::{Envelope, REPLY, ingest},
        jobs::{Worker, run_until_idle},
        mail::keyed::keyed,
    },
    interventions::rounds::{
        book::{By, book},
        decline::decline,
        place::{Place, State},
        round::Round,
        store,
    },
    trial::roster::people,
};

/// Places of a Round in some states, by staff reference: an order that repeats.
pub fn in_order(conn: &mut Conn, round: &Round, states: &[State]) -> Result<Vec<Place>> {
    let mut places = Vec::new();
    for place in store::places::of_round(conn, &round.id, states)? {
        places.push((people::person(conn, &place.person_id)?.reference, place));
    }
    places.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(places.into_iter().map(|(_, place)| place).collect())
}

/// Some of those who were not heard of take a place, or say no.
pub fn answer(floor: &Floor, worker: &Worker, rounds: &[Round], behaviour: &mut Behaviour) -> Result<()> {
    for round in open(rounds) {
        for place in floor.db.read(|conn| in_order(conn, round, &[State::Silent]))? {
            let shares = [behaviour.books(&place.person_id), behaviour.shares.declines];
            let Some(says) = behaviour.chance.which(&shares) else { continue };
            let by_diary = behaviour.chance.does(behaviour.shares.by_diary);
            let program = behaviour.chance.below(4);
            floor.db.write(|conn| match (by_diary, says) {
                (true, _) => reply(conn, floor, round, &place, says == 0, program),
                (false, 0) => book(conn, floor, &place.id, None, By::Page).map(drop),
                (false, _) => decline(conn, floor, &place.id, By::Page).map(drop),
            })?;
        }
    }
    run_until_idle(worker)?;
    Ok(())
}

/// In the last days some give their place back, and it is offered on.
pub fn give_back(floor: &Floor, worker: &Worker, rounds: &[Round], behaviour: &mut Behaviour) -> Result<()> {
    for round in open(rounds) {
        for place in floor.db.read(|conn| in_order(conn, round, &[State::Booked]))? {
            if behaviour.chance.does(behaviour.shares.gives_back) {
                floor.db.write(|conn| decline(conn, floor, &place.id, By::Page))?;
            }
        }
    }
    run_until_idle(worker)?;
    Ok(())
}

/// Those who are offered a place take it, or let its time go by.
pub fn take_offers(floor: &Floor, worker: &Worker, rounds: &[Round], behaviour: &mut Behaviour) -> Result<()> {
    for round in open(rounds) {
        for place in floor.db.read(|conn| in_order(conn, round, &[State::Offered]))? {
            if behaviour.chance.does(behaviour.shares.takes_offer) {
                floor.db.write(|conn| book(conn, floor, &place.id, None, By::Page))?;
            }
        }
    }
    run_until_idle(worker)?;
    Ok(())
}

fn open(rounds: &[Round]) -> impl Iterator<Item = &Round> {
    rounds.iter().filter(|round| !round.is_over())
}

fn reply(conn: &mut Conn, floor: &Floor, round: &Round, place: &Place, yes: bool, program: usize) -> Result<()> {
    let Some(email) = people::person(conn, &place.person_id)?.email else { return Ok(()) };
    let to = keyed(&floor.secrets, &floor.settings.diary.replies, REPLY, &place.id)?;
    let answer = Answer {
        uid: &place.uid(),
        sequence: place.sequence,
        span: round.booked(),
        email: &email,
        method: "REPLY",
        partstat: if yes { "ACCEPTED" } else { "DECLINED" },
        now: floor.clock.now(),
    };
    let head = format!(
        "From: <{email}>\r\nTo: <{to}>\r\nSubject: An hour to hear\r\nMessage-ID: <{}.{}@diary.example>\r\nMIME-Version: 1.0\r\n",
        place.id, place.sequence
    );
    let raw = head + &written(&calendar(&answer), "REPLY", program);
    ingest(conn, floor, raw.as_bytes(), &Envelope { source: "demo", recipients: Vec::new() }).map(drop)
}
