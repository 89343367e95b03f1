//! Pieces that several pages show of a Round.

use serde_json::{Value, json};

use crate::{
    floor::{
        Floor,
        clock::{appointment, long_date},
        db::Conn,
        error::Result,
    },
    interventions::rounds::{
        entry::Occasion,
        leaders::{Leader, due_day_2},
        licence::{needed, warning},
        place::State as PlaceState,
        round::{Round, State},
        series::Series,
        store,
    },
    trial::allocation::trial::Trial,
};

/// A series as the pages of its parts name it: {id, name, unit}, the last being what its trial randomised.
pub(super) fn of_series(conn: &mut Conn, series: &Series) -> Result<Value> {
    Ok(json!({ "id": series.id, "name": series.name, "unit": unit(conn, series)? }))
}

fn unit(conn: &mut Conn, series: &Series) -> Result<&'static str> {
    Ok(Trial::find(conn, &series.trial_id)?.scheme.unit().name())
}

/// A Round as lists and headings show it.
pub(super) fn of_round(conn: &mut Conn, round: &Round) -> Result<Value> {
    let counts = store::places::counts(conn, &round.id)?;
    let of = |state| counts.get(&state).copied().unwrap_or_default();
    let occasion = Occasion::of(conn, round.clone())?;
    Ok(json!({
        "id": round.id, "number": round.number, "when": appointment(round.span.starts), "day": round.span.day(),
        "hour": occasion.hour(), "place": occasion.place, "mode": round.mode.words(), "topic": round.topic,
        "mix": round.mix.name(), "mix_says": round.mix.says(), "state": round.state.name(), "kind": kind(round.state),
        "word": word(round.state), "reason": round.reason, "capacity": round.capacity, "called": occasion.series.called,
        "unit": unit(conn, &occasion.series)?,
        "booked": of(PlaceState::Booked), "offered": of(PlaceState::Offered), "waiting": of(PlaceState::Waiting),
        "invited": counts.values().sum::<usize>(), "silent": of(PlaceState::Silent),
        "declined": of(PlaceState::Declined), "apologised": of(PlaceState::Apologised),
        "expired": of(PlaceState::Expired), "left": of(PlaceState::Left),
    }))
}

/// The shape beside the word.
const fn kind(state: State) -> &'static str {
    match state {
        State::Planned => "none",
        State::Announced => "doing",
        State::Full | State::Held => "done",
        State::Cancelled => "held",
    }
}

const fn word(state: State) -> &'static str {
    match state {
        State::Planned => "Planned",
        State::Announced => "Announced",
        State::Full => "Full",
        State::Held => "Held",
        State::Cancelled => "Cancelled",
    }
}

/// What is to be seen to in a series: its licence, its facilitators' training.
pub(super) fn worries(conn: &mut Conn, floor: &Floor, series: &Series, rounds: &[Round]) -> Result<Vec<String>> {
    let (mut worries, today) = (Vec::new(), floor.clock.today());
    let last = rounds.iter().filter(|round| round.state != State::Cancelled).map(|round| round.span.day()).max();
    if needed(floor, &series.called) {
        match series.licence_id.as_deref().map(|id| store::licences::one(conn, id)).transpose()? {
            Some(licence) => worries.extend(warning(&licence, today, last.unwrap_or(today))),
            None => worries.push(format!("No licence is on record for {}s.", series.called)),
        }
    }
    let leaders = store::leaders::of_series(conn, &series.id)?;
    if !leaders.iter().any(|leader| leader.may_facilitate(last.unwrap_or(today))) {
        worries
            .push("No facilitator has had the first day of training. No Round can be announced before one has.".into());
    }
    for leader in due_day_2(conn, &series.id)? {
        worries.push(format!("{}’s second day of training is due: three Rounds have been held.", leader.name));
    }
    Ok(worries)
}

/// How many people something is done to, as a sentence begins: `One person is`, `7 people are`.
pub(super) fn people_are(count: usize) -> String {
    if count == 1 { "One person is".to_owned() } else { format!("{count} people are") }
}

/// Somebody who leads.
pub(super) fn of_leader(leader: &Leader) -> Value {
    let trained = match (leader.day_1_on, leader.day_2_on) {
        (Some(_), Some(_)) => "Both days of training".to_owned(),
        (Some(day), None) => format!("First day of training on {}", long_date(day)),
        _ => String::new(),
    };
    json!({
        "id": leader.id, "part": leader.part.name(), "part_words": leader.part.words(), "name": leader.name,
        "email": leader.email, "day_1_on": leader.day_1_on, "day_2_on": leader.day_2_on, "trained": trained,
        "hours": leader.minutes_a_month.map(|minutes| f64::from(minutes) / 60.0),
    })
}
