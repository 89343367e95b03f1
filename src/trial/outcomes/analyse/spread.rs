//! A difference between two arms with what may be said of its error, by the ways there are of reckoning it.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::{FEW_CLUSTERS, clusters};

/// One person with data, in one of two arms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Whether they are in the arm that the other is taken from.
    pub first: bool,
    pub cluster: usize,
    pub value: f64,
}

/// How an interval was reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// People, whose spread may differ by arm: Welch's t.
    Welch,
    /// People in clusters: least squares with errors by cluster, CR1, t with as many degrees of freedom as clusters less one.
    ClusterRobust,
    /// The mean of each cluster counts once: t with one pooled spread and as many degrees of freedom as clusters less two.
    ClusterMeans,
    /// The mean of each cluster counts once: a test over so many lists, turned into an interval.
    Redrawn { lists: usize, accepted: bool },
}

/// A difference, and what it may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    pub how: How,
    pub difference: f64,
    /// Standard error; `None` where the way has none.
    pub error: Option<f64>,
    /// Degrees of freedom of the t.
    pub freedom: Option<f64>,
    pub interval: Interval,
}

/// From where to where, at 95%.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Interval {
    Of {
        from: f64,
        until: f64,
    },
    /// There is none, for the reason that is given.
    None(&'static str),
}

/// A difference and its error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    pub difference: f64,
    pub error: f64,
    pub freedom: f64,
}

/// By which way arms are compared first: by what was randomised, and by how many of them have data.
#[must_use]
pub fn first_choice(clustered: bool, points: &[Point]) -> How {
    match clusters::count(points) {
        _ if !clustered => How::Welch,
        many if many >= FEW_CLUSTERS => How::ClusterRobust,
        _ => How::ClusterMeans,
    }
}

impl How {
    /// The difference by this way, which is none that draws lists again.
    #[must_use]
    pub fn estimate(self, points: &[Point]) -> Estimate {
        match self.spread(points) {
            Ok(spread) => Estimate {
                how: self,
                difference: spread.difference,
                error: Some(spread.error),
                freedom: Some(spread.freedom),
                interval: spread.interval(),
            },
            Err(why) => {
                let difference = self.difference(points);
                Estimate { how: self, difference, error: None, freedom: None, interval: Interval::None(why) }
            }
        }
    }

    /// The mean of the first arm less that of the other: of people, or of clusters that each count once.
    #[must_use]
    pub fn difference(self, points: &[Point]) -> f64 {
        let [first, other] = match self {
            Self::Welch | Self::ClusterRobust => sides(points),
            Self::ClusterMeans | Self::Redrawn { .. } => clusters::means(&clusters::each(points)),
        };
        mean(&first) - mean(&other)
    }

    /// # Errors
    /// Why nothing can be said of the error.
    pub fn spread(self, points: &[Point]) -> Result<Spread, &'static str> {
        match self {
            Self::Welch => welch(points),
            Self::ClusterRobust => clusters::robust(points),
            Self::ClusterMeans | Self::Redrawn { .. } => clusters::of_means(points),
        }
    }
}

impl Spread {
    /// The difference less and more its error by the quantile of t.
    #[must_use]
    pub fn interval(&self) -> Interval {
        let reach = t_quantile(self.freedom) * self.error;
        if !reach.is_finite() {
            return Interval::None("too few to tell how far people differ");
        }
        Interval::Of { from: self.difference - reach, until: self.difference + reach }
    }
}

/// Welch (1947), with the degrees of freedom of Satterthwaite.
fn welch(points: &[Point]) -> Result<Spread, &'static str> {
    let [first, other] = sides(points);
    let (Some(one), Some(two)) = (sd(&first), sd(&other)) else { return Err("an arm has fewer than two people") };
    let (one, two) = (one.powi(2) / first.len() as f64, two.powi(2) / other.len() as f64);
    let whole = one + two;
    let below = one.powi(2) / (first.len() as f64 - 1.0) + two.powi(2) / (other.len() as f64 - 1.0);
    // Where nobody differs the error is nought, whatever the quantile.
    let freedom = if below > 0.0 { whole.powi(2) / below } else { (points.len() - 2) as f64 };
    Ok(Spread { difference: mean(&first) - mean(&other), error: whole.sqrt(), freedom })
}

/// Cohen's d: the difference in means over the pooled SD of people, without a correction for small samples.
#[must_use]
pub fn standardised(points: &[Point]) -> Option<f64> {
    let [first, other] = sides(points);
    let squares = |values: &[f64]| sd(values).map_or(0.0, |sd| sd.powi(2) * (values.len() as f64 - 1.0));
    let freedom = points.len().checked_sub(2).filter(|freedom| *freedom > 0)? as f64;
    let pooled = ((squares(&first) + squares(&other)) / freedom).sqrt();
    (pooled > 0.0).then(|| (mean(&first) - mean(&other)) / pooled)
}

/// The values of the first arm, and of the other.
#[must_use]
pub fn sides(points: &[Point]) -> [Vec<f64>; 2] {
    let side = |first: bool| points.iter().filter(|point| point.first == first).map(|point| point.value).collect();
    [side(true), side(false)]
}

/// 0 for nobody.
#[must_use]
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / (values.len() as f64).max(1.0)
}

/// Of a sample, over n - 1; `None` for fewer than two.
#[must_use]
pub fn sd(values: &[f64]) -> Option<f64> {
    let freedom = values.len().checked_sub(1).filter(|freedom| *freedom > 0)? as f64;
    let middle = mean(values);
    Some((values.iter().map(|value| (value - middle).powi(2)).sum::<f64>() / freedom).sqrt())
}

/// Within which 95% of a t lies, on either side of nought; not a number where there are no degrees of freedom.
#[must_use]
pub fn t_quantile(freedom: f64) -> f64 {
    StudentsT::new(0.0, 1.0, freedom).map_or(f64::NAN, |t| t.inverse_cdf(0.975))
}
