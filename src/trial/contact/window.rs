//! The hours in which people are written to.

use chrono::NaiveTime;

use crate::{
    floor::clock::{Moment, london_date},
    trial::availability::{days::Days, span::Span},
};

/// Working days, between two times on the wall in Europe/London.
#[derive(Debug, Clone)]
pub struct Window {
    pub days: Days,
    pub from: NaiveTime,
    pub until: NaiveTime,
}

impl Window {
    /// The first moment, not before `when`, at which somebody may be written to.
    #[must_use]
    pub fn next(&self, when: Moment) -> Moment {
        let today = london_date(when);
        let open = Span::between(today, self.from, self.until);
        if !self.days.is_working(today) || when >= open.ends {
            return Span::between(self.days.next_working(today), self.from, self.until).starts;
        }
        when.max(open.starts)
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::{floor::clock::london_moment, trial::availability::days::Nation};

    fn at(month: u32, day: u32, hour: u32) -> Moment {
        let day = NaiveDate::from_ymd_opt(2027, month, day).unwrap();
        london_moment(day, NaiveTime::from_hms_opt(hour, 0, 0).unwrap())
    }

    #[test]
    fn nobody_is_written_to_at_night_or_on_a_day_off() {
        let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        let window = Window { days: Days::of(Nation::EnglandAndWales).unwrap(), from: time(8), until: time(18) };
        for (when, next) in [
            (at(3, 2, 10), at(3, 2, 10)),
            (at(3, 2, 6), at(3, 2, 8)),
            (at(3, 2, 18), at(3, 3, 8)),
            (at(3, 5, 19), at(3, 8, 8)),
            (at(3, 25, 20), at(3, 30, 8)),
        ] {
            assert_eq!(window.next(when), next, "{when}");
        }
    }
}
