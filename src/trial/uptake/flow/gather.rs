//! Puts the flow of one trial together: its frozen list, what is on record, who is gone since, which sites are out, and of whom there
//! are outcomes.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Flow, Known, Looked, Member, had_it::what_came};
use crate::{
    floor::{
        Floor,
        clock::london_date,
        db::Conn,
        error::{Error, Result},
    },
    trial::{
        allocation::{
            early::shown_early,
            end::ended_at,
            sight,
            stored::{List, Whole},
            trial::Trial,
        },
        conduct::site::Withdrawals,
        outcomes::told::held::held,
        protocol::windows::Windows,
        roster::gone::why_gone,
    },
};

/// The flow by the intervention that the trial is looked at by, as an account may see it: what is inside the arms once the trial has ended, or with the right to see them.
///
/// # Errors
/// `TooLate`, before the trial is randomised, or where its list is not as it was drawn.
pub fn gather(conn: &mut Conn, floor: &Floor, trial: &Trial, account_id: &str) -> Result<Flow> {
    let told = sight::told(conn, &trial.id, account_id)?;
    let list = List::live_of(conn, trial)?;
    let list = list.ok_or_else(|| Error::TooLate("This trial has not been randomised yet.".into()))?;
    let excluded = list.excluded(conn)?.into_iter().map(|(why, people)| (why.words().to_owned(), people)).collect();
    let whole = list.whole(conn)?;
    if let Some(fault) = whole.broken_seals(&floor.secrets).first() {
        return Err(Error::TooLate(format!("No flow can be told: {fault}.")));
    }
    let scheme = &whole.list.header.scheme;
    let arms: Vec<(String, bool)> = scheme.arms().iter().map(|arm| (arm.name.clone(), arm.receives)).collect();
    let List { assessed, units_assessed, units_left_out, .. } = whole.list;
    let looked = Looked { assessed, excluded, units_assessed, units_left_out };
    let as_of = as_of(conn, floor, &trial.id)?;
    let before = as_of.succ_opt().filter(|day| *day <= floor.clock.today());
    let ever = what_came(conn, floor, &whole, before)?;
    let gone = why_gone(conn, as_of)?;
    let members = members(&whole, &Withdrawals::of(conn, &trial.id)?, as_of);
    // Nobody sets an outcome beside an arm for who may not see the arms.
    let outcomes = if told { held(conn, floor, &whole)? } else { Vec::new() };
    let known = Known { ever: &ever, gone: &gone, outcomes: &outcomes };
    let flow = Flow::of((&trial.intervention, scheme.unit().name()), looked, &members, &arms, known);
    let notes = shown_early(conn, &trial.id)?;
    let of = if trial.interventions.are_several() { trial.intervention.clone() } else { String::new() };
    let flow = Flow { trial: trial.name.clone(), of, as_of, notes, ..flow };
    Ok(if told { flow } else { flow.untold() })
}

/// Today, until people are followed no more; from then on the last day on which they were, so that whoever leaves after it is not lost.
/// That is the day that was said, or where none was the day on which the trial ended.
fn as_of(conn: &mut Conn, floor: &Floor, trial_id: &str) -> Result<NaiveDate> {
    let ended = ended_at(conn, trial_id)?;
    let windows = Windows::at(conn, trial_id, ended.unwrap_or_else(|| floor.clock.now()))?;
    let until = windows.map(|windows| windows.follow_until).or(ended.map(london_date));
    let today = floor.clock.today();
    Ok(until.map_or(today, |until| until.min(today)))
}

fn members(whole: &Whole, withdrawals: &Withdrawals, as_of: NaiveDate) -> Vec<Member> {
    let arm_of: BTreeMap<(&str, &str), &str> = whole
        .rows
        .iter()
        .map(|sealed| ((sealed.row.authority.as_str(), sealed.row.unit.as_str()), sealed.row.arm.as_str()))
        .collect();
    let member = |member: &crate::trial::allocation::frame::Member| Member {
        person: member.person_id.clone(),
        unit: member.unit_id.clone(),
        arm: arm_of.get(&(member.authority.as_str(), member.unit.as_str())).copied().unwrap_or_default().to_owned(),
        out: !withdrawals.is_empty() && withdrawals.is_out(&(member.authority.clone(), member.site.clone()), as_of),
    };
    whole.members.iter().map(member).collect()
}
