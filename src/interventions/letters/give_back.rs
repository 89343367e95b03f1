//! A letter that was held back goes back to whoever gives its lines. Letters are made for one arm only, so this tells the
//! manager that the person is in it: the record says so.

use super::{
    hold::Reason,
    mailing::{Post, reachable},
    return_lines::ReturnLines,
    round::Round,
    state::Step,
    store::{
        self,
        road::{Changes, OnRoad},
    },
    tell::tell,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
        jobs,
    },
    trial::{allocation::end::still_on, roster::people, uptake::event::Event},
};

/// A held letter of a round, with the page it can go back to: the manager's, or whoever's it was handed on to.
///
/// # Errors
/// `Missing`, where it is no letter of the round; `TooLate`, where it is not held, the trial has ended, or nobody was asked
/// about this person or can be reached.
pub fn can_go_back(conn: &mut Conn, floor: &Floor, round: &Round, letter_id: &str) -> Result<(OnRoad, Post)> {
    let letter = store::road::one(conn, letter_id)?;
    if letter.round_id != round.id {
        return Err(Error::Missing("This letter"));
    }
    letter.state.next(Step::GiveBack)?;
    still_on(conn, &round.trial_id)?;
    let manager = store::lines::one(conn, letter_id)?.manager_id;
    let manager = manager.ok_or_else(|| Error::TooLate("No manager was asked about this person.".into()))?;
    let hand = store::hands::of(conn, &round.id, &manager)?;
    let writer_id = hand.map(|hand| hand.writer_id).filter(|writer| *writer != letter.person_id);
    let post = Post { writer_id, ..Post::to_manager(&round.id, &manager) };
    if !reachable(&people::person(conn, post.person_id())?, floor.clock.today()) {
        return Err(Error::TooLate(
            "Whoever gave these lines has left, or no mail can reach them. Write the lines instead.".into(),
        ));
    }
    Ok((letter, post))
}

/// Opens the lines again, asks the manager for others, and puts the unblinding on record.
pub fn give_back(
    conn: &mut Conn,
    floor: &Floor,
    actor: &str,
    round: &Round,
    letter_id: &str,
    why: &Reason,
) -> Result<()> {
    let round = store::rounds::hold(conn, &round.id)?;
    let (letter, post) = can_go_back(conn, floor, &round, letter_id)?;
    store::road::go(conn, &letter, Step::GiveBack, &Changes { reason: Some(None), ..Changes::default() })?;
    store::lines::ask_again(conn, &letter.id)?;
    tell(conn, floor, &round, &letter.person_id, Event::TrialUnblinded, "lines_given_back")?;
    let detail = format!("to {}: {}", post.person_id(), why.text());
    audit::write(conn, floor.clock.now(), &Act::new(actor, "letter.given_back", &letter.id).because(detail))?;
    jobs::enqueue::<ReturnLines>(conn, floor, &post)
}
