//! Sets a trial up.

use std::process::ExitCode;

use clap::Args;

use super::{ACTOR, OfTrial};
use crate::{
    floor::{Floor, error::Result},
    trial::allocation::set_up::{self, Plan, Typed},
};

#[derive(Debug, Args)]
pub(super) struct Settings {
    #[command(flatten)]
    of: OfTrial,
    /// What it is a trial of: letters, goals, rounds or tokens. Again for each of several that are drawn as one list.
    #[arg(long, default_value = "letters")]
    intervention: Vec<String>,
    /// What is randomised: person, team or site.
    #[arg(long)]
    unit: String,
    /// NAME:RATIO, and :served for an arm that gets all of it, or :letters+goals for what it gets. Again for each arm.
    #[arg(long, required = true)]
    arm: Vec<String>,
    /// Balance within each authority, site, team or role. May be given again.
    #[arg(long)]
    within: Vec<String>,
    /// How arms are dealt: blocks, minimise (with --chance and --weight), or constrain (with --share and --candidates).
    #[arg(long, default_value = "blocks")]
    method: String,
    /// Of minimisation: the preferred arm's chance, in percent.
    #[arg(long, default_value = "")]
    chance: String,
    /// Of minimisation: STRATUM=WEIGHT. May be given again.
    #[arg(long)]
    weight: Vec<String>,
    /// Of constrained randomisation: from which best share, in percent, one list is drawn.
    #[arg(long, default_value = "")]
    share: String,
    /// Of constrained randomisation: how many candidates are scored where there are too many for all.
    #[arg(long, default_value = "")]
    candidates: String,
    /// ARM=DAY: an arm that waits, and the day from which it is served. May be given again.
    #[arg(long)]
    crosses: Vec<String>,
    /// Only this authority's staff. May be given again.
    #[arg(long)]
    authority: Vec<String>,
    /// Only this role. May be given again.
    #[arg(long)]
    role: Vec<String>,
}

pub(super) fn run(floor: &Floor, settings: &Settings) -> Result<ExitCode> {
    let typed = Typed {
        name: settings.of.trial.clone(),
        intervention: settings.intervention.join("+"),
        unit: settings.unit.clone(),
        strata: settings.within.clone(),
        arms: settings.arm.iter().map(|arm| split_arm(arm)).collect(),
        gets: settings.arm.iter().map(|arm| gets(arm)).collect(),
        method: settings.method.clone(),
        chance: settings.chance.clone(),
        weights: settings.weight.iter().map(|weight| pair(weight)).collect(),
        share: settings.share.clone(),
        candidates: settings.candidates.clone(),
        crosses: settings.crosses.iter().map(|crosses| pair(crosses)).collect(),
        authorities: settings.authority.clone(),
        roles: settings.role.clone(),
        ..Typed::default()
    };
    let plan = Plan::parse(&typed)?;
    floor.db.write(|conn| set_up::set_up(conn, floor, ACTOR, &plan))?;
    println!("“{}” is set up: randomised by {}, {} arms.", plan.name, plan.scheme.unit(), plan.scheme.arms().len());
    Ok(ExitCode::SUCCESS)
}

/// `NAME=VALUE`; where there is no value, what stands for it is complained of where it is read.
fn pair(text: &str) -> (String, String) {
    let (name, value) = text.split_once('=').unwrap_or((text, "?"));
    (name.trim().to_owned(), value.trim().to_owned())
}

/// An arm's name, and what it gets where that is not all of it.
fn gets(arm: &str) -> (String, Vec<String>) {
    let mut parts = arm.split(':').map(str::trim);
    let name = parts.next().unwrap_or_default().to_owned();
    let its = parts.nth(1).filter(|its| *its != "served").unwrap_or_default();
    (name, its.split('+').map(str::to_owned).collect())
}

fn split_arm(text: &str) -> (String, String, bool) {
    let mut parts = text.split(':').map(str::trim);
    let mut next = || parts.next().unwrap_or_default().to_owned();
    (next(), next(), next() == "served")
}
