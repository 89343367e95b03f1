//! Teams and sites that were randomised whole: how alike the people of one are, what that costs, and intervals that allow for it.

use std::collections::BTreeMap;

use super::spread::{Point, Spread, mean, sd};

/// How alike the people of a cluster are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clustering {
    /// Clusters with data.
    pub clusters: usize,
    /// The intraclass correlation, by one-way analysis of variance within arms (Donner and Klar 2000); it can fall below nought.
    pub icc: f64,
    /// How many people a cluster counts, larger ones weighing more: the sum of squares of the sizes over their sum.
    pub size: f64,
    /// 1 + (size - 1) icc, an icc below nought counting as nought.
    pub design_effect: f64,
}

/// One cluster: its arm, how many people have data, and what they come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cluster {
    pub place: usize,
    pub first: bool,
    pub people: f64,
    pub mean: f64,
    /// Sum of squares about the mean.
    within: f64,
}

/// How many clusters have data.
#[must_use]
pub fn count(points: &[Point]) -> usize {
    grouped(points).len()
}

/// Every cluster with data, by its place.
#[must_use]
pub fn each(points: &[Point]) -> Vec<Cluster> {
    let cluster = |(place, mine): (usize, Vec<&Point>)| {
        let values: Vec<f64> = mine.iter().map(|point| point.value).collect();
        let middle = mean(&values);
        let within = values.iter().map(|value| (value - middle).powi(2)).sum();
        let first = mine.iter().any(|point| point.first);
        Cluster { place, first, people: values.len() as f64, mean: middle, within }
    };
    grouped(points).into_iter().map(cluster).collect()
}

fn grouped(points: &[Point]) -> BTreeMap<usize, Vec<&Point>> {
    let mut grouped: BTreeMap<usize, Vec<&Point>> = BTreeMap::new();
    for point in points {
        grouped.entry(point.cluster).or_default().push(point);
    }
    grouped
}

/// `None` where there are no two clusters in an arm, or no two people in any, or nobody differs from anybody.
#[must_use]
pub fn clustering(points: &[Point]) -> Option<Clustering> {
    let clusters = each(points);
    let count = clusters.len() as f64;
    let people: f64 = clusters.iter().map(|cluster| cluster.people).sum();
    let squared: f64 = clusters.iter().map(|cluster| cluster.people.powi(2)).sum();
    let arms = [true, false].map(|first| of_arm(&clusters, first));
    let between: f64 = arms.iter().map(|arm| arm.between).sum::<f64>() / (count - 2.0);
    let within = clusters.iter().map(|cluster| cluster.within).sum::<f64>() / (people - count);
    let usual = (people - arms.iter().map(|arm| arm.squared / arm.people).sum::<f64>()) / (count - 2.0);
    let icc = (between - within) / (between + (usual - 1.0) * within);
    let size = squared / people;
    icc.is_finite().then(|| Clustering {
        clusters: clusters.len(),
        icc,
        size,
        design_effect: 1.0 + (size - 1.0) * icc.max(0.0),
    })
}

struct OfArm {
    people: f64,
    squared: f64,
    between: f64,
}

fn of_arm(clusters: &[Cluster], first: bool) -> OfArm {
    let mine = || clusters.iter().filter(|cluster| cluster.first == first);
    let people: f64 = mine().map(|cluster| cluster.people).sum();
    let whole = mine().map(|cluster| cluster.people * cluster.mean).sum::<f64>() / people;
    OfArm {
        people,
        squared: mine().map(|cluster| cluster.people.powi(2)).sum(),
        between: mine().map(|cluster| cluster.people * (cluster.mean - whole).powi(2)).sum(),
    }
}

/// The difference in means of people by least squares, its error by cluster: CR1, which is the sandwich of Liang and Zeger (1986)
/// times G / (G - 1) × (N - 1) / (N - 2), with G - 1 degrees of freedom.
pub fn robust(points: &[Point]) -> Result<Spread, &'static str> {
    let clusters = each(points);
    let (count, people) = (clusters.len() as f64, points.len() as f64);
    let side = |first: bool| {
        let mine = || clusters.iter().filter(|cluster| cluster.first == first);
        let people: f64 = mine().map(|cluster| cluster.people).sum();
        let whole = mine().map(|cluster| cluster.people * cluster.mean).sum::<f64>() / people;
        let meat: f64 = mine().map(|cluster| (cluster.people * (cluster.mean - whole)).powi(2)).sum();
        (whole, meat / people.powi(2), mine().count())
    };
    let ((one, first, in_first), (two, other, in_other)) = (side(true), side(false));
    if in_first < 2 || in_other < 2 {
        return Err("an arm has fewer than two clusters");
    }
    let small = count / (count - 1.0) * (people - 1.0) / (people - 2.0);
    Ok(Spread { difference: one - two, error: ((first + other) * small).sqrt(), freedom: count - 1.0 })
}

/// The difference of the means of cluster means, each cluster counting once, with one pooled spread and G - 2 degrees of freedom.
pub fn of_means(points: &[Point]) -> Result<Spread, &'static str> {
    let [first, other] = means(&each(points));
    if first.len() < 2 || other.len() < 2 {
        return Err("an arm has fewer than two clusters");
    }
    let (one, two) = (first.len() as f64, other.len() as f64);
    let squares = |values: &[f64]| sd(values).map_or(0.0, |sd| sd.powi(2) * (values.len() as f64 - 1.0));
    let freedom = one + two - 2.0;
    let pooled = (squares(&first) + squares(&other)) / freedom;
    let error = (pooled * (1.0 / one + 1.0 / two)).sqrt();
    Ok(Spread { difference: mean(&first) - mean(&other), error, freedom })
}

/// The means of the clusters of the first arm, and of the other.
#[must_use]
pub fn means(clusters: &[Cluster]) -> [Vec<f64>; 2] {
    [true, false].map(|side| clusters.iter().filter(|one| one.first == side).map(|one| one.mean).collect())
}
