//! What to bring: people, working days, and the cups that one person drinks in a day. The last is a guess until somebody counts, and
//! is said to be one wherever the sum is shown.

/// Coffee, tea, and what has no caffeine.
const KINDS: usize = 3;

/// How much to bring, with what it was worked out from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suggestion {
    pub people: usize,
    pub days: usize,
    /// Cups that one person drinks on a working day.
    pub cups_a_day: f64,
    /// Of everything together.
    pub cups: usize,
    /// Of each of the three kinds, which stand there as equals.
    pub of_each: usize,
}

impl Suggestion {
    /// Part of a cup is brought whole, so that it never falls short.
    #[must_use]
    pub fn of(people: usize, days: usize, cups_a_day: f64) -> Self {
        let cups = ((people * days) as f64 * cups_a_day).ceil();
        // People and days are small and the setting is checked, so the product fits.
        let cups = cups as usize;
        Self { people, days, cups_a_day, cups, of_each: cups.div_ceil(KINDS) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_bring_is_worked_out_and_never_falls_short() {
        let found = Suggestion::of(36, 20, 2.0);
        assert_eq!((found.cups, found.of_each), (1440, 480));
        assert_eq!(Suggestion::of(25, 1, 1.5).cups, 38);
        assert_eq!(Suggestion::of(25, 1, 1.5).of_each, 13);
        assert_eq!(Suggestion::of(0, 20, 2.0).cups, 0);
    }
}
