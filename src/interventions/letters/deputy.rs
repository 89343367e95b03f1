//! A leader who cannot sign names a deputy, whose signature stands over the leader's name with `pp` before it.

use super::{
    ask_leader::{AskLeader, ToSign},
    round::{RUN, Round},
    sign::{SIGN, Signs},
    state::State,
    store,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
        jobs,
        web::Visitor,
    },
    trial::roster::people::{self, Person},
};

/// Whether somebody may say who signs: the leader, and those who run the round.
pub fn may_name(visitor: &Visitor, round: &Round) -> bool {
    Signs::of(visitor, round) == Signs::Themselves || visitor.reaches(RUN, &round.authority_id)
}

/// Who can be named: the other senior leaders of the authority.
pub fn candidates(conn: &mut Conn, round: &Round) -> Result<Vec<Person>> {
    let mut leaders = people::leaders(conn, &round.authority_id)?;
    leaders.retain(|leader| leader.id != round.signatory_id && leader.email.is_some());
    Ok(leaders)
}

/// Names a deputy, or with an empty id nobody any more. Where letters wait, the deputy is asked by mail.
///
/// # Errors
/// `Missing`, where the round is not the visitor's; `NotAllowed`, where they may not say who signs; `Invalid`, where the
/// deputy cannot be one.
pub fn name_deputy(conn: &mut Conn, floor: &Floor, visitor: &Visitor, round_id: &str, deputy: &str) -> Result<()> {
    let round = store::rounds::hold(conn, round_id)?;
    if !visitor.reaches(SIGN, &round.authority_id) && !visitor.reaches(RUN, &round.authority_id) {
        return Err(Error::Missing("This round"));
    }
    if !may_name(visitor, &round) {
        return Err(Error::NotAllowed("The leader who signs, or the coordinator, can name a deputy.".into()));
    }
    let now = floor.clock.now();
    if deputy.is_empty() {
        store::rounds::set_deputy(conn, round_id, None)?;
        return audit::write(conn, now, &Act::new(&visitor.account_id, "round.deputy_ended", round_id));
    }
    let found = candidates(conn, &round)?.into_iter().find(|leader| leader.id == deputy);
    let found = found.ok_or_else(|| Error::invalid("deputy", "Choose a senior leader of the same authority."))?;
    store::rounds::set_deputy(conn, round_id, Some(&found.id))?;
    let act = Act::new(&visitor.account_id, "round.deputy_named", round_id);
    audit::write(conn, now, &act.because(format!("person {}", found.id)))?;
    let waiting = store::road::of_round(conn, round_id)?.iter().any(|letter| letter.state == State::Ready);
    if waiting { jobs::enqueue::<AskLeader>(conn, floor, &ToSign::deputy_of(round_id, &found.id)) } else { Ok(()) }
}
