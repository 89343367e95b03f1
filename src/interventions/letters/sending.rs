//! How far one handing-over of a letter to a carrier has come. It goes by what is known for sure: a letter that may have been
//! taken counts as asked until the carrier's own list says whether it was.

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::store::rounds::Round;
use crate::floor::{
    clock::{Moment, london_moment},
    error::{Error, Result},
    post::Status,
};

/// Where a sending stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Its reference is stored. The carrier does not have it.
    Promised,
    /// It may be with the carrier, or on its way there.
    Asked,
    /// The carrier has it, and checks or prints it.
    Accepted,
    /// Stuck at the carrier, whose staff mend it.
    Mending,
    /// The carrier knows it no longer and never said that it was posted.
    Lost,
    /// Printed and posted.
    Posted,
    /// The carrier will not print it, or certainly never got it.
    Refused,
    /// Never taken, and owed no longer.
    Dropped,
}

/// What becomes known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// A request is about to go out.
    Ask,
    /// It said no for now, or was not asked after all.
    NotYet,
    Taken,
    /// It certainly did not go out, and is not to go as it is.
    NeverSent,
    Drop,
    Saw(Status),
    Gone,
    /// It was checked as if it were to be printed, and was not: a trial run.
    OnlyTried,
    /// Somebody asked the carrier's staff: it was posted.
    FoundPosted,
    /// Somebody asked the carrier's staff: it was not.
    GivenUp,
}

impl Stage {
    pub const ALL: [Self; 8] = [
        Self::Promised,
        Self::Asked,
        Self::Accepted,
        Self::Mending,
        Self::Lost,
        Self::Posted,
        Self::Refused,
        Self::Dropped,
    ];

    /// As the database keeps it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Promised => "promised",
            Self::Asked => "asked",
            Self::Accepted => "accepted",
            Self::Mending => "mending",
            Self::Lost => "lost",
            Self::Posted => "posted",
            Self::Refused => "refused",
            Self::Dropped => "dropped",
        }
    }

    /// Reads what the database keeps.
    pub fn parse(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|stage| stage.name() == name);
        found.ok_or_else(|| Error::broken(format!("no sending stands at {name:?}")))
    }

    /// # Errors
    /// `TooLate`, where that cannot follow.
    pub fn next(self, news: News) -> Result<Self> {
        let next = match (self, news) {
            (Self::Promised | Self::Asked, News::Ask) => Self::Asked,
            (Self::Asked, News::NotYet) => Self::Promised,
            (Self::Asked, News::Taken) => Self::Accepted,
            (Self::Asked, News::NeverSent) | (Self::Accepted | Self::Mending, News::OnlyTried) => Self::Refused,
            (Self::Promised | Self::Asked, News::Drop) => Self::Dropped,
            (Self::Accepted | Self::Mending, News::Saw(status)) => Self::seen(status),
            (Self::Asked | Self::Accepted | Self::Mending, News::Gone) => Self::Lost,
            (Self::Lost, News::FoundPosted) => Self::Posted,
            (Self::Lost, News::GivenUp) => Self::Refused,
            _ => return Err(Error::TooLate("This letter has moved on; reload the page.".into())),
        };
        Ok(next)
    }

    fn seen(status: Status) -> Self {
        match status {
            Status::Received => Self::Posted,
            Status::TechnicalFailure => Self::Mending,
            Status::VirusScanFailed | Status::ValidationFailed | Status::Cancelled | Status::PermanentFailure => {
                Self::Refused
            }
            Status::PendingVirusCheck | Status::Accepted | Status::Unknown => Self::Accepted,
        }
    }
}

/// How long after a request the carrier's list is sure to tell of it: a service may have Notify forget after three days.
const LIST_TELLS: TimeDelta = TimeDelta::days(2);

/// Whether a request went out so long ago that an empty list proves nothing.
pub fn is_out_of_sight(asked_at: Option<Moment>, now: Moment) -> bool {
    asked_at.is_some_and(|at| at + LIST_TELLS < now)
}

/// When the letters of a round begin to leave: eight in the morning of the day they are due to go. A slip that is seen that
/// day can still be stopped in the carrier's own pages, before it prints at half past five.
pub fn opens_at(round: &Round) -> Moment {
    london_moment(round.post_on, NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default())
}

/// The day of posting that the carrier gives, if it can be true; else today.
pub fn posting_day(said: Option<NaiveDate>, handed_over: NaiveDate, today: NaiveDate) -> NaiveDate {
    said.filter(|day| (handed_over..=today).contains(day)).unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{Strategy, prop, prop_oneof, proptest};
    use proptest::strategy::Just;

    fn news() -> impl Strategy<Value = News> {
        let known = [
            News::Ask,
            News::NotYet,
            News::Taken,
            News::NeverSent,
            News::Drop,
            News::Gone,
            News::OnlyTried,
            News::FoundPosted,
            News::GivenUp,
        ];
        let seen = [Status::Received, Status::TechnicalFailure, Status::ValidationFailed, Status::Accepted];
        prop_oneof![
            prop::sample::select(known.to_vec()),
            prop::sample::select(seen.to_vec()).prop_map(News::Saw),
            Just(News::Ask)
        ]
    }

    proptest! {
        #[test]
        fn whatever_comes_nothing_is_asked_once_the_carrier_has_it(news in prop::collection::vec(news(), 0..30)) {
            let (mut stage, mut taken) = (Stage::Promised, false);
            for news in news {
                let Ok(next) = stage.next(news) else { continue };
                assert!(!(taken && news == News::Ask), "asked again at {stage:?}");
                taken |= news == News::Taken;
                stage = next;
            }
        }
    }

    #[test]
    fn a_technical_failure_is_waited_for_and_may_end_well() {
        let road = [News::Ask, News::Taken, News::Saw(Status::TechnicalFailure), News::Saw(Status::Received)];
        assert_eq!(road.into_iter().try_fold(Stage::Promised, Stage::next).unwrap(), Stage::Posted);
        assert!(Stage::Mending.next(News::Ask).is_err() && Stage::Mending.next(News::GivenUp).is_err());
    }

    #[test]
    fn every_name_reads_back() {
        assert!(Stage::ALL.into_iter().all(|stage| Stage::parse(stage.name()).unwrap() == stage));
    }

    #[test]
    fn a_day_of_posting_that_cannot_be_is_today() {
        let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
        let on = |said| posting_day(said, day(1), day(3));
        assert_eq!([on(Some(day(2))), on(Some(day(4))), on(None)], [day(2), day(3), day(3)]);
    }
}
