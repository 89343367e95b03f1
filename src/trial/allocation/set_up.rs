//! Sets up a trial: what is randomised, into which arms, and whose staff. What is typed is read here, once.

use std::collections::BTreeSet;

use super::{
    interventions::Interventions,
    method::Method,
    read_method, read_scheme,
    scheme::{Arm, Blocks, Scheme, Unit},
    store::trials::{self, ArmRow, TrialRow},
    trial::Whom,
    unfit::Unfit,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        clock::Moment,
        db::{Conn, once},
        error::{Complaints, Error, Result},
        one_line::one_line,
    },
    trial::roster::person::StaffRole,
};

const NAME_MAX: usize = 120;

/// What was typed, a field each. Empty arms are passed over.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub name: String,
    /// What the trial is of: one intervention, or several with '+' between.
    pub intervention: String,
    pub unit: String,
    pub strata: Vec<String>,
    /// Name, ratio, and whether it gets all that the trial is of.
    pub arms: Vec<(String, String, bool)>,
    /// An arm's name, and what it gets where that is not all of it.
    pub gets: Vec<(String, Vec<String>)>,
    /// `blocks`, `minimise` or `constrain`; empty for blocks.
    pub method: String,
    pub smallest_block: String,
    pub largest_block: String,
    /// Of minimisation: the preferred arm's chance in percent, and a weight for what is balanced, by its name.
    pub chance: String,
    pub weights: Vec<(String, String)>,
    /// Of constrained randomisation: the best share in percent, and how many candidates.
    pub share: String,
    pub candidates: String,
    /// An arm's name, and the day from which it is served after all, as 2027-09-01.
    pub crosses: Vec<(String, String)>,
    pub authorities: Vec<String>,
    pub roles: Vec<String>,
}

/// A trial that can be set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub name: String,
    pub interventions: Interventions,
    pub scheme: Scheme,
    /// The arms' names in the order in which they were typed.
    pub order: Vec<String>,
    pub whom: Whom,
}

impl Plan {
    /// # Errors
    /// A complaint for each field that has to be mended.
    pub fn parse(typed: &Typed) -> Result<Self> {
        let mut complaints = Complaints::default();
        let name = one_line(&typed.name);
        if name.is_empty() || name.chars().count() > NAME_MAX {
            complaints.add("name", format!("Give the trial a name of up to {NAME_MAX} letters."));
        }
        let interventions = typed.interventions();
        if interventions.is_empty() || interventions.unknown().is_some() {
            complaints.add("intervention", "Choose what the trial is of.");
        }
        if let Some(role) = typed.roles.iter().find(|role| StaffRole::ALL.iter().all(|known| known.name() != **role)) {
            complaints.add("roles", format!("'{role}' is not a role that Hearten knows."));
        }
        let scheme = read_scheme::typed(typed);
        let wrong = scheme.as_ref().err().into_iter().flatten();
        wrong.for_each(|(field, unfit)| complaints.add(typed.place_of(field, unfit), unfit.to_string()));
        typed.ticked_alone().for_each(|nth| {
            complaints.add(format!("arm_{}", nth + 1), "Give this arm a name and a ratio, or take its ticks away.");
        });
        if interventions.has("tokens") && typed.unit.parse().is_ok_and(|unit: Unit| unit != Unit::Site) {
            complaints.add("unit", "A token stands in a building for everybody, so its trial randomises sites.");
        }
        let mut plan = complaints.or(scheme.ok())?.map(|scheme| Self {
            name,
            interventions,
            scheme,
            order: typed.filled_arms().map(|(name, _, _)| name.trim().to_owned()).collect(),
            whom: Whom { authorities: distinct(&typed.authorities), roles: distinct(&typed.roles) },
        });
        plan.take().ok_or_else(|| Error::broken("a scheme was neither read nor refused"))
    }
}

impl Typed {
    /// What the trial is of, as far as it was typed.
    pub(super) fn interventions(&self) -> Interventions {
        Interventions::of(self.intervention.split('+'))
    }

