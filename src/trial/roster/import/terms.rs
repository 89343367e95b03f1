//! What is decided about those whom a file does not settle by itself: people who are missing from it, and people in it who
//! had left.

use chrono::NaiveDate;

use crate::floor::error::{Complaints, Result};

/// What to do with them. By itself a file marks nobody as left, and brings nobody back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Terms {
    /// The day on which those who are missing left; `None` leaves them as they are.
    pub left_on: Option<NaiveDate>,
    /// Those who are marked as left and are in the file are at work again.
    pub back: bool,
}

impl Terms {
    /// Reads what was chosen: `stay` or `left`, and the day as 2027-03-03.
    ///
    /// # Errors
    /// Complaints about `leavers` and `left_on`.
    pub fn parse(leavers: &str, left_on: &str, back: bool, today: NaiveDate) -> Result<Self> {
        let mut complaints = Complaints::default();
        let left_on = match leavers {
            "left" => {
                let day = left_on.trim().parse().ok().filter(|day: &NaiveDate| *day <= today);
                if day.is_none() {
                    complaints.add("left_on", "Give the day on which they left, today or before.");
                }
                day
            }
            "stay" => None,
            _ => {
                complaints.add("leavers", "Say what is right for those who are not in the file.");
                None
            }
        };
        complaints.or(Self { left_on, back })
    }
}

#[cfg(test)]
mod tests {
    use super::Terms;

    #[test]
    fn leavers_are_never_assumed() {
        let today = "2027-03-03".parse().unwrap();
        let left = Terms { left_on: Some(today), back: false };
        assert_eq!(Terms::parse("left", " 2027-03-03 ", false, today).unwrap(), left);
        assert_eq!(Terms::parse("stay", "2027-03-03", true, today).unwrap(), Terms { left_on: None, back: true });
        for (leavers, day) in [("", "2027-03-03"), ("left", ""), ("left", "2027-03-04"), ("left", "soon")] {
            assert!(Terms::parse(leavers, day, false, today).is_err(), "{leavers} {day}");
        }
    }
}
