//! Our own count of what the carrier takes: 3,000 requests a minute, as a bucket of 1,000 that fills by 50 a second. One
//! process keeps to it by itself; several meet the carrier's own word for it, which closes the bucket for a while. When a day's
//! letters are used up, questions may still be asked.

use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;

use crate::floor::clock::Moment;

const DEPTH: i64 = 1_000;
const A_SECOND: i64 = 50;

/// Not now; ask again at that moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause(pub Moment);

#[derive(Debug, Default)]
pub struct Bucket(Mutex<Level>);

#[derive(Debug, Default)]
struct Level {
    /// How many were taken and have not flowed back, as of the moment beside it.
    taken: i64,
    at: Option<Moment>,
    closed_until: Option<Moment>,
    full_until: Option<Moment>,
}

impl Bucket {
    /// Takes one request out.
    pub fn take(&self, now: Moment) -> Result<(), Pause> {
        let mut level = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(until) = level.closed_until.filter(|until| *until > now) {
            return Err(Pause(until));
        }
        let seconds = level.at.map_or(0, |at| (now - at).num_seconds()).max(0);
        if seconds > 0 || level.at.is_none() {
            level.taken = (level.taken - seconds.saturating_mul(A_SECOND)).max(0);
            level.at = Some(now);
        }
        if level.taken >= DEPTH {
            return Err(Pause(now + TimeDelta::seconds(1)));
        }
        level.taken += 1;
        Ok(())
    }

    /// Whether the carrier takes letters, as far as it said.
    pub fn takes_letters(&self, now: Moment) -> Result<(), Pause> {
        let level = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        level.full_until.filter(|until| *until > now).map_or(Ok(()), |until| Err(Pause(until)))
    }

    /// No more letters before `until`.
    pub fn fill(&self, until: Moment) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).full_until = Some(until);
    }

    /// Nothing more before `until`.
    pub fn close(&self, until: Moment) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).closed_until = Some(until);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn at(second: u32) -> Moment {
        NaiveDate::from_ymd_opt(2027, 3, 1).unwrap().and_hms_opt(9, 0, second).unwrap()
    }

    #[test]
    fn a_thousand_go_at_once_and_then_fifty_a_second() {
        let bucket = Bucket::default();
        let taken = |second| (0..2_000).take_while(|_| bucket.take(at(second)).is_ok()).count();
        assert_eq!([taken(0), taken(0), taken(1), taken(3)], [1_000, 0, 50, 100]);
        assert_eq!(bucket.take(at(3)), Err(Pause(at(4))));
        assert_eq!(taken(50), 1_000, "it is never fuller than full");
    }

    #[test]
    fn a_closed_bucket_opens_at_its_time() {
        let bucket = Bucket::default();
        bucket.close(at(30));
        assert_eq!(bucket.take(at(29)), Err(Pause(at(30))));
        assert_eq!(bucket.take(at(30)), Ok(()));
        bucket.fill(at(40));
        assert_eq!((bucket.takes_letters(at(39)), bucket.take(at(39))), (Err(Pause(at(40))), Ok(())));
        assert_eq!(bucket.takes_letters(at(40)), Ok(()));
    }
}
