//! A coordinator plans tokens for a trial in an authority: one for each building that receives. Which are large enough was asked when the
//! list was drawn, of every arm alike, and is not asked again: whatever became of a building since, it gets what its arm does. How many
//! work there is frozen on the day.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};

use super::{
    code,
    owed::is_owed,
    placement::{Here, Placement, Plan, RUN, State, TOKENS},
    record::record,
    store,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Complaints, Error, Result},
        web::{Form, Visitor},
    },
    trial::{
        allocation::{end::still_on, receives::Guard, stored::List, trial::Trial},
        roster::{
            governance,
            people::{self, Authority},
            sites::{Site, sites},
        },
        uptake::event::Event,
    },
};

/// A plan is for two years at most: longer is a slip of the pen.
const LONGEST: TimeDelta = TimeDelta::days(731);

/// What a form may choose from.
#[derive(Debug, Clone)]
pub struct Choices {
    /// Id, and name with unit.
    pub trials: Vec<(String, String)>,
    /// Those that the visitor reaches.
    pub authorities: Vec<Authority>,
}

impl Choices {
    pub fn of(conn: &mut Conn, visitor: &Visitor) -> Result<Self> {
        let mut authorities = people::authorities(conn)?;
        authorities.retain(|authority| visitor.reaches(RUN, &authority.id));
        let trials = Trial::all_of(conn, TOKENS)?.into_iter();
        Ok(Self { trials: trials.map(|trial| (trial.id.clone(), trial.with_unit())).collect(), authorities })
    }
}

/// A plan as it was typed, found whole.
#[derive(Debug, Clone)]
pub struct NewPlan {
    pub trial_id: String,
    pub authority_id: String,
    pub from_on: NaiveDate,
    /// The last day.
    pub until_on: NaiveDate,
}

impl NewPlan {
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form, choices: &Choices) -> Result<Self> {
        let mut complaints = Complaints::default();
        let trial = choices.trials.iter().find(|(id, _)| id == form.text("trial"));
        let authority = choices.authorities.iter().find(|authority| authority.id == form.text("authority"));
        let (from_on, until_on) = (form.day("from_on"), form.day("until_on"));
        for (missing, field, says) in [
            (authority.is_none(), "authority", "Choose an authority."),
            (trial.is_none(), "trial", "Choose a trial."),
            (from_on.is_none(), "from_on", "Give the first day on which people are meant to have it."),
            (until_on.is_none(), "until_on", "Give the last day of the plan."),
        ] {
            if missing {
                complaints.add(field, says);
            }
        }
        if let (Some(from), Some(until)) = (from_on, until_on) {
            if until < from {
                complaints.add("until_on", "The plan ends before it begins.");
            } else if until - from > LONGEST {
                complaints.add("until_on", "A plan is for two years at most. Look at the two days again.");
            }
        }
        let (Some((trial_id, _)), Some(authority), Some(from_on), Some(until_on)) =
            (trial, authority, from_on, until_on)
        else {
            return Err(Error::Invalid(complaints));
        };
        let (trial_id, authority_id) = (trial_id.clone(), authority.id.clone());
        complaints.or(Self { trial_id, authority_id, from_on, until_on })
    }
}

/// Keeps a plan and places what can be placed; gives its id.
///
/// # Errors
/// `Invalid`, where the trial has a plan here, or no building can have one; `TooLate`, where the list is not locked or the trial over.
pub fn set_up(conn: &mut Conn, floor: &Floor, actor: &str, new: NewPlan) -> Result<String> {
    governance::required(conn)?;
    let now = floor.clock.now();
    let plan = Plan {
        id: floor.ids.next(),
        trial_id: new.trial_id,
        authority_id: new.authority_id,
        least_people: i32::from(floor.settings.tokens.least_people),
        from_on: new.from_on,
        until_on: new.until_on,
        made_by: actor.to_owned(),
        made_at: now,
    };
    if !store::plans::add(conn, &plan)? {
        return Err(Error::invalid("trial", "This trial has a plan in this authority already. Open that one."));
    }
    audit::write(conn, now, &Act::new(actor, "tokens.planned", &plan.id))?;
    if place(conn, floor, actor, &plan)? == 0 {
        return Err(Error::invalid(
            "authority",
            "Nothing can be placed: no building here receives by the trial’s list.",
        ));
    }
    Ok(plan.id)
}

