//! What a building comes to, and each person in it. The number of people is that of the plan, frozen when it was made; beside each
//! figure stands what it is over.

use super::CostLine;
use crate::floor::money::Pence;

/// What one building comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Each {
    pub total: Pence,
    /// Planned, not those who drank.
    pub people: usize,
    pub lines: usize,
}

impl Each {
    #[must_use]
    pub fn of(lines: &[CostLine], people: usize) -> Self {
        Self { total: lines.iter().map(|line| line.how.pence()).sum(), people, lines: lines.len() }
    }

    /// To the nearest penny; `None` where nothing is on record, since no line is not a cost of nothing.
    #[must_use]
    pub fn per_person(&self) -> Option<Pence> {
        if self.lines == 0 { None } else { self.total.over(self.people) }
    }
}

/// What the buildings of a plan come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums {
    pub total: Pence,
    /// Buildings with a line on record, and the people in them: those that the figures are over.
    pub buildings: usize,
    pub people: usize,
    /// Buildings without one, which are left out.
    pub left_out: usize,
}

impl Sums {
    #[must_use]
    pub fn of(each: &[Each]) -> Self {
        let counted = || each.iter().filter(|one| one.lines > 0);
        Self {
            total: counted().map(|one| one.total).sum(),
            buildings: counted().count(),
            people: counted().map(|one| one.people).sum(),
            left_out: each.len() - counted().count(),
        }
    }

    #[must_use]
    pub fn per_building(&self) -> Option<Pence> {
        self.total.over(self.buildings)
    }

    #[must_use]
    pub fn per_person(&self) -> Option<Pence> {
        self.total.over(self.people)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_building_without_lines_is_left_out_and_not_a_cost_of_nothing() {
        let each = |total, people, lines| Each { total: Pence(total), people, lines };
        let sums = Sums::of(&[each(50_000, 30, 2), each(0, 25, 0), each(25_000, 26, 1)]);
        assert_eq!(sums, Sums { total: Pence(75_000), buildings: 2, people: 56, left_out: 1 });
        assert_eq!((sums.per_building(), sums.per_person()), (Some(Pence(37_500)), Some(Pence(1_339))));
        assert_eq!(Sums::of(&[each(0, 25, 0)]).per_person(), None);
        assert_eq!((each(0, 25, 0).per_person(), each(5_000, 25, 1).per_person()), (None, Some(Pence(200))));
    }
}
