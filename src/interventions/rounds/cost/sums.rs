//! What a Round, and an attendance, comes to. Beside every unit cost stands what it is over and what it leaves out; what is counted
//! and what is left out add up to every line there is.

use super::{
    line::{CostLine, Heading},
    money::Pence,
};

/// A Round as costs look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub id: String,
    pub number: i32,
    pub held: bool,
    /// How many came; 0 where nothing is on record.
    pub came: usize,
}

/// What a Round that was held cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundCost {
    pub id: String,
    pub number: i32,
    pub came: usize,
    /// Of lines that are the Round's alone.
    pub own: Pence,
    /// Its part of the series' lines.
    pub share: Pence,
}

impl RoundCost {
    #[must_use]
    pub fn total(&self) -> Pence {
        self.own + self.share
    }

    /// `None` where nobody is on record.
    #[must_use]
    pub fn per_attendance(&self) -> Option<Pence> {
        self.total().over(self.came)
    }
}

/// An amount that is no part of a unit cost, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    pub pence: Pence,
    pub why: &'static str,
}

/// A cost for each of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitCost {
    pub numerator: Pence,
    pub denominator: usize,
    /// What the denominator counts.
    pub of: &'static str,
    /// What there is besides and is not counted here; nothing of £0.
    pub left_out: Vec<LeftOut>,
}

impl UnitCost {
    /// To the nearest penny; `None` over none.
    #[must_use]
    pub fn value(&self) -> Option<Pence> {
        self.numerator.over(self.denominator)
    }
}

/// What a series comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sums {
    /// Every line, under its heading.
    pub by_heading: Vec<(Heading, Pence)>,
    /// Rounds that were held, by number.
    pub rounds: Vec<RoundCost>,
    pub per_round: UnitCost,
    pub per_attendance: UnitCost,
}

const TRAINING: &str = "Initial training, which stands apart";
const NOT_HELD: &str = "Lines of Rounds that were not held";
const NOT_SHARED: &str = "Lines of the series, which no Round shares yet";
const UNCOUNTED: &str = "Rounds at which nobody is on record as having come";

impl Sums {
    #[must_use]
    pub fn of(lines: &[CostLine], rounds: &[Counted]) -> Self {
        let sum = |wanted: &dyn Fn(&CostLine) -> bool| -> Pence {
            lines.iter().filter(|line| wanted(line)).map(CostLine::pence).sum()
        };
        let counted = |line: &CostLine| line.heading.counts();
        let held: Vec<&Counted> = rounds.iter().filter(|round| round.held).collect();
        let shared = sum(&|line| counted(line) && line.round_id().is_none());
        let shares = shared.share_out(held.len());
        let costs: Vec<RoundCost> = held
            .iter()
            .zip(shares)
            .map(|(round, share)| RoundCost {
                id: round.id.clone(),
                number: round.number,
                came: round.came,
                own: sum(&|line| counted(line) && line.round_id() == Some(&round.id)),
                share,
            })
            .collect();
        let of_held = |id: &str| held.iter().any(|round| round.id == id);
        let not_held = sum(&|line| counted(line) && line.round_id().is_some_and(|id| !of_held(id)));
        let left = vec![
            LeftOut { pence: sum(&|line| !counted(line)), why: TRAINING },
            LeftOut { pence: not_held, why: NOT_HELD },
            LeftOut { pence: if held.is_empty() { shared } else { Pence::default() }, why: NOT_SHARED },
        ];
        Self {
            by_heading: Heading::ALL.map(|heading| (heading, sum(&|line| line.heading == heading))).to_vec(),
            per_round: unit(costs.iter().map(RoundCost::total), costs.len(), "Rounds that were held", left.clone()),
            per_attendance: per_attendance(&costs, left),
            rounds: costs,
        }
    }
}

fn per_attendance(costs: &[RoundCost], mut left: Vec<LeftOut>) -> UnitCost {
    let (known, unknown): (Vec<&RoundCost>, Vec<&RoundCost>) = costs.iter().partition(|round| round.came > 0);
    left.push(LeftOut { pence: unknown.into_iter().map(RoundCost::total).sum(), why: UNCOUNTED });
    let came = known.iter().map(|round| round.came).sum();
    unit(known.into_iter().map(RoundCost::total), came, "attendances; whoever came twice is two", left)
}

fn unit(
    costs: impl Iterator<Item = Pence>,
    denominator: usize,
    of: &'static str,
    mut left_out: Vec<LeftOut>,
) -> UnitCost {
    left_out.retain(|left| left.pence > Pence::default());
    UnitCost { numerator: costs.sum(), denominator, of, left_out }
}

#[cfg(test)]
mod tests;
