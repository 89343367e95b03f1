//! What the intervention did for those to whom it came because of their arm: the complier average causal effect. It is the difference by
//! intention to treat over the difference in how many the intervention came to, on both sides, since it comes to some in a
//! comparison arm too.

use super::spread::{Estimate, How, Interval, Point, Spread};

/// Below this difference in compliance the figure says little: it multiplies the difference, and its error, by ten and more.
pub const WEAK: f64 = 0.1;

/// The effect, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cace {
    /// The share to whom it came in the first arm less that in the other, reckoned as the difference is.
    pub compliance: f64,
    /// `None` where the intervention came to no more people in the first arm than in the other, and where the two are not alike.
    pub effect: Option<Estimate>,
    /// Whether the two differ in nothing else, without which no effect is that of this intervention.
    pub alike: bool,
    /// Whether compliance is under [`WEAK`].
    pub weak: bool,
}

impl Cace {
    /// Of two arms that are alike but for the intervention, or not.
    #[must_use]
    pub fn of(self, alike: bool) -> Self {
        Self { effect: self.effect.filter(|_| alike), alike, ..self }
    }
}

/// Wald's estimator, which is two-stage least squares with the arm for an instrument. Its error is by the delta method: that of the
/// difference of y - effect × d, d being 1 where the intervention came, over the compliance; by the same way and with the same t
/// as the difference by intention to treat.
#[must_use]
pub fn cace(how: How, points: &[(Point, bool)]) -> Cace {
    let valued = |of: &dyn Fn(&Point, f64) -> f64| -> Vec<Point> {
        let came = |had_it: bool| f64::from(u8::from(had_it));
        points.iter().map(|(point, had_it)| Point { value: of(point, came(*had_it)), ..*point }).collect()
    };
    let compliance = how.difference(&valued(&|_, came| came));
    if compliance <= 0.0 {
        return Cace { compliance, effect: None, alike: true, weak: true };
    }
    let effect = how.difference(&valued(&|point, _| point.value)) / compliance;
    let about = how.spread(&valued(&|point, came| point.value - effect * came));
    let scaled =
        about.map(|spread| Spread { difference: effect, error: spread.error / compliance, freedom: spread.freedom });
    let estimate = Estimate {
        how,
        difference: effect,
        error: scaled.ok().map(|spread| spread.error),
        freedom: scaled.ok().map(|spread| spread.freedom),
        interval: scaled.map_or_else(Interval::None, |spread| spread.interval()),
    };
    Cace { compliance, effect: Some(estimate), alike: true, weak: compliance < WEAK }
}
