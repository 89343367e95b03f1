//! Money in whole pence, so that sums are right to the penny whatever their order.

use std::{fmt, iter::Sum};

use serde::Serialize;

/// More than this in one line is a slip of the pen: a million pounds.
const MOST: i64 = 100_000_000;

/// An amount in pence, never below nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Pence(pub i64);

impl Pence {
    /// Reads `£1,234.50`, `1234.5` or `1234`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix('£').unwrap_or(text).replace(',', "");
        let (pounds, pence) = text.split_once('.').unwrap_or((&text, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(pounds) || !digits(pence) || pence.len() > 2 {
            return None;
        }
        let tenths = if pence.len() == 1 { 10 } else { 1 };
        let pounds: i64 = pounds.parse().ok().filter(|pounds| *pounds <= MOST)?;
        let all = pounds * 100 + pence.parse::<i64>().ok()? * tenths;
        (all <= MOST).then_some(Self(all))
    }

    /// What so many minutes come to at a rate an hour, to the nearest penny, half a penny up.
    #[must_use]
    pub fn of_time(minutes: i32, pence_an_hour: i32) -> Self {
        Self((i64::from(minutes) * i64::from(pence_an_hour) + 30) / 60)
    }

    /// So many at this each; `None` past what one line may come to.
    #[must_use]
    pub fn times(self, many: i32) -> Option<Self> {
        self.0.checked_mul(i64::from(many)).filter(|all| (0..=MOST).contains(all)).map(Self)
    }

    /// Over so many, to the nearest penny, half a penny up; `None` over none.
    #[must_use]
    pub fn over(self, many: usize) -> Option<Self> {
        let many = i64::try_from(many).ok().filter(|many| *many > 0)?;
        Some(Self((2 * self.0 + many) / (2 * many)))
    }

    /// In so many parts that add up to the whole: the first ones a penny larger, where it does not go evenly.
    #[must_use]
    pub fn share_out(self, parts: usize) -> Vec<Self> {
        let Some(many) = i64::try_from(parts).ok().filter(|many| *many > 0) else { return Vec::new() };
        (0..many).map(|nth| Self(self.0 / many + i64::from(nth < self.0 % many))).collect()
    }

    /// Without the pound sign and commas, for files: `1677.20`.
    #[must_use]
    pub fn plain(self) -> String {
        format!("{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl fmt::Display for Pence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pounds = (self.0 / 100).to_string();
        let mut grouped = String::new();
        for (at, digit) in pounds.chars().enumerate() {
            if at > 0 && (pounds.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        write!(f, "£{grouped}.{:02}", self.0 % 100)
    }
}

impl std::ops::Add for Pence {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sum for Pence {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        Self(all.map(|one| one.0).sum())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn money_is_read_as_people_write_it() {
        for (text, pence) in [("£1,677.20", 167_720), ("1446", 144_600), (" 22.5 ", 2_250), ("0.07", 7), ("0", 0)] {
            assert_eq!(Pence::parse(text), Some(Pence(pence)), "{text}");
        }
        for text in ["", "£", "12.345", "-3", "1.2.3", "twelve", "1e3", "99999999999999999999", ".5", "5.", "１２"] {
            assert_eq!(Pence::parse(text), None, "{text}");
        }
        assert_eq!((Pence(167_720).to_string(), Pence(5).plain()), ("£1,677.20".into(), "0.05".into()));
    }

    #[test]
    fn hours_at_a_rate_are_right_to_the_penny() {
        // An hour and a half at £22.47 is £33.705, and half a penny goes up.
        assert_eq!(Pence::of_time(90, 2_247), Pence(3_371));
        // Five and a half hours at £31.20.
        assert_eq!(Pence::of_time(330, 3_120), Pence(17_160));
        // Twenty minutes at £10.01 is £3.33666…
        assert_eq!(Pence::of_time(20, 1_001), Pence(334));
        assert_eq!(Pence(838_600).over(5), Some(Pence(167_720)));
        assert_eq!(Pence(1).over(0), None);
    }

    proptest! {
        #[test]
        fn what_is_shared_out_adds_up_again(pence in 0..10_000_000_i64, parts in 1..40_usize) {
            let shares = Pence(pence).share_out(parts);
            prop_assert_eq!(shares.len(), parts);
            prop_assert_eq!(shares.iter().copied().sum::<Pence>(), Pence(pence));
            let (least, most) = (shares.iter().min().unwrap().0, shares.iter().max().unwrap().0);
            prop_assert!(most - least <= 1);
        }

        #[test]
        fn what_is_printed_reads_back(pence in 0..MOST) {
            prop_assert_eq!(Pence::parse(&Pence(pence).to_string()), Some(Pence(pence)));
            prop_assert_eq!(Pence::parse(&Pence(pence).plain()), Some(Pence(pence)));
        }
    }
}
