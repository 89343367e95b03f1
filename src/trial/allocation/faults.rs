//! Everything that is wrong with the settings of a draw, so that whoever types them mends all of it in one go.

use super::{
    method::Method,
    scheme::{Arm, By, NAME_MAX, RATIO_MAX, Unit},
    unfit::Unfit,
};

/// Settings, as far as they could be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Settings<'a> {
    pub unit: Option<Unit>,
    /// `None`, where one of them was not read.
    pub by: Option<&'a [By]>,
    /// With their names as they will be kept.
    pub arms: &'a [Arm],
    /// Whether every ratio was read.
    pub ratios_read: bool,
    pub method: Option<&'a Method>,
}

/// In the order in which they are asked for.
pub(super) fn faults(read: Settings<'_>) -> Vec<Unfit> {
    let constrained = matches!(read.method, Some(Method::Constrain(_)));
    let mut found = Vec::new();
    if let Some(unit) = read.unit {
        // A team has no one role to be a stratum by, and its people's roles can be balanced all the same.
        let fits = |by: By| unit.can_be_stratified_by(by) || constrained && by == By::Role;
        let by = read.by.unwrap_or_default().iter();
        found.extend(by.filter(|by| !fits(**by)).map(|&by| Unfit::Stratum { unit, by }));
        found.extend((constrained && unit == Unit::Person).then_some(Unfit::ConstrainPeople));
    }
    found.extend(of_arms(read.arms));
    let ratios = if read.ratios_read { read.arms } else { &[] };
    found.extend(read.method.iter().flat_map(|method| method.faults(read.by, ratios)));
    found
}

fn of_arms(arms: &[Arm]) -> Vec<Unfit> {
    if arms.is_empty() {
        return vec![Unfit::NoArm];
    }
    let mut found = Vec::new();
    if !arms.iter().all(is_named) {
        found.push(Unfit::ArmName);
    }
    for (nth, arm) in arms.iter().enumerate().filter(|(_, arm)| is_named(arm)) {
        let name = || arm.name.clone();
        if !(1..=RATIO_MAX).contains(&arm.ratio) {
            found.push(Unfit::Ratio(name()));
        }
        if arms[..nth].iter().any(|before| before.name == arm.name) {
            found.push(Unfit::SameArm(name()));
        }
    }
    found
}

fn is_named(arm: &Arm) -> bool {
    !arm.name.is_empty()
        && arm.name.chars().count() <= NAME_MAX
        && !arm.name.contains(|c: char| c == ',' || c == ':' || c.is_control())
}