    /// Where a complaint belongs: of what one arm gets, to that arm.
    fn place_of(&self, field: &str, unfit: &Unfit) -> String {
        let Unfit::NotNamed { arm, .. } = unfit else { return field.to_owned() };
        let nth = self.arms.iter().position(|(name, ..)| name.trim() == arm);
        nth.map_or_else(|| field.to_owned(), |nth| format!("gets_{}", nth + 1))
    }

    /// The arms, from 0, of which nothing was typed but what they get.
    fn ticked_alone(&self) -> impl Iterator<Item = usize> {
        let blank = |(name, ratio, _): &(String, String, bool)| name.trim().is_empty() && ratio.trim().is_empty();
        let ticked = |nth: usize| self.gets.get(nth).is_some_and(|(_, gets)| !gets.is_empty());
        self.arms.iter().enumerate().filter(move |(nth, arm)| blank(arm) && ticked(*nth)).map(|(nth, _)| nth)
    }

    pub(super) fn filled_arms(&self) -> impl Iterator<Item = &(String, String, bool)> {
        self.arms.iter().filter(|(name, ratio, _)| !(name.trim().is_empty() && ratio.trim().is_empty()))
    }
}

fn distinct(given: &[String]) -> Vec<String> {
    given.iter().filter(|value| !value.is_empty()).collect::<BTreeSet<_>>().into_iter().cloned().collect()
}

/// Puts a trial on record, and gives its id.
///
/// # Errors
/// `Invalid`, where another trial has its name.
pub fn set_up(conn: &mut Conn, floor: &Floor, actor: &str, plan: &Plan) -> Result<String> {
    let (id, now) = (floor.ids.next(), floor.clock.now());
    let row = trial_row(&id, plan, (actor, now))?;
    if !once(conn, |conn| trials::add(conn, &row))? {
        return Err(Error::invalid("name", "There is a trial of that name already. Give this one another."));
    }
    for row in arm_rows(floor, &id, plan)? {
        trials::add_arm(conn, &row)?;
    }
    audit::write(conn, now, &Act::new(actor, "trial.set_up", &id))?;
    Ok(id)
}

/// A plan as the row of a trial, made by somebody at a moment.
pub(super) fn trial_row(id: &str, plan: &Plan, (actor, made_at): (&str, Moment)) -> Result<TrialRow> {
    let scheme = &plan.scheme;
    let blocks = if let Method::Blocks(blocks) = scheme.method() { *blocks } else { Blocks::default() };
    Ok(TrialRow {
        id: id.to_owned(),
        name: plan.name.clone(),
        intervention: plan.interventions.written(),
        unit: scheme.unit().to_string(),
        strata: scheme.by().iter().map(|by| by.name()).collect::<Vec<_>>().join(","),
        smallest_block: stored(blocks.smallest)?,
        largest_block: stored(blocks.largest)?,
        authorities: serde_json::to_string(&plan.whom.authorities)?,
        roles: serde_json::to_string(&plan.whom.roles)?,
        made_by: actor.to_owned(),
        made_at,
        method: scheme.method().name().to_owned(),
        method_settings: read_method::kept(scheme.method())?,
    })
}

/// Its arms as rows, in the order in which they were typed.
pub(super) fn arm_rows(floor: &Floor, trial_id: &str, plan: &Plan) -> Result<Vec<ArmRow>> {
    let row = |arm: &Arm| {
        let place = plan.order.iter().position(|name| *name == arm.name).unwrap_or(plan.order.len());
        Ok(ArmRow {
            id: floor.ids.next(),
            trial_id: trial_id.to_owned(),
            name: arm.name.clone(),
            ratio: stored(arm.ratio)?,
            place: stored(place)?,
            crosses_on: arm.crosses_on,
            gets: arm.gets.written(),
        })
    };
    plan.scheme.arms().iter().map(row).collect()
}

fn stored(number: impl TryInto<i32, Error = std::num::TryFromIntError>) -> Result<i32> {
    number.try_into().map_err(Error::broken)
}

#[cfg(test)]
mod tests;
