//! When a mail that could not leave is tried again: after 1, 5, 15 and 60 minutes, then every 4 hours, for 48 hours.

use chrono::TimeDelta;

use crate::floor::clock::Moment;

/// How long a mail is tried, from its first try.
pub const PATIENCE: TimeDelta = TimeDelta::hours(48);

/// What follows a failed try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    At(Moment),
    /// What the mail is about will have passed by then.
    TooLate,
    /// It has been tried for as long as mail is tried.
    GivenUp,
}

/// `tries`: how many have failed, this one among them. `chance` lengthens the wait by up to a tenth, so that what failed
/// together does not come back together.
pub fn next(tries: i32, first: Moment, now: Moment, until: Option<Moment>, chance: u16) -> Next {
    let last = first + PATIENCE;
    if now >= last {
        return Next::GivenUp;
    }
    let minutes = match tries {
        ..=1 => 1,
        2 => 5,
        3 => 15,
        4 => 60,
        _ => 240,
    };
    let wait = TimeDelta::minutes(minutes);
    let longer = wait.num_milliseconds() / 10 * i64::from(chance) / i64::from(u16::MAX);
    let at = (now + wait + TimeDelta::milliseconds(longer)).min(last);
    if until.is_some_and(|until| at > until) { Next::TooLate } else { Next::At(at) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn at(hours: i64, minutes: i64) -> Moment {
        let start = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap().and_hms_opt(9, 0, 0).unwrap();
        start + TimeDelta::hours(hours) + TimeDelta::minutes(minutes)
    }

    #[test]
    fn it_is_tried_at_growing_waits_for_two_days() {
        let mut now = at(0, 0);
        let mut waits = Vec::new();
        let mut tries = 1;
        while let Next::At(then) = next(tries, at(0, 0), now, None, 0) {
            waits.push((then - now).num_minutes());
            (now, tries) = (then, tries + 1);
        }
        assert_eq!(waits[..6], [1, 5, 15, 60, 240, 240]);
        assert_eq!(
            (now, next(tries, at(0, 0), now, None, 0)),
            (at(48, 0), Next::GivenUp),
            "the last try is at 48 hours"
        );
    }

    #[test]
    fn it_is_not_tried_after_what_it_is_about() {
        assert_eq!(next(3, at(0, 0), at(1, 0), Some(at(1, 14)), 0), Next::TooLate);
        assert_eq!(next(3, at(0, 0), at(1, 0), Some(at(1, 15)), 0), Next::At(at(1, 15)));
    }

    #[test]
    fn chance_makes_a_wait_longer_by_a_tenth_at_most() {
        let Next::At(then) = next(4, at(0, 0), at(0, 0), None, u16::MAX) else { panic!("it waits") };
        assert_eq!((then - at(0, 0)).num_seconds(), 66 * 60);
    }
}
