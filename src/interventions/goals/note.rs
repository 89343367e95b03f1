//! Each Monday a manager gets a short note: one thing to say to all of the team, and how the half hours went in a group that is
//! large enough, never whose.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{
    group::about,
    mailing::Page,
    recall::{Channel, open_runs},
    run::Run,
    store::{self, teams::Team},
    wording,
};
use crate::{
    floor::{
        Floor,
        clock::{Moment, london_date},
        db::Conn,
        error::Result,
        jobs::{self, Claim, Ending, Work, only},
        mail::{self, Letter, Outcome},
        schedule::{Missed, Schedule},
    },
    trial::{availability::days::monday, roster::people},
};

#[derive(Debug, Clone, Copy)]
pub struct ManagerNote;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Job {
    pub run_id: String,
    pub manager_id: String,
    /// The week that begins, from 1.
    pub week: i32,
}

/// What it says.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    name: String,
    authority: String,
    week: i32,
    say: String,
    /// How many half hours of the week before were kept, in a group; `None` where there is nothing to tell.
    kept: Option<String>,
    /// Whether some of the team have not noticed.
    mention: bool,
    link: String,
}

/// A Monday that was missed is not made up for.
pub fn schedule() -> Result<Schedule> {
    Schedule::new("goals.manager_note", "0 30 8 * * Mon", Missed::Skip, note_due)
}

fn note_due(floor: &Floor, conn: &mut Conn, occasion: Moment) -> Result<()> {
    let begins = monday(london_date(occasion));
    for run in open_runs(conn)? {
        let Some(place) = run.mondays().iter().position(|monday| *monday == begins) else { continue };
        let week = i32::try_from(place + 1).unwrap_or(1);
        for team in store::teams::of_run(conn, &run.id)?.into_iter().filter(|team| team.live_at.is_some()) {
            let key = format!("{}:{}:{}:{week}", ManagerNote::KIND, run.id, team.manager_id);
            let job = Job { run_id: run.id.clone(), manager_id: team.manager_id, week };
            jobs::enqueue_once::<ManagerNote>(conn, floor, &key, &job, floor.clock.now())?;
        }
    }
    Ok(())
}

impl Work for ManagerNote {
    const KIND: &'static str = "goals.manager_note";
    type Job = Job;
    type Guard = ();
    type Ready = (String, Words);
    type Done = Outcome;

    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), job: &Job) -> Result<Claim<Self::Ready>> {
        let run = store::runs::one(conn, &job.run_id)?;
        let due = run.mondays().get(usize::try_from(job.week - 1).unwrap_or_default()).copied();
        if due.is_none_or(|due| floor.clock.today() > due + TimeDelta::days(4)) {
            return Ok(Claim::NotNeeded("the week is over".into()));
        }
        let manager = people::person(conn, &job.manager_id)?;
        let Some(to) = manager.email.clone().filter(|_| manager.left_on.is_none()) else {
            return Ok(Claim::NotNeeded("they have left or have no e-mail address".into()));
        };
        let course = wording::course(conn, &run)?;
        let say = course.say.get(usize::try_from(job.week - 1).unwrap_or_default());
        let page = Page { run_id: run.id.clone(), manager_id: manager.id.clone(), reminder: 0 };
        Ok(Claim::Ready((
            to,
            Words {
                name: manager.names.known_as().to_owned(),
                week: job.week,
                say: say.map(|say| say.words.clone()).unwrap_or_default(),
                kept: kept(conn, floor, &run, &manager.id, job.week - 1)?,
                mention: mention(conn, &run, &manager.id)?,
                authority: manager.authority,
                link: page.link(floor),
            },
        )))
    }

    fn work(&self, floor: &Floor, job_id: &str, ready: Self::Ready) -> Result<Self::Done> {
        only(self.work_batch(floor, vec![(job_id.to_owned(), ready)]))
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Self::Ready)>) -> Vec<Result<Outcome>> {
        let letters = batch.into_iter().map(|(job_id, (to, words))| Letter::new(job_id, "goals_note", to, words));
        mail::deliver_all(floor, letters.collect())
    }

    fn settle(&self, _: &Floor, _: &mut Conn, outcome: Outcome) -> Result<Ending> {
        Ok(outcome.ending())
    }
}

/// How many of the manager's group began something in a week.
pub fn kept(conn: &mut Conn, floor: &Floor, run: &Run, manager_id: &str, week: i32) -> Result<Option<String>> {
    if week < 1 {
        return Ok(None);
    }
    let floor_of = usize::try_from(floor.settings.reports.smallest_group).unwrap_or(usize::MAX);
    let (mut people, mut kept) = (0, 0);
    for team in group_of(conn, run, manager_id)? {
        for time in store::times::of_manager(conn, &run.id, &team.manager_id)? {
            people += 1;
            kept += usize::from(store::parts::one(conn, &time.id, week)?.is_some());
        }
    }
    Ok((people >= floor_of).then(|| about(kept, people)))
}

/// Whether anybody of the manager's group is reached by what managers say. Asked of a group that is large enough, it tells of no
/// one's answer.
fn mention(conn: &mut Conn, run: &Run, manager_id: &str) -> Result<bool> {
    for team in group_of(conn, run, manager_id)? {
        for time in store::times::of_manager(conn, &run.id, &team.manager_id)? {
            if store::channels::of_time(conn, &time.id)?.iter().any(|row| row.channel == Channel::Manager.name()) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The teams of a manager's group; none where it would be too small.
fn group_of(conn: &mut Conn, run: &Run, manager_id: &str) -> Result<Vec<Team>> {
    let teams = store::teams::of_run(conn, &run.id)?;
    let group = teams.iter().find(|team| team.manager_id == manager_id).and_then(|team| team.figures_of.clone());
    Ok(teams.into_iter().filter(|team| group.is_some() && team.figures_of == group).collect())
}