/// Places a token in each building that receives and has none yet; how many.
///
/// # Errors
/// `TooLate`, where the list is not locked or the trial over; `NotAllowed`, where the list was tampered with.
pub fn place(conn: &mut Conn, floor: &Floor, actor: &str, plan: &Plan) -> Result<usize> {
    still_on(conn, &plan.trial_id)?;
    List::live(conn, &plan.trial_id)?
        .filter(|list| list.locked_at.is_some())
        .ok_or_else(|| Error::TooLate("Tokens are placed once the trial’s list is locked.".into()))?;
    let (mut guard, mut placed) = (Guard::default(), 0);
    for site in without_one(conn, floor, plan)? {
        // Where nobody works any more there is nobody to give one to.
        if site.people > 0 && is_owed(conn, floor, &mut guard, &plan.trial_id, &site.id)? {
            place_one(conn, floor, actor, plan, site)?;
            placed += 1;
        }
    }
    Ok(placed)
}

fn place_one(conn: &mut Conn, floor: &Floor, actor: &str, plan: &Plan, site: Site) -> Result<()> {
    let (id, now, today) = (floor.ids.next(), floor.clock.now(), floor.clock.today());
    let placement = Placement {
        plan_id: plan.id.clone(),
        site_id: site.id.clone(),
        planned_people: i32::try_from(site.people).map_err(Error::broken)?,
        kind: String::new(),
        state: State::Planned,
        generation: 1,
        code_hash: code::hash(floor, &code::code(floor, &id, 1)),
        drinks: true,
        id,
    };
    store::placements::add(conn, &placement)?;
    let detail = format!("{}/{}/{}", plan.from_on, plan.until_on, placement.planned_people);
    let here = Here { plan: plan.clone(), placement, site };
    record(conn, now, &here, Event::TokenPlaced, (&here.placement.id, today), &detail)?;
    audit::write(conn, now, &Act::new(actor, "tokens.placed", &here.placement.id))
}

/// Buildings that are in no arm, and are too small for one.
pub fn too_small(conn: &mut Conn, floor: &Floor, plan: &Plan) -> Result<Vec<Site>> {
    let whole = List::live(conn, &plan.trial_id)?.map(|list| list.whole(conn)).transpose()?;
    let on_list: BTreeSet<&String> =
        whole.iter().flat_map(|whole| &whole.members).map(|member| &member.unit_id).collect();
    let mut found = without_one(conn, floor, plan)?;
    found.retain(|site| !is_large(plan, site) && !on_list.contains(&site.id));
    Ok(found)
}

fn without_one(conn: &mut Conn, floor: &Floor, plan: &Plan) -> Result<Vec<Site>> {
    let placed: BTreeSet<String> =
        store::placements::of_plan(conn, &plan.id)?.into_iter().map(|placement| placement.site_id).collect();
    let mut found = sites(conn, &plan.authority_id, floor.clock.today())?;
    found.retain(|site| !placed.contains(&site.id));
    Ok(found)
}

fn is_large(plan: &Plan, site: &Site) -> bool {
    i32::try_from(site.people).is_ok_and(|people| people >= plan.least_people)
}

/// A plan of the visitor's.
///
/// # Errors
/// `Missing`, where there is none or it is another authority's.
pub fn plan_by(conn: &mut Conn, visitor: &Visitor, id: &str) -> Result<Plan> {
    let plan = store::plans::one(conn, id)?;
    if visitor.reaches(RUN, &plan.authority_id) { Ok(plan) } else { Err(Error::Missing("This plan")) }
}
