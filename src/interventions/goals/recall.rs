//! In weeks 1 and 3 everyone in the trial is asked which of several things reached them. Whoever was offered the course and
//! does not recall it is reached another way: on paper at their desk, then by what their manager says to all of the team.

use std::collections::HashSet;

use chrono::{NaiveTime, TimeDelta};

use super::{course::HALF_HOUR, record::record, run::Run, store, wording};
use crate::{
    floor::{
        Floor,
        clock::{Moment, london_date, london_moment},
        db::Conn,
        error::Result,
        schedule::{Missed, Schedule},
    },
    trial::{
        allocation::end::ended_at,
        availability::days::monday,
        surveys::{
            answer::answers,
            ask::ask,
            question::{NewQuestion, Question, set_up},
        },
        uptake::event::Event,
    },
};

/// The weeks in which it is asked, on Friday.
const WAVES: [i32; 2] = [1, 3];
/// How long an answer is taken.
const OPEN: TimeDelta = TimeDelta::days(10);

/// The next way by which somebody is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    Paper,
    Manager,
}

impl Channel {
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Manager => "manager",
        }
    }

    /// What comes after the ways that were tried.
    #[must_use]
    pub const fn after(tried: usize) -> Option<Self> {
        match tried {
            0 => Some(Self::Paper),
            1 => Some(Self::Manager),
            _ => None,
        }
    }
}

pub fn ask_schedule() -> Result<Schedule> {
    Schedule::new("goals.ask_recall", "0 0 10 * * Fri", Missed::Skip, ask_due)
}

fn ask_due(floor: &Floor, conn: &mut Conn, occasion: Moment) -> Result<()> {
    let week = monday(london_date(occasion));
    for run in open_runs(conn)? {
        for wave in WAVES {
            if run.mondays().get(usize::try_from(wave - 1).unwrap_or_default()) == Some(&week) {
                ask_wave(conn, floor, &run, wave, occasion)?;
            }
        }
    }
    Ok(())
}

fn ask_wave(conn: &mut Conn, floor: &Floor, run: &Run, wave: i32, occasion: Moment) -> Result<()> {
    let recall = wording::course(conn, run)?.recall;
    let closes_at = london_moment(london_date(occasion + OPEN), NaiveTime::MIN);
    let question = set_up(
        conn,
        floor,
        NewQuestion {
            trial_id: &run.trial_id,
            authority_id: &run.authority_id,
            about: &run.id,
            wave,
            words: &recall.question,
            options: recall.option,
            anonymous: false,
            opens_at: occasion,
            closes_at,
        },
    )?;
    ask(conn, floor, &question).map(drop)
}

pub fn channel_schedule() -> Result<Schedule> {
    Schedule::new("goals.next_channel", "0 45 8 * * Mon-Fri", Missed::Skip, change_due)
}

fn change_due(floor: &Floor, conn: &mut Conn, _: Moment) -> Result<()> {
    for run in open_runs(conn)? {
        for question in Question::about(conn, &run.id)? {
            change_of(conn, floor, &run, &question)?;
        }
    }
    Ok(())
}

/// Whoever of the run answered and did not recall it gets one further way for each time of asking.
fn change_of(conn: &mut Conn, floor: &Floor, run: &Run, question: &Question) -> Result<()> {
    let unaware: HashSet<String> = answers(conn, question)?
        .into_iter()
        .filter(|(_, chosen)| !chosen.split('+').any(|key| key == HALF_HOUR))
        .map(|(person, _)| person)
        .collect();
    if unaware.is_empty() {
        return Ok(());
    }
    for time in store::times::of_run(conn, &run.id)?.into_iter().filter(|time| unaware.contains(&time.person_id)) {
        let tried = store::channels::of_time(conn, &time.id)?;
        if tried.iter().any(|row| row.question_id == question.id) {
            continue;
        }
        let Some(channel) = Channel::after(tried.len()) else { continue };
        store::channels::add(conn, &time.id, &question.id, channel, floor.clock.now())?;
        record(conn, floor, run, Event::ChannelChanged, &time.person_id, &question.id, channel.name())?;
    }
    Ok(())
}

/// Runs that go on: asked, and in a trial that has not ended.
pub fn open_runs(conn: &mut Conn) -> Result<Vec<Run>> {
    let mut open = Vec::new();
    for run in store::runs::all(conn)? {
        if run.asked_at.is_some() && ended_at(conn, &run.trial_id)?.is_none() {
            open.push(run);
        }
    }
    Ok(open)
}
