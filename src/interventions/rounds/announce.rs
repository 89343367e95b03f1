//! A Round is announced: everyone whom it is for is invited, in one transaction. Whoever is in another arm, or waits for their
//! time, is not; and whoever's site is out of the trial is once it is back.

use super::{
    leaders::facilitated,
    licence::in_force,
    place::Place,
    round::{ROUNDS, Round, Step},
    store::{self, series::Series},
    tell_leaders::tell_leaders,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
    },
    trial::{
        allocation::{
            end::still_on,
            receives::{Guard, Owed, Reason, receives},
            stored::List,
        },
        roster::{governance, people},
        uptake::{event::Event, record::record},
    },
};

/// How many are invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invited {
    pub now: usize,
    /// Once their site is back in the trial: see `invite_back`.
    pub later: usize,
}

/// Announces a Round.
///
/// # Errors
/// `Invalid`, for what is missing; `TooLate`, where it was announced or is over, the list is not locked or the trial has ended.
pub fn announce(conn: &mut Conn, floor: &Floor, actor: &str, series: &Series, round: &Round) -> Result<Invited> {
    governance::required(conn)?;
    still_on(conn, &series.trial_id)?;
    store::rounds::hold(conn, &round.id)?;
    let (round, now) = (store::rounds::one(conn, &round.id)?, floor.clock.now());
    let state = round.state.next(Step::Announce)?;
    if round.span.starts <= now {
        return Err(Error::TooLate("The day of this Round has gone by. Move it first.".into()));
    }
    if round.topic.is_empty() {
        return Err(Error::invalid("", "Give the Round a topic first: it stands in the invitation."));
    }
    facilitated(conn, &series.id, round.span.day())?;
    in_force(conn, floor, series, round.span.day())?;
    List::live(conn, &series.trial_id)?
        .filter(|list| list.locked_at.is_some())
        .ok_or_else(|| Error::TooLate("A Round is announced once the trial’s list is locked.".into()))?;
    let (invited, later) = whom(conn, floor, series, &round)?;
    if invited.is_empty() && later == 0 {
        return Err(Error::invalid("", "Nobody in this authority receives Rounds, or none whom this one is for."));
    }
    store::places::add_many(conn, &invited)?;
    for place in &invited {
        record(conn, now, Event::RoundInvited, &place.person_id, &series.trial_id, &round.id, "")?;
    }
    let announced = Round { state, version: round.version + 1, changed_at: now, ..round.clone() };
    store::rounds::put(conn, &announced)?;
    tell_leaders(conn, floor, &announced)?;
    store::promised::invitations(conn, floor, &round.id)?;
    let invited = Invited { now: invited.len(), later };
    let detail = format!("{} people, and {} once their site is back", invited.now, invited.later);
    audit::write(conn, now, &Act::new(actor, "rounds.announced", &round.id).because(detail))?;
    Ok(invited)
}

/// The places of those who are invited, and how many would be, were their site not out.
fn whom(conn: &mut Conn, floor: &Floor, series: &Series, round: &Round) -> Result<(Vec<Place>, usize)> {
    let (now, mut guard) = (floor.clock.now(), Guard::default());
    let (mut invited, mut later) = (Vec::new(), 0);
    for person in people::in_authority(conn, &series.authority_id)? {
        if !round.mix.takes(person.role) {
            continue;
        }
        match receives(conn, floor, &mut guard, &person.id, ROUNDS, now)? {
            Owed::Yes(allotted) if allotted.trial_id == series.trial_id => {
                invited.push(Place::silent(floor.ids.next(), &round.id, &person.id, now));
            }
            Owed::No(Reason::SiteWithdrew) => later += 1,
            Owed::Alarm(alarm) => return Err(Error::NotAllowed(alarm.why)),
            _ => {}
        }
    }
    Ok((invited, later))
}
