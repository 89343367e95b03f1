//! Sets up a trial: what is randomised, into which arms, and whose staff. What is typed is read here, once.

use std::collections::BTreeSet;

use super::{
    method::Method,
    read_method, read_scheme,
    scheme::{Arm, Blocks, Scheme, Unit},
    store::trials::{self, ArmRow, TrialRow},
    trial::{INTERVENTIONS, Whom},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        clock::Moment,
        db::{Conn, once},
        error::{Complaints, Error, Result},
    },
    trial::roster::person::StaffRole,
};

const NAME_MAX: usize = 120;

/// What was typed, a field each. Empty arms are passed over.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub name: String,
    pub intervention: String,
    pub unit: String,
    pub strata: Vec<String>,
    /// Name, ratio, and whether it receives.
    pub arms: Vec<(String, String, bool)>,
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
    pub intervention: String,
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
        let name = typed.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() || name.chars().count() > NAME_MAX {
            complaints.add("name", format!("Give the trial a name of up to {NAME_MAX} letters."));
        }
        if !INTERVENTIONS.contains(&typed.intervention.as_str()) {
            complaints.add("intervention", "Choose what the trial is of.");
        }
        if let Some(role) = typed.roles.iter().find(|role| StaffRole::ALL.iter().all(|known| known.name() != **role)) {
            complaints.add("roles", format!("'{role}' is not a role that Hearten knows."));
        }
        let scheme = read_scheme::typed(typed);
        let wrong = scheme.as_ref().err().into_iter().flatten();
        wrong.for_each(|(field, unfit)| complaints.add(*field, unfit.to_string()));
        if typed.intervention == "tokens" && typed.unit.parse().is_ok_and(|unit: Unit| unit != Unit::Site) {
            complaints.add("unit", "A token stands in a building for everybody, so its trial randomises sites.");
        }
        let mut plan = complaints.or(scheme.ok())?.map(|scheme| Self {
            name,
            intervention: typed.intervention.clone(),
            scheme,
            order: typed.filled_arms().map(|(name, _, _)| name.trim().to_owned()).collect(),
            whom: Whom { authorities: distinct(&typed.authorities), roles: distinct(&typed.roles) },
        });
        plan.take().ok_or_else(|| Error::broken("a scheme was neither read nor refused"))
    }
}

impl Typed {
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
        intervention: plan.intervention.clone(),
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
            receives: arm.receives,
            place: stored(place)?,
            crosses_on: arm.crosses_on,
        })
    };
    plan.scheme.arms().iter().map(row).collect()
}

fn stored(number: impl TryInto<i32, Error = std::num::TryFromIntError>) -> Result<i32> {
    number.try_into().map_err(Error::broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Typed {
        let own = |text: &str| text.to_owned();
        Typed {
            name: own("  Spring   letters "),
            intervention: own("letters"),
            unit: own("person"),
            strata: vec![own("team")],
            arms: vec![
                (own("letter"), own("2"), true),
                (own("comparison"), own(" 1"), false),
                (own(""), own(""), false),
            ],
            ..Typed::default()
        }
    }

    fn complains_of(typed: &Typed) -> Vec<String> {
        match Plan::parse(typed) {
            Err(Error::Invalid(complaints)) => complaints.iter().map(|complaint| complaint.field.clone()).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_typed_becomes_a_plan_and_empty_arms_are_passed_over() {
        let plan = Plan::parse(&typed()).unwrap();
        assert_eq!(
            (plan.name.as_str(), plan.order.as_slice()),
            ("Spring letters", &["letter".to_owned(), "comparison".to_owned()][..])
        );
        assert_eq!(plan.scheme.arms().len(), 2);
        assert_eq!(plan.scheme.method(), &Method::Blocks(Blocks::default()));
    }

    #[test]
    fn each_fault_is_laid_at_its_own_field() {
        assert_eq!(complains_of(&Typed::default()), ["name", "intervention", "unit", "arms"]);
        assert_eq!(complains_of(&Typed { unit: "team".into(), strata: vec!["role".into()], ..typed() }), ["strata"]);
        assert_eq!(complains_of(&Typed { arms: vec![("letter".into(), "half".into(), true)], ..typed() }), ["arms"]);
        assert_eq!(complains_of(&Typed { smallest_block: "4".into(), ..typed() }), ["blocks"]);
        let crosses = vec![("comparison".into(), "in autumn".into())];
        assert_eq!(complains_of(&Typed { crosses, ..typed() }), ["arms"]);
        let crosses = vec![("comparisn".into(), "2027-09-01".into())];
        assert_eq!(complains_of(&Typed { crosses, ..typed() }), ["arms"]);
        assert_eq!(complains_of(&Typed { method: "constrain".into(), ..typed() }), ["method"]);
        assert_eq!(complains_of(&Typed { roles: vec!["mayor".into()], ..typed() }), ["roles"]);
        assert_eq!(complains_of(&Typed { intervention: "tokens".into(), ..typed() }), ["unit"]);
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let own = |text: &str| text.to_owned();
        let wrong = Typed {
            unit: own("house"),
            strata: vec![own("team"), own("mood")],
            arms: vec![(own("letter"), own("half"), true), (own("comparison"), own("1"), false)],
            crosses: vec![(own("comparison"), own("in autumn")), (own("waiting"), own("2027-09-01"))],
            method: own("minimise"),
            chance: own("most"),
            weights: vec![(own("role"), own("heavy"))],
            ..typed()
        };
        let Err(Error::Invalid(complaints)) = Plan::parse(&wrong) else { panic!("it was taken") };
        let said: Vec<(&str, &str)> =
            complaints.iter().map(|one| (one.field.as_str(), one.message.split('.').next().unwrap())).collect();
        let at = |field| said.iter().filter(|(at, _)| *at == field).count();
        assert_eq!(["unit", "strata", "arms", "chance", "weights"].map(at), [1, 1, 3, 1, 1], "{said:?}");
        assert!(said.contains(&("arms", "The ratio of 'letter' is a whole number from 1 to 20")), "{said:?}");
        // What depends on something else that was not read is not complained of on top of it.
        assert_eq!(said.len(), 7, "{said:?}");
        let two = Typed { unit: own("team"), strata: vec![own("role"), own("team")], ..typed() };
        assert_eq!(complains_of(&two), ["strata", "strata"]);
    }
}
