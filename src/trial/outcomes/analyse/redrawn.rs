//! An interval from lists that could have been drawn as well, for a few clusters: every effect that a test over these lists would not
//! have found odd at 5%.
//!
//! Were the effect e for every cluster of the first arm, then y - e z, with z 1 in that arm, would not have depended on the list. Under
//! another list w the arms differ by a(w) - e b(w), a and b being the difference in means of y and of z; under the one that was drawn
//! by a - e. List w is as far out or further where |a(w) - e b(w)| >= |a - e|, which holds between the roots (a - a(w)) / (1 - b(w)) and
//! (a + a(w)) / (1 + b(w)) and nowhere else: so each end of the interval is one of the sorted roots, and nothing has to be searched for.

use super::{
    Lists,
    clusters::{Cluster, each, means},
    spread::{Estimate, How, Interval, Point, mean},
};

/// How odd is odd.
const ODD: f64 = 0.05;

/// The difference of the means of cluster means, with an interval over `lists`. `arm` is how they call the first arm.
#[must_use]
pub fn estimate(points: &[Point], lists: &Lists, arm: u8) -> Estimate {
    let clusters = each(points);
    let [first, other] = means(&clusters);
    let difference = mean(&first) - mean(&other);
    let reached: Vec<(f64, f64)> =
        lists.arms.iter().filter_map(|list| reach(&clusters, difference, list, arm)).collect();
    Estimate {
        how: How::Redrawn { lists: reached.len(), accepted: lists.accepted },
        difference,
        error: None,
        freedom: None,
        interval: between(reached),
    }
}

/// Between which effects a list is as far out as the one that was drawn; `None` for a list with nobody in an arm.
fn reach(clusters: &[Cluster], drawn: f64, list: &[u8], arm: u8) -> Option<(f64, f64)> {
    let first = |cluster: &&Cluster| list.get(cluster.place) == Some(&arm);
    let apart = |value: fn(&Cluster) -> f64| {
        let (mine, others): (Vec<&Cluster>, Vec<&Cluster>) = clusters.iter().partition(first);
        let mean = |side: &[&Cluster]| side.iter().map(|one| value(one)).sum::<f64>() / side.len() as f64;
        (!mine.is_empty() && !others.is_empty()).then(|| mean(&mine) - mean(&others))
    };
    let (here, same) = (apart(|one| one.mean)?, apart(|one| f64::from(u8::from(one.first)))?);
    // The list that was drawn, and its mirror image, are always as far out.
    if 1.0 - same.abs() < 1e-9 {
        return Some((f64::NEG_INFINITY, f64::INFINITY));
    }
    let (one, two) = ((drawn - here) / (1.0 - same), (drawn + here) / (1.0 + same));
    Some((one.min(two), one.max(two)))
}

/// All that more than one list in twenty reaches.
fn between(reached: Vec<(f64, f64)>) -> Interval {
    let odd = (reached.len() as f64 * ODD).floor() as usize;
    let (mut from, mut until): (Vec<f64>, Vec<f64>) = reached.into_iter().unzip();
    from.sort_by(f64::total_cmp);
    until.sort_by(|a, b| b.total_cmp(a));
    match (from.get(odd), until.get(odd)) {
        (Some(&from), Some(&until)) if from.is_finite() && until.is_finite() => Interval::Of { from, until },
        _ => Interval::None("too few lists could have been drawn to bound it"),
    }
}
