//! The sums of a flow, each with the arm that it is of: what goes into a box has to come out of it, by people and by units.

use super::{Analysed, Arm, Count, Flow, Inside};
use crate::trial::uptake::funnel::Check;

pub(super) fn sums(flow: &Flow) -> Vec<Check> {
    let arms = |of: fn(&Arm) -> usize| flow.arms.iter().map(of).sum();
    let excluded: usize = flow.excluded.values().sum();
    let assessed = flow.assessed.map(|assessed| {
        check("assessed = excluded + randomised".to_owned(), assessed, excluded + flow.randomised.people)
    });
    let units = flow.units_assessed.zip(flow.units_left_out).map(|(assessed, left_out)| {
        check("units assessed = left out whole + randomised".to_owned(), assessed, left_out + flow.randomised.units)
    });
    let mut sums: Vec<Check> = assessed.into_iter().chain(units).collect();
    sums.push(check(
        "people randomised = those of the arms".to_owned(),
        flow.randomised.people,
        arms(|arm| arm.people.unwrap_or_default()),
    ));
    sums.push(check("units randomised = those of the arms".to_owned(), flow.randomised.units, arms(|arm| arm.units)));
    for (arm, inside) in flow.arms.iter().filter_map(|arm| Some((arm, arm.inside.as_ref()?))) {
        sums.extend(of_arm(flow, arm, inside));
    }
    sums
}

fn of_arm(flow: &Flow, arm: &Arm, inside: &Inside) -> Vec<Check> {
    let (name, people) = (&arm.name, arm.people.unwrap_or_default());
    let because: usize = inside.not_received.values().sum();
    let mut sums = vec![
        check(format!("{name}: allocated = received + did not receive"), people, inside.received.people + because),
        check(
            format!("{name}: allocated = followed up + left + data withdrawn"),
            people,
            inside.followed_up.people + inside.lost + inside.withdrawn,
        ),
    ];
    sums.extend(of_units(flow, arm, "received + did not", (inside.received, inside.did_not)));
    let followed = (inside.followed_up, inside.not_followed_up);
    sums.extend(of_units(flow, arm, "followed up + not followed up", followed));
    let sites = inside.sites.map(|sites| ("site stayed + site withdrew".to_owned(), (sites.stayed, sites.withdrew)));
    let outcome = |one: &Analysed| (format!("analysed + no data: {}", one.title), (one.analysed, one.no_data));
    for (says, parts) in sites.into_iter().chain(inside.outcomes.iter().map(outcome)) {
        sums.push(check(format!("{name}: people allocated = {says}"), people, parts.0.people + parts.1.people));
        sums.extend(of_units(flow, arm, &says, parts));
    }
    sums
}

/// Where units are not people.
fn of_units(flow: &Flow, arm: &Arm, says: &str, (of, not): (Count, Count)) -> Option<Check> {
    let says = format!("{}: {}s allocated = {says}", arm.name, flow.unit);
    flow.units(arm.units).map(|units| check(says, units, of.units + not.units))
}

fn check(says: String, left: usize, right: usize) -> Check {
    Check { says: says.into(), left, right, holds: left == right }
}
