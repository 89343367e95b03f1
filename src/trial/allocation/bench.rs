//! How long a list takes to draw: many people in blocks, and few sites from all the lists there are.

use std::time::Instant;

use serde::Serialize;

use super::{
    allocate::{Order, allocate},
    constrain::constrain,
    lock::lock,
    method::{Constrain, Method},
    randomise::{FrameUnit, randomise},
    scheme::{Arm, Blocks, By, Mode, Scheme, Unit},
    seed::Seed,
    set_up,
    trial::Trial,
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        memory::peak_mb,
    },
    trial::roster::made_up,
};

const WHO: &str = "bench";
/// Sites that a constrained list is drawn of: 184,756 lists of ten against ten.
const SITES: usize = 20;
const STRATA: usize = 1000;

/// What was measured, in seconds.
#[derive(Debug, Clone, Serialize)]
pub struct ListsBench {
    pub people: usize,
    pub strata: usize,
    pub blocks_s: f64,
    pub sites: usize,
    /// Lists that were scored.
    pub candidates: usize,
    pub accepted: usize,
    pub constrain_s: f64,
    pub peak_rss_mb: Option<f64>,
}

/// Draws one list of each kind, keeping neither.
pub fn lists(people: usize) -> Result<ListsBench> {
    let seed = Seed::from([7; 32]);
    let frame = (0..people).map(person).collect();
    let blocks = scheme(Unit::Person, vec![By::Team], Blocks::default())?;
    let begun = Instant::now();
    let rows = randomise(&blocks, &seed, frame).map_err(Error::broken)?.len();
    let blocks_s = begun.elapsed().as_secs_f64();
    let mut frame: Vec<FrameUnit> = (0..SITES).map(site).collect();
    frame.sort_unstable();
    let few = scheme(Unit::Site, vec![By::Authority, By::Role], Method::Constrain(Constrain::default()))?;
    let begun = Instant::now();
    let about = constrain(&few, &Constrain::default(), &seed, &frame).about;
    Ok(ListsBench {
        people: rows,
        strata: STRATA.min(people),
        blocks_s,
        sites: SITES,
        candidates: about.candidates,
        accepted: about.accepted,
        constrain_s: begun.elapsed().as_secs_f64(),
        peak_rss_mb: peak_mb(),
    })
}

/// A locked trial of one arm in made-up authorities, all of whose practitioners are allocated to `intervention`.
pub fn everyone_served(
    conn: &mut Conn,
    floor: &Floor,
    intervention: &str,
    authorities: &[made_up::Plan],
) -> Result<Trial> {
    made_up::bring_in(conn, floor, WHO, authorities)?;
    let plan = set_up::Plan::parse(&set_up::Typed {
        name: "Bench".into(),
        intervention: intervention.into(),
        unit: "person".into(),
        arms: vec![(intervention.into(), "1".into(), true)],
        ..set_up::Typed::default()
    })?;
    let trial_id = set_up::set_up(conn, floor, WHO, &plan)?;
    let trial = Trial::find(conn, &trial_id)?;
    let order = Order { mode: Mode::Live, seed: Some([1; 32].into()), households_known: true };
    allocate(conn, floor, WHO, &trial, &order)?;
    lock(conn, floor, "bench, second", &trial_id)?;
    Ok(trial)
}

fn scheme(unit: Unit, by: Vec<By>, method: impl Into<Method>) -> Result<Scheme> {
    let arms = [("served", true), ("comparison", false)].map(|(name, receives)| Arm {
        name: name.into(),
        ratio: 1,
        receives,
        ..Arm::default()
    });
    Scheme::new(unit, by, arms.into(), method).map_err(Error::broken)
}

/// In one of a thousand teams.
fn person(n: usize) -> FrameUnit {
    FrameUnit {
        authority: format!("Authority {}", n % STRATA / 10),
        reference: format!("S{n:07}"),
        team: format!("Team {}", n % STRATA),
        ..FrameUnit::default()
    }
}

/// No two alike.
fn site(n: usize) -> FrameUnit {
    let size = u32::try_from(25 + n * 7 % 40).unwrap_or_default();
    FrameUnit {
        authority: format!("Authority {}", n % 3),
        reference: format!("Site {n:02}"),
        site: format!("Site {n:02}"),
        people: [("senior social worker".into(), size / 5), ("social worker".into(), size)].into(),
        ..FrameUnit::default()
    }
}
