//! Lists that could have been drawn as well as a trial's own: the accepted ones of a constrained draw, or the same draw from other seeds.

use std::collections::BTreeMap;

use crate::trial::{
    allocation::{
        constrain::Scored,
        frame::units,
        method::Method,
        randomise::{Row, randomise},
        scheme::{Scheme, Unit},
        stored::Whole,
    },
    outcomes::analyse::{FEW_CLUSTERS, Lists},
};

/// How many lists are drawn from other seeds, besides the one that was drawn.
pub const DRAWN_AGAIN: u64 = 1_999;

/// None, where people are the unit, or units are many enough to do without, or arms are not two.
#[must_use]
pub fn of(whole: &Whole) -> Lists {
    let header = &whole.list.header;
    let scheme = &header.scheme;
    if scheme.unit() == Unit::Person || scheme.arms().len() != 2 || whole.rows.len() >= FEW_CLUSTERS {
        return Lists::default();
    }
    let mut frame = units(scheme.unit(), &whole.members);
    frame.sort_unstable();
    match (scheme.method(), header.seed.parse()) {
        (Method::Constrain(set), Ok(seed)) => {
            let scored = Scored::of(scheme, set, &seed, &frame);
            Lists { arms: scored.accepted().cloned().collect(), accepted: true }
        }
        (Method::Blocks(_) | Method::Minimise(_), _) => {
            let again = (1..=DRAWN_AGAIN).filter_map(|count| randomise(scheme, &seed(count), frame.clone()).ok());
            let all = std::iter::once(whole.plain_rows()).chain(again);
            Lists { arms: all.map(|rows| arms(scheme, &rows)).collect(), accepted: false }
        }
        (Method::Constrain(_), Err(_)) => Lists::default(),
    }
}

/// Seeds are counted up, so that the same lists are drawn each time.
fn seed(count: u64) -> crate::trial::allocation::seed::Seed {
    let mut bytes = [0; 32];
    bytes[24..].copy_from_slice(&count.to_be_bytes());
    bytes.into()
}

/// The arm of each unit, by its place in the sorted frame.
fn arms(scheme: &Scheme, rows: &[Row]) -> Vec<u8> {
    let at: BTreeMap<&str, u8> = scheme.arms().iter().map(|arm| arm.name.as_str()).zip(0..).collect();
    let mut placed: Vec<(u32, u8)> =
        rows.iter().map(|row| (row.place, at.get(row.arm.as_str()).copied().unwrap_or(u8::MAX))).collect();
    placed.sort_unstable();
    placed.into_iter().map(|(_, arm)| arm).collect()
}
