//! A trial's settings in words, as every page says them.

use super::{method::Method, scheme::Arm, trial::Trial};
use crate::floor::clock::long_date;

/// Each setting with what it is, in the order in which they read.
#[must_use]
pub fn said(trial: &Trial) -> Vec<(&'static str, String)> {
    let scheme = &trial.scheme;
    let or = |list: Vec<&str>, none: &str| if list.is_empty() { none.to_owned() } else { list.join(", ") };
    let own = |list: &[String], none: &str| or(list.iter().map(String::as_str).collect(), none);
    let gets = |arm: &Arm| if trial.interventions.are_several() { got(arm) } else { served(arm) };
    let arm = |arm: &Arm| format!("{} ({} in every {}{})", arm.name, arm.ratio, share(scheme.arms()), gets(arm));
    [
        (if trial.interventions.are_several() { "Interventions" } else { "Intervention" }, trial.interventions.said()),
        ("Unit of allocation", scheme.unit().name().to_owned()),
        ("Arms", scheme.arms().iter().map(arm).collect::<Vec<_>>().join("; ")),
        ("Strata", or(scheme.by().iter().map(|by| by.name()).collect(), "none")),
        ("Method", scheme.method().title().to_owned()),
        ("How it is set", set_so(scheme.method())),
        ("Authorities", own(&trial.whom.authorities, "all")),
        ("Roles", own(&trial.whom.roles, "everyone who works with families")),
    ]
    .into()
}

fn served(arm: &Arm) -> String {
    match (arm.receives, arm.crosses_on) {
        (true, _) => ", served".to_owned(),
        (false, Some(day)) => format!(", served from {}", long_date(day)),
        (false, None) => String::new(),
    }
}

/// Of a trial of several interventions: which of them.
fn got(arm: &Arm) -> String {
    match (arm.gets.is_empty(), arm.crosses_on) {
        (false, _) => format!(", gets {}", arm.gets.said()),
        (true, Some(day)) => format!(", gets all of it from {}", long_date(day)),
        (true, None) => ", gets none of it".to_owned(),
    }
}

fn set_so(method: &Method) -> String {
    match method {
        Method::Blocks(blocks) => {
            format!("the ratios {} to {} times over, drawn afresh for each block", blocks.smallest, blocks.largest)
        }
        Method::Minimise(set) => {
            let weights = set.weights.iter().map(|(by, weight)| format!(", {by} counts {weight} times"));
            format!("the preferred arm has a chance of {}%{}", set.chance, weights.collect::<String>())
        }
        Method::Constrain(set) => {
            format!("from the most even {}% of all lists, or of {} where there are too many", set.share, set.candidates)
        }
    }
}

fn share(arms: &[Arm]) -> u32 {
    arms.iter().map(|arm| arm.ratio).sum()
}
