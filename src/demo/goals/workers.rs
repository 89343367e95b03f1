//! What workers do in these weeks: a first step, half hours begun and come to an end, passed over, questions answered.

use std::collections::{HashMap, HashSet};

use super::Behaviour;
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::Result,
        jobs::{Worker, run_until_idle},
    },
    interventions::goals::{
        course::{Course, DECOY, DIARY, HALF_HOUR, Length},
        first_step::take,
        leave::leave,
        protected::Protected,
        reflect,
        run::Run,
        skip,
        slot::{Slot, State},
        store,
    },
    trial::{
        allocation::receives::enrolled,
        contact::{choice::Choice, choose::choose},
        roster::people,
        surveys::{answer::answer, question::Question},
        uptake::{event::Event, record},
    },
};

/// What has been settled about somebody already, so that it is not asked of chance again.
#[derive(Debug, Default)]
pub struct Weeks {
    answered: HashSet<(String, i32)>,
    stepped: HashSet<String>,
    begun: HashSet<(String, i32)>,
    questioned: HashSet<String>,
    offered: HashSet<String>,
}

impl Weeks {
    /// Whether this state of an entry is not answered yet.
    pub fn is_new(&self, slot: &Slot) -> bool {
        !self.answered.contains(&(slot.id.clone(), slot.sequence))
    }

    pub fn note(&mut self, slot: &Slot) {
        self.answered.insert((slot.id.clone(), slot.sequence));
    }
}

/// Whom the first message has reached by now.
pub fn look(floor: &Floor, runs: &[Run], weeks: &mut Weeks) -> Result<()> {
    let trials: HashSet<&str> = runs.iter().map(|run| run.trial_id.as_str()).collect();
    weeks.offered.clear();
    for trial_id in trials {
        let seen = floor.db.read(|conn| record::about(conn, trial_id))?.into_iter();
        weeks.offered.extend(seen.filter(|one| one.event == Event::GoalsOffered).map(|one| one.person));
    }
    Ok(())
}

/// Whoever got the first message takes a first step, or does not.
pub fn first_steps(floor: &Floor, runs: &[Run], weeks: &mut Weeks, behaviour: &mut Behaviour) -> Result<()> {
    for run in runs {
        floor.db.write(|conn| {
            let steps = &Course::named(&run.course)?.first_step;
            for time in times(conn, run)? {
                let reached = weeks.offered.contains(&time.person_id);
                if reached && weeks.stepped.insert(time.id.clone()) && behaviour.does(behaviour.shares.first_step) {
                    take(conn, floor, run, &time, &steps[behaviour.below(steps.len())].key)?;
                }
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// Each half hour of today is begun, passed over or left; each once.
pub fn half_hours(
    floor: &Floor,
    worker: &Worker,
    runs: &[Run],
    weeks: &mut Weeks,
    behaviour: &mut Behaviour,
) -> Result<()> {
    for run in runs {
        floor.db.write(|conn| {
            let times: HashMap<String, Protected> =
                times(conn, run)?.into_iter().map(|time| (time.id.clone(), time)).collect();
            let mut today = store::slots::of_run(conn, &run.id)?;
            today.retain(|slot| slot.span.day() == floor.clock.today() && slot.state != State::Planned);
            today.sort_by(|a, b| a.id.cmp(&b.id));
            for slot in today.into_iter().filter(|slot| !slot.state.is_closed()) {
                if let Some(time) = times.get(&slot.time_id)
                    && weeks.begun.insert((slot.id.clone(), slot.sequence))
                {
                    half_hour(conn, floor, run, time, &slot, behaviour)?;
                }
            }
            Ok(())
        })?;
    }
    run_until_idle(worker)?;
    Ok(())
}

fn half_hour(
    conn: &mut Conn,
    floor: &Floor,
    run: &Run,
    time: &Protected,
    slot: &Slot,
    behaviour: &mut Behaviour,
) -> Result<()> {
    if behaviour.does(behaviour.shares.opts_out / 6.0) {
        return leave(conn, floor, &time.person_id, &time.person_id);
    }
    if behaviour.does(behaviour.shares.asks_for_less / 6.0) {
        choose(conn, floor, &time.person_id, Choice::Fewer, true, None)?;
    }
    if behaviour.does(behaviour.shares.skips) {
        let reason = skip::REASONS[behaviour.below(skip::REASONS.len())].0;
        return skip::skip(conn, floor, run, slot, reason);
    }
    let share = match slot.state {
        State::Accepted => behaviour.shares.begins_accepted,
        _ => behaviour.shares.begins_otherwise,
    };
    if !behaviour.does(share) {
        return Ok(());
    }
    let length = match behaviour.which(&[behaviour.shares.has_thirty, behaviour.shares.has_ten]) {
        Some(0) => Length::Thirty,
        Some(_) => Length::Ten,
        None => Length::Two,
    };
    reflect::begin(conn, floor, run, time, slot.week, length)?;
    let words = vec!["Something that matters (made up).".to_owned()];
    let ends = behaviour.does(behaviour.shares.ends);
    reflect::keep(conn, floor, run, time, slot.week, words, ends)
}

/// Whoever is asked what reached them answers, or does not.
pub fn questions(floor: &Floor, runs: &[Run], weeks: &mut Weeks, behaviour: &mut Behaviour) -> Result<()> {
    for run in runs {
        floor.db.write(|conn| {
            for question in Question::about(conn, &run.id)? {
                if question.asked_at.is_some() && weeks.questioned.insert(question.id.clone()) {
                    answers(conn, floor, run, &question, &weeks.offered, behaviour)?;
                }
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn answers(
    conn: &mut Conn,
    floor: &Floor,
    run: &Run,
    question: &Question,
    offered: &HashSet<String>,
    behaviour: &mut Behaviour,
) -> Result<()> {
    for person in people::in_authority(conn, &run.authority_id)? {
        if !enrolled(conn, &person.id, &run.trial_id, floor.clock.now())? || !behaviour.does(behaviour.shares.answers) {
            continue;
        }
        let shares = behaviour.shares.clone();
        let served = offered.contains(&person.id);
        let mut chosen = Vec::new();
        if behaviour.does(if served { shares.recalls } else { shares.recalls_in_another_arm }) {
            chosen.push(HALF_HOUR);
        }
        if served && behaviour.does(shares.recalls_diary) {
            chosen.push(DIARY);
        }
        if behaviour.does(shares.chooses_decoy) {
            chosen.push(DECOY);
        }
        if chosen.is_empty() {
            chosen.push("none");
        }
        answer(conn, floor, question, &person.id, &chosen)?;
    }
    Ok(())
}

/// A run's times, in an order that repeats.
fn times(conn: &mut Conn, run: &Run) -> Result<Vec<Protected>> {
    let mut times = store::times::of_run(conn, &run.id)?;
    times.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(times)
}
