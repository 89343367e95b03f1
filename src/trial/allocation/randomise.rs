//! A frame, a scheme and a seed in; who is in which arm out, by the method of the scheme. Permuted blocks are dealt here. The same three always give
//! the same list, to the byte, on any machine and either engine.

use std::collections::BTreeMap;

use super::{
    constrain::{Drawn, constrain},
    draw::Draw,
    method::Method,
    minimise::minimise,
    scheme::{Arm, Blocks, By, Scheme, Unfit},
    seed::Seed,
};

/// One thing that is randomised: a person under their staff reference, or a team or site under its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FrameUnit {
    pub authority: String,
    pub reference: String,
    pub site: String,
    pub team: String,
    pub role: String,
    /// How many people it is, by role.
    pub people: BTreeMap<String, u32>,
    /// What it is in each trial within whose arms the list is drawn, by that trial's name: 'Autumn letters: letter'.
    pub beside: Vec<String>,
}

/// One line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// From 1, in the order of the frame.
    pub place: u32,
    pub authority: String,
    pub unit: String,
    pub stratum: String,
    /// From 1, within the stratum. In minimisation the turn in which the unit was dealt.
    pub block: u32,
    pub arm: String,
}

/// The name of the stratum of those who have none.
pub const EVERYONE: &str = "everyone";

/// Draws a list. The frame is sorted by authority and reference, byte by byte, so its order on arrival is nothing.
///
/// # Errors
/// [`Unfit::EmptyFrame`], or [`Unfit::Twice`] when a unit is in the frame twice; [`Unfit::ConstrainBeside`].
pub fn randomise(scheme: &Scheme, seed: &Seed, frame: Vec<FrameUnit>) -> Result<Vec<Row>, Unfit> {
    Ok(draw(scheme, seed, frame)?.0)
}

/// [`randomise`], with what is told of the candidates where the list is one of several.
///
/// # Errors
/// The same.
pub fn draw(scheme: &Scheme, seed: &Seed, mut frame: Vec<FrameUnit>) -> Result<(Vec<Row>, Option<Drawn>), Unfit> {
    frame.sort_unstable();
    check(scheme, &frame)?;
    let by = scheme.by();
    match scheme.method() {
        Method::Blocks(blocks) => Ok((in_blocks(scheme, *blocks, seed, &frame), None)),
        Method::Minimise(set) => {
            let dealt = minimise(scheme, set, seed, &frame).into_iter().enumerate();
            let rows = dealt.map(|(at, (turn, arm))| row(at, &frame[at], &stratum_beside(by, &frame[at]), turn, arm));
            Ok((rows.collect(), None))
        }
        Method::Constrain(_) if frame.iter().any(|unit| !unit.beside.is_empty()) => Err(Unfit::ConstrainBeside),
        Method::Constrain(set) => {
            let drawn = constrain(scheme, set, seed, &frame);
            let arms = drawn.split.iter().filter_map(|arm| scheme.arms().get(usize::from(*arm))).enumerate();
            let rows = arms.map(|(at, arm)| row(at, &frame[at], EVERYONE, 1, arm)).collect();
            Ok((rows, Some(drawn)))
        }
    }
}

fn in_blocks(scheme: &Scheme, blocks: Blocks, seed: &Seed, frame: &[FrameUnit]) -> Vec<Row> {
    let mut strata: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, unit) in frame.iter().enumerate() {
        strata.entry(stratum_beside(scheme.by(), unit)).or_default().push(index);
    }
    let mut rows: Vec<Option<Row>> = vec![None; frame.len()];
    for (stratum, indexes) in &strata {
        let dealt = deal(scheme.arms(), blocks, Draw::of_stratum(seed, stratum), indexes.len());
        for (&index, (block, arm)) in indexes.iter().zip(dealt) {
            rows[index] = Some(row(index, &frame[index], stratum, block, arm));
        }
    }
    rows.into_iter().flatten().collect()
}

fn row(index: usize, unit: &FrameUnit, stratum: &str, block: u32, arm: &Arm) -> Row {
    Row {
        place: index as u32 + 1,
        authority: unit.authority.clone(),
        unit: unit.reference.clone(),
        stratum: stratum.to_owned(),
        block,
        arm: arm.name.clone(),
    }
}

/// Arms for `wanted` units in turn, each with its block. Only the last block may be cut short.
fn deal(arms: &[Arm], blocks: Blocks, mut draw: Draw, wanted: usize) -> Vec<(u32, &Arm)> {
    let mut dealt = Vec::with_capacity(wanted);
    for block in 1.. {
        if dealt.len() == wanted {
            break;
        }
        let times = blocks.smallest + draw.below(u64::from(blocks.largest - blocks.smallest) + 1) as u32;
        let mut cards: Vec<&Arm> = arms.iter().flat_map(|arm| (0..arm.ratio * times).map(move |_| arm)).collect();
        draw.shuffle(&mut cards);
        let rest = wanted - dealt.len();
        dealt.extend(cards.into_iter().take(rest).map(|arm| (block, arm)));
    }
    dealt
}

/// A stratum's name is its parts, widest first: 'Fernshire / Duty team / Social worker'.
pub(super) fn stratum(by: &[By], unit: &FrameUnit) -> String {
    let mut parts = Vec::new();
    if by.iter().any(|by| *by != By::Role) {
        parts.push(unit.authority.as_str());
    }
    parts.extend(by.iter().filter_map(|by| match by {
        By::Authority => None,
        By::Site => Some(unit.site.as_str()),
        By::Team => Some(unit.team.as_str()),
        By::Role => Some(unit.role.as_str()),
    }));
    if parts.is_empty() { EVERYONE.to_owned() } else { parts.join(" / ") }
}

/// [`stratum`] within the arms of other trials: 'Fernshire / Duty team / Autumn letters: letter'.
fn stratum_beside(by: &[By], unit: &FrameUnit) -> String {
    let own = Some(stratum(by, unit)).filter(|own| own != EVERYONE || unit.beside.is_empty());
    own.iter().chain(&unit.beside).map(String::as_str).collect::<Vec<_>>().join(" / ")
}

fn check(scheme: &Scheme, sorted: &[FrameUnit]) -> Result<(), Unfit> {
    if sorted.is_empty() {
        return Err(Unfit::EmptyFrame);
    }
    let twice = sorted
        .windows(2)
        .find(|pair| (&pair[0].authority, &pair[0].reference) == (&pair[1].authority, &pair[1].reference));
    twice.map_or(Ok(()), |pair| {
        Err(Unfit::Twice {
            unit: scheme.unit(),
            authority: pair[0].authority.clone(),
            reference: pair[0].reference.clone(),
        })
    })
}

#[cfg(test)]
mod tests;
