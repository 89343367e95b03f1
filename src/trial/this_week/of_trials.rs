//! What a lead has to worry about in a trial itself: a list that waits for its lock, a rule that nobody wrote, and surveys that few
//! answer. Counts are of everybody in the trial together.

use chrono::TimeDelta;

use super::{
    judge::{first_served, first_served_with},
    rule::Rule,
    worry::{Urgency, Worry},
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
        allocation::{
            end::ended_at,
            pages::{WATCH, reaches},
            stored::List,
            trial::Trial,
        },
        protocol::windows::Windows,
        surveys::wave::{
            Wave,
            told::{answered, asked_of},
        },
        uptake::report::percent,
    },
};

/// In a survey that runs, fewer than so many in a hundred by half its time are few.
const FEW: usize = 40;
/// So many days before a delivery window closes it is near.
const NEAR: i64 = 14;
/// So many points less than the survey before it is a fall.
const FALL: f64 = 0.10;

/// For those who may look at trials, of each that they reach and that has not ended.
pub fn worries(conn: &mut Conn, floor: &Floor, visitor: &Visitor) -> Result<Vec<Worry>> {
    let mut found = Vec::new();
    for trial in Trial::all(conn)? {
        if reaches(conn, visitor, WATCH, &trial)? && ended_at(conn, &trial.id)?.is_none() {
            found.extend(of_list(conn, &trial)?);
            for part in trial.parts() {
                found.extend(of_window(conn, floor, &part)?);
            }
            found.extend(of_surveys(conn, floor, &trial)?);
        }
    }
    Ok(found)
}

fn of_list(conn: &mut Conn, trial: &Trial) -> Result<Option<Worry>> {
    let Some(list) = List::live(conn, &trial.id)? else { return Ok(None) };
    let worry = |title: &str, figure: &str, since, page: &str, mend| Worry {
        urgency: Urgency::Soon,
        title: format!("{title}: {}", trial.name),
        figure: figure.to_owned(),
        since: Some(since),
        href: format!("/trials/{}/{page}", trial.id),
        mend,
    };
    let Some(locked_at) = list.locked_at else {
        let figure = "Nobody is served before somebody else locks it.";
        let since = london_date(list.made_at);
        return Ok(Some(worry("A list that is not locked", figure, since, "set-up/check", "Check every answer")));
    };
    let unwritten = Rule::of_trial(conn, &trial.id)?.is_none() && first_served(conn, trial)?.is_none();
    let figure = "Once the first person is served it is too late to write one.";
    let since = london_date(locked_at);
    Ok(unwritten.then(|| worry("No rule for the second week", figure, since, "week-rule", "Write the rule")))
}

/// A trial's name; of one of several interventions, with that.
fn named(trial: &Trial) -> String {
    if trial.interventions.are_several() {
        format!("{}, {}", trial.name, trial.intervention)
    } else {
        trial.name.clone()
    }
}

/// Delivery that does not keep to the days that the protocol has for it.
fn of_window(conn: &mut Conn, floor: &Floor, trial: &Trial) -> Result<Option<Worry>> {
    let locked = List::live(conn, &trial.id)?.is_some_and(|list| list.locked_at.is_some());
    let got = trial.scheme.arms().iter().any(|arm| arm.receives);
    let windows = if locked && got { Windows::at(conn, &trial.id, floor.clock.now())? } else { None };
    let Some(windows) = windows else { return Ok(None) };
    let (served, today) = (first_served_with(conn, trial)?, floor.clock.today());
    let (from, until) = (long_date(windows.deliver_from), long_date(windows.deliver_until));
    let (title, figure, since) = match served {
        Some(on) if on < windows.deliver_from => (
            "Served before its window",
            format!("The first person was served on {}, before the delivery window opened on {from}.", long_date(on)),
            on,
        ),
        Some(on) if on > windows.deliver_until => (
            "Served after its window",
            format!("The first person was served on {}, after the delivery window closed on {until}.", long_date(on)),
            on,
        ),
        None if today >= windows.deliver_from && today + TimeDelta::days(NEAR) > windows.deliver_until => (
            "Nobody served, and the window closes",
            format!("The delivery window is from {from} to {until}, and nobody was served yet."),
            windows.deliver_from,
        ),
        _ => return Ok(None),
    };
    Ok(Some(Worry {
        urgency: if served.is_some() { Urgency::Watch } else { Urgency::Soon },
        title: format!("{title}: {}", named(trial)),
        figure,
        since: Some(since),
        href: format!("/trials/{}/set-up/windows", trial.id),
        mend: "Look at the windows",
    }))
}

/// Surveys with few answers for their time, and those with fewer than the one before.
fn of_surveys(conn: &mut Conn, floor: &Floor, trial: &Trial) -> Result<Vec<Worry>> {
    let (now, today) = (floor.clock.now(), floor.clock.today());
    let (mut found, mut before): (Vec<Worry>, Option<f64>) = (Vec::new(), None);
    for wave in Wave::of_trial(conn, &trial.id)?.into_iter().filter(|wave| wave.launched_at.is_some()) {
        let (asked, answered) = (asked_of(conn, floor, &wave)?, answered(conn, &wave)?);
        if asked == 0 || today < wave.opens_on {
            continue;
        }
        let share = answered as f64 / asked as f64;
        let half = wave.opens_on + TimeDelta::days((wave.closes_on - wave.opens_on).num_days() / 2);
        let few = wave.is_open(now) && today >= half && answered * 100 < asked * FEW;
        let fell = before.filter(|before| share + FALL < *before && (wave.has_closed(now) || today >= half));
        if few || fell.is_some() {
            let than = fell.map(|before| format!(", after {} in the one before", percent(Some(before))));
            found.push(Worry {
                urgency: if wave.is_open(now) { Urgency::Soon } else { Urgency::Watch },
                title: format!("A survey that few answer: {}, {}", wave.name, trial.name),
                figure: format!(
                    "{answered} of {asked} asked ({}){}; it {} on {}.",
                    percent(Some(share)),
                    than.unwrap_or_default(),
                    if wave.is_open(now) { "closes" } else { "closed" },
                    long_date(wave.closes_on)
                ),
                since: Some(wave.opens_on),
                href: format!("/trials/{}/surveys/{}", trial.id, wave.id),
                mend: "Open the survey",
            });
        }
        before = wave.has_closed(now).then_some(share).or(before);
    }
    Ok(found)
}
