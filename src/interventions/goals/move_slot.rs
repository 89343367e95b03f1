//! A half hour moves: at once within what the manager agreed to, and with the manager's word outside it. The same diary entry
//! moves; its SEQUENCE rises.

use super::{
    ask_move::AskMove,
    free_time::free_for,
    invite::{Invite, promise},
    protected::{Protected, State as Agreed},
    record::{of_week, record},
    run::Run,
    slot::{Slot, Step},
    store,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        clock::Moment,
        db::Conn,
        error::{Error, Result},
        jobs,
    },
    trial::{availability::span::Span, uptake::event::Event},
};

/// What came of a wish to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    Moved,
    /// It lies outside what was agreed: the manager is asked, and until then nothing moves.
    Asked,
    /// It stands there already.
    Same,
}

/// Somebody wants their half hour at another time.
///
/// # Errors
/// `Invalid`, for a time that is past or taken; `TooLate`, for a half hour that was cancelled.
pub fn want(conn: &mut Conn, floor: &Floor, run: &Run, time: &Protected, slot: &Slot, to: Span) -> Result<Moved> {
    if slot.span.starts == to.starts {
        return Ok(Moved::Same);
    }
    slot.state.next(Step::Move)?;
    if !run.reaches(&to) {
        return Err(Error::invalid("to", "That is after the six weeks. Choose an earlier time."));
    }
    if to.starts <= floor.clock.now() {
        return Err(Error::invalid("to", "That time has gone by. Choose a later one."));
    }
    if !free_for(conn, floor, time, slot.week)?.is_free(&to) {
        return Err(Error::invalid("to", "Something else is known to be there. Choose another time."));
    }
    let free_to_move = run.without_agreement.is_some() || time.manager_id.is_none();
    if free_to_move || time.state == Agreed::Agreed && time.leeway.allows(time.weekly, &to) {
        move_to(conn, floor, run, slot, to, "person")?;
        return Ok(Moved::Moved);
    }
    let wanted = Slot { wanted_at: Some(to.starts), ..slot.clone() };
    store::slots::put(conn, &wanted)?;
    let key = format!("goals.ask_move:{}:{}:{}", slot.id, to.starts, floor.clock.now());
    jobs::enqueue_once::<AskMove>(
        conn,
        floor,
        &key,
        &super::ask_move::Job { slot_id: slot.id.clone() },
        floor.clock.now(),
    )?;
    Ok(Moved::Asked)
}

/// Moves it. What is in a diary is sent anew; what is only planned moves quietly.
pub fn move_to(conn: &mut Conn, floor: &Floor, run: &Run, slot: &Slot, to: Span, by: &str) -> Result<()> {
    let now = floor.clock.now();
    let out = slot.may_be_in_diary();
    let moved = Slot {
        span: to,
        state: slot.state.next(Step::Move)?,
        sequence: slot.sequence + i32::from(out),
        reason: None,
        wanted_at: None,
        offered_at: None,
        answered_at: None,
        changed_at: now,
        ..slot.clone()
    };
    store::slots::put(conn, &moved)?;
    if out {
        promise(conn, floor, &Invite { slot_id: moved.id.clone(), sequence: moved.sequence })?;
    }
    if slot.state.is_out() {
        let occasion = format!("{}/{}", of_week(&run.id, slot.week), moved.sequence);
        record(conn, floor, run, Event::SlotMoved, &slot.person_id, &occasion, by)?;
    }
    audit::write(conn, now, &Act::new(by, "slot.moved", &slot.id))
}

/// The manager says whether a half hour may move outside what was agreed, to the time that they were shown.
///
/// # Errors
/// `TooLate`, where another time is asked for by now, or that one has gone by or is taken.
pub fn settle_wish(
    conn: &mut Conn,
    floor: &Floor,
    run: &Run,
    slot: &Slot,
    shown: Option<Moment>,
    agreed: bool,
) -> Result<()> {
    let wanted = slot.wanted_at.filter(|at| shown == Some(*at));
    let wanted = wanted.ok_or_else(|| Error::TooLate("Something else is asked for by now. Look again.".into()))?;
    if !agreed {
        store::slots::put(conn, &Slot { wanted_at: None, ..slot.clone() })?;
        return audit::write(conn, floor.clock.now(), &Act::new("manager", "slot.stays", &slot.id));
    }
    let to = Span { starts: wanted, ends: wanted + (slot.span.ends - slot.span.starts) };
    let time = store::times::one(conn, &slot.time_id)?;
    if wanted <= floor.clock.now() || !free_for(conn, floor, &time, slot.week)?.is_free(&to) {
        return Err(Error::TooLate("That time has gone by, or something else is there by now.".into()));
    }
    move_to(conn, floor, run, slot, to, "manager")
}
