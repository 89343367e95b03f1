//! The scheme of a trial as it is typed: all of it is read before anything is complained of.

use chrono::NaiveDate;

use super::{
    faults::{Settings, faults},
    interventions::Interventions,
    read_method::{self, Wrong, field_of},
    scheme::{Arm, By, Scheme, Unit},
    set_up::Typed,
    unfit::Unfit,
};

/// # Errors
/// Each field that is wrong, and how.
pub(super) fn typed(typed: &Typed) -> Result<Scheme, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let unit: Option<Unit> = typed.unit.parse().map_err(|unfit| wrong.push(("unit", unfit))).ok();
    let (by, all_read) = strata(typed, &mut wrong);
    let (arms, ratios_read) = arms(typed, &mut wrong);
    wrong.extend(of_what_arms_get(&typed.interventions(), &arms).into_iter().map(|unfit| ("arms", unfit)));
    let method = read_method::typed(typed, &mut wrong);
    let by_read = all_read.then_some(by.as_slice());
    let read = Settings { unit, by: by_read, arms: &arms, ratios_read, method: method.as_ref() };
    for unfit in faults(read) {
        let fault = (field_of(&unfit), unfit);
        if !wrong.contains(&fault) {
            wrong.push(fault);
        }
    }
    match (unit, method) {
        (Some(unit), Some(method)) if wrong.is_empty() => {
            Scheme::new(unit, by, arms, method).map_err(|unfit| vec![(field_of(&unfit), unfit)])
        }
        _ => Err(wrong),
    }
}

/// What is balanced, and whether all of it was read.
fn strata(typed: &Typed, wrong: &mut Vec<Wrong>) -> (Vec<By>, bool) {
    let before = wrong.len();
    let mut read = |by: &String| by.parse().map_err(|unfit| wrong.push(("strata", unfit))).ok();
    let by = typed.strata.iter().filter_map(&mut read).collect();
    (by, wrong.len() == before)
}

/// The arms, and whether every ratio was read; where one was not, 1 stands for it.
fn arms(typed: &Typed, wrong: &mut Vec<Wrong>) -> (Vec<Arm>, bool) {
    let (mut arms, mut all_read) = (Vec::new(), true);
    for (name, ratio, all) in typed.filled_arms() {
        let ratio = ratio.trim().parse().unwrap_or_else(|_| {
            wrong.push(("arms", Unfit::Ratio(name.trim().to_owned())));
            all_read = false;
            1
        });
        let crosses_on = crosses_on(typed, name).unwrap_or_else(|unfit| {
            wrong.push(("arms", unfit));
            None
        });
        let gets = if *all { typed.interventions() } else { gets(typed, name) };
        let (name, first) = (name.trim().to_owned(), typed.interventions());
        arms.push(Arm { name, ratio, receives: gets.has(first.first()), gets, crosses_on });
    }
    let waits = typed.crosses.iter().filter(|(_, day)| !day.trim().is_empty()).map(|(name, _)| name.trim());
    let unknown = waits.filter(|name| arms.iter().all(|arm| arm.name != *name));
    wrong.extend(unknown.map(|name| ("arms", Unfit::NoSuchArm(name.to_owned()))));
    (arms, all_read)
}

/// What is wrong with what the arms get, as far as it is known what the trial is of.
fn of_what_arms_get(named: &Interventions, arms: &[Arm]) -> Vec<Unfit> {
    let mut found = Vec::new();
    for arm in arms {
        let (beyond, name) = (arm.gets.beyond(named), arm.name.clone());
        if !arm.gets.is_empty() && arm.crosses_on.is_some() {
            found.push(Unfit::Crosses(name));
        } else if !named.is_empty() && !beyond.is_empty() {
            found.push(Unfit::NotNamed { arm: name, what: beyond.said() });
        }
    }
    if named.is_empty() || arms.is_empty() {
        return found;
    }
    if arms.iter().all(|arm| arm.crosses_on.is_none()) {
        let got = |one: &&str| arms.iter().any(|arm| arm.gets.has(one));
        found.extend(named.iter().filter(|one| !got(one)).map(|one| Unfit::GotByNobody(one.to_owned())));
    }
    let same = |arm: &Arm| (&arm.gets, arm.crosses_on) == (&arms[0].gets, arms[0].crosses_on);
    found.extend((arms.len() > 1 && arms.iter().all(same)).then_some(Unfit::AllTheSame));
    found
}

/// What was typed of what an arm gets.
fn gets(typed: &Typed, arm: &str) -> Interventions {
    let its = typed.gets.iter().filter(|(name, _)| name.trim() == arm.trim());
    Interventions::of(its.flat_map(|(_, gets)| gets))
}

/// From when an arm is served after all, where it waits.
fn crosses_on(typed: &Typed, arm: &str) -> Result<Option<NaiveDate>, Unfit> {
    let day = typed.crosses.iter().find(|(name, day)| name.trim() == arm.trim() && !day.trim().is_empty());
    day.map(|(_, day)| day.trim().parse().map_err(|_| Unfit::CrossesOn(arm.trim().to_owned()))).transpose()
}
