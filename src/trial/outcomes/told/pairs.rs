//! Which arms of a trial of several interventions are set against which, by one of them.

use crate::trial::{
    allocation::{interventions::Interventions, scheme::Arm, trial::Trial},
    outcomes::analyse::Pair,
};

/// Each arm that gets the intervention against the one that gets all else that it does; without such a one, as every other arm, against the
/// one that gets nothing. None of a trial of one.
pub(super) fn pairs(trial: &Trial) -> Vec<Pair> {
    let arms = trial.scheme.arms();
    if !trial.interventions.are_several() {
        return Vec::new();
    }
    let nothing = arms.iter().position(|arm| arm.gets.is_empty());
    let nothing = nothing.or_else(|| arms.iter().position(|arm| !arm.receives)).unwrap_or_default();
    let alike = |arm: &Arm| {
        let rest = arm.gets.beyond(&Interventions::of([&trial.intervention]));
        arm.receives.then(|| arms.iter().position(|other| other.gets == rest)).flatten()
    };
    let pair = |(place, arm): (usize, &Arm)| {
        let other = alike(arm);
        Pair { arm: place, against: other.unwrap_or(nothing), alike: other.is_some() }
    };
    arms.iter().enumerate().map(pair).filter(|pair| pair.arm != pair.against).collect()
}
