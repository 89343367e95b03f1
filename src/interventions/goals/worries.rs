//! What a lead has to worry about in goal-setting: managers without an answer, teams that are not live when the course begins, and
//! offers that nobody takes up, which in the first trial was seen too late.

use chrono::{NaiveDate, TimeDelta};

use super::{
    protected::State,
    run::RUN,
    store::{self, runs::Run},
};
use crate::{
    floor::{
        Floor,
        clock::{london_date, long_date},
        db::Conn,
        error::Result,
        web::Visitor,
    },
    trial::{
        allocation::{end::ended_at, pages::reaches, trial::Trial},
        this_week::worry::{Urgency, Worry},
        uptake::{gather::gather, pages::WATCH},
    },
};

/// From how many days before a day on it is late unless somebody sees to it.
const WEEK: TimeDelta = TimeDelta::days(7);
/// Of those who were offered the course, so many in a hundred began it in the first trial: fewer is worse than that.
const BEGAN: usize = 20;

/// For those who run goal-setting, of each run that they reach.
pub fn worries(conn: &mut Conn, floor: &Floor, visitor: &Visitor) -> Result<Vec<Worry>> {
    let today = floor.clock.today();
    let mut found = Vec::new();
    let mut runs = store::runs::all(conn)?;
    runs.retain(|run| visitor.reaches(RUN, &run.authority_id));
    let mut trials: Vec<(String, NaiveDate)> = Vec::new();
    for run in runs {
        if run.asked_at.is_none() || ended_at(conn, &run.trial_id)?.is_some() {
            continue;
        }
        found.extend(of_run(conn, &run, today)?);
        match trials.iter_mut().find(|(id, _)| *id == run.trial_id) {
            Some((_, began)) => *began = run.starts_on.min(*began),
            None => trials.push((run.trial_id, run.starts_on)),
        }
    }
    for (trial_id, began) in trials.into_iter().filter(|(_, began)| *began + WEEK <= today) {
        // Only to whoever may see how far the people of the whole trial come.
        let trial = Trial::find(conn, &trial_id)?;
        if reaches(conn, visitor, WATCH, &trial)? {
            found.extend(few_began(conn, floor, &trial, began)?);
        }
    }
    Ok(found)
}

fn of_run(conn: &mut Conn, run: &Run, today: NaiveDate) -> Result<Vec<Worry>> {
    let times = store::times::of_run(conn, &run.id)?;
    let open = times.iter().filter(|time| time.state == State::Proposed).count();
    let teams = store::teams::of_run(conn, &run.id)?;
    let dead = teams.iter().filter(|team| team.live_at.is_none()).count();
    let worry = |urgency, what: &str, figure: String, since| Worry {
        urgency,
        title: format!("{what}: {}", run.name),
        figure,
        since,
        href: format!("/goals/runs/{}", run.id),
        mend: "Open the run",
    };
    let mut found = Vec::new();
    let late = run.agree_by < today;
    if open > 0 && run.agree_by - today <= WEEK {
        let figure =
            format!("{open} of {} have no answer; managers agree by {}.", times.len(), long_date(run.agree_by));
        let since = if late { Some(run.agree_by) } else { run.asked_at.map(london_date) };
        let urgency = if late { Urgency::Now } else { Urgency::Soon };
        found.push(worry(urgency, "Half hours that no manager has agreed to", figure, since));
    }
    if dead > 0 && run.starts_on - today <= WEEK {
        let figure = format!("{dead} of {} are not live; it starts on {}.", teams.len(), long_date(run.starts_on));
        let urgency = if run.starts_on <= today { Urgency::Now } else { Urgency::Soon };
        found.push(worry(urgency, "Teams that are not live", figure, run.asked_at.map(london_date)));
    }
    Ok(found)
}

/// Of all who are served together: never of an arm by itself.
fn few_began(conn: &mut Conn, floor: &Floor, trial: &Trial, began: NaiveDate) -> Result<Option<Worry>> {
    let funnel = gather(conn, floor, trial, false)?.funnel;
    let (offered, started) = (funnel.count("delivered"), funnel.count("started"));
    let few = offered > 0 && started * 100 < offered * BEGAN;
    Ok(few.then(|| Worry {
        urgency: Urgency::Soon,
        title: format!("Offers that few take up: {}", trial.name),
        figure: format!("{started} of {offered} people whose first message arrived have begun."),
        since: Some(began),
        href: format!("/uptake/{}", trial.id),
        mend: "See how far people come",
    }))
}
