//! The coordinator has the letters of a round made: for those who are owed one, and nobody else.

use std::collections::BTreeSet;

use super::{
    ask_leader::{AskLeader, ToSign},
    compose_letter::ComposeLetter,
    one_letter::OneLetter,
    owed,
    state::{Lines, State},
    store::{self, lines::TwoLines, rounds::Round},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
        jobs,
    },
    trial::{
        allocation::end::still_on,
        roster::{governance, people},
    },
};

/// Promises a letter to everyone who is owed one and has none; gives how many. Pressing again later picks up those whose
/// lines have come meanwhile.
///
/// # Errors
/// `Invalid`, without a governance statement; `TooLate`, before the lines were asked for or the arms shown, or after
/// the trial has ended.
pub fn compose(conn: &mut Conn, floor: &Floor, actor: &str, round_id: &str) -> Result<usize> {
    governance::required(conn)?;
    let round = store::rounds::hold(conn, round_id)?;
    if round.asked_at.is_none() {
        return Err(Error::TooLate("First ask the managers for their lines.".into()));
    }
    still_on(conn, &round.trial_id)?;
    let owed = owed::receivers(conn, floor, &round)?;
    add_those_never_asked(conn, floor, &round, &owed)?;
    let mut waiting = store::road::of_round(conn, round_id)?;
    waiting.retain(|letter| letter.state == State::Lines && owed.contains(&letter.person_id));
    for letter in &waiting {
        jobs::enqueue::<ComposeLetter>(conn, floor, &OneLetter { letter_id: letter.id.clone() })?;
    }
    if !waiting.is_empty() {
        jobs::enqueue::<AskLeader>(conn, floor, &ToSign::leader_of(round_id))?;
    }
    let now = floor.clock.now();
    store::rounds::mark_composed(conn, round_id, now)?;
    let detail = format!("letters {}", waiting.len());
    audit::write(conn, now, &Act::new(actor, "round.composed", round_id).because(detail))?;
    Ok(waiting.len())
}

/// Somebody who had left or opted out when lines were asked for has no row. They were allocated a letter all the same,
/// and the record has to say why none came.
fn add_those_never_asked(conn: &mut Conn, floor: &Floor, round: &Round, owed: &BTreeSet<String>) -> Result<()> {
    let asked: BTreeSet<String> =
        store::road::of_round(conn, &round.id)?.into_iter().map(|letter| letter.person_id).collect();
    for person in people::in_authority(conn, &round.authority_id)? {
        if owed.contains(&person.id) && !asked.contains(&person.id) {
            let mut row = TwoLines::asked(floor.ids.next(), &round.id, &person.id, None);
            row.lines = Lines::NoLongerAsked;
            store::lines::add(conn, &row)?;
        }
    }
    Ok(())
}
