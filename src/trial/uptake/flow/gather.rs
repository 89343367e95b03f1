//! Puts the flow of one trial together: its frozen list, what is on record, and who is gone since.

use std::collections::BTreeMap;

use super::{Flow, Looked, Member, had_it::what_came};
use crate::{
    floor::{
        Floor,
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
        roster::gone::why_gone,
    },
};

/// The flow as an account may see it: what is inside the arms once the trial has ended, or with the right to see them.
///
/// # Errors
/// `TooLate`, before the trial is randomised, or where its list is not as it was drawn.
pub fn gather(conn: &mut Conn, floor: &Floor, trial: &Trial, account_id: &str) -> Result<Flow> {
    let told = ended_at(conn, &trial.id)?.is_some() || sight::has(conn, &trial.id, account_id)?;
    let list = List::live(conn, &trial.id)?;
    let list = list.ok_or_else(|| Error::TooLate("This trial has not been randomised yet.".into()))?;
    let excluded = list.excluded(conn)?.into_iter().map(|(why, people)| (why.words().to_owned(), people)).collect();
    let whole = list.whole(conn)?;
    if let Some(fault) = whole.broken_seals(&floor.secrets).first() {
        return Err(Error::TooLate(format!("No flow can be told: {fault}.")));
    }
    let today = floor.clock.today();
    let scheme = &whole.list.header.scheme;
    let arms: Vec<(String, bool)> = scheme.arms().iter().map(|arm| (arm.name.clone(), arm.receives)).collect();
    let looked = Looked { assessed: whole.list.assessed, excluded };
    let ever = what_came(conn, floor, &whole)?;
    let gone = why_gone(conn, today)?;
    let flow = Flow::of(&trial.intervention, looked, &members(&whole), &arms, &ever, &gone);
    let notes = shown_early(conn, &trial.id)?;
    let flow = Flow { trial: trial.name.clone(), unit: scheme.unit().name().to_owned(), notes, ..flow };
    Ok(if told { flow } else { flow.untold() })
}

fn members(whole: &Whole) -> Vec<Member> {
    let arm_of: BTreeMap<(&str, &str), &str> = whole
        .rows
        .iter()
        .map(|sealed| ((sealed.row.authority.as_str(), sealed.row.unit.as_str()), sealed.row.arm.as_str()))
        .collect();
    let member = |member: &crate::trial::allocation::frame::Member| Member {
        person: member.person_id.clone(),
        unit: member.unit_id.clone(),
        arm: arm_of.get(&(member.authority.as_str(), member.unit.as_str())).copied().unwrap_or_default().to_owned(),
    };
    whole.members.iter().map(member).collect()
}
