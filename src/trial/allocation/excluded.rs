//! Why somebody who was looked at is not randomised.

use chrono::NaiveDate;

use super::{scheme::Unit, trial::Trial};
use crate::trial::roster::people::Person;

/// Why somebody who could have been in the frame is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Excluded {
    Left,
    OptedOut,
    NoPost,
    NoTeam,
    NoSite,
    InAnotherTrial,
    /// Too few of those who could be in it work there, whoever they are.
    SmallBuilding,
}

impl Excluded {
    const ALL: [Self; 7] = [
        Self::Left,
        Self::OptedOut,
        Self::NoPost,
        Self::NoTeam,
        Self::NoSite,
        Self::InAnotherTrial,
        Self::SmallBuilding,
    ];

    /// The word that is stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::OptedOut => "opted_out",
            Self::NoPost => "no_post",
            Self::NoTeam => "no_team",
            Self::NoSite => "no_site",
            Self::InAnotherTrial => "in_another_trial",
            Self::SmallBuilding => "small_building",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.name() == name)
    }

    /// For pages and reports, after 'left out:'.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Left => "has left",
            Self::OptedOut => "asked to be left out",
            Self::NoPost => "is not to be written to at home",
            Self::NoTeam => "is in no team",
            Self::NoSite => "has no site",
            Self::InAnotherTrial => "is in another trial",
            Self::SmallBuilding => "works in a building that is too small for a token",
        }
    }

    /// Why somebody whom the trial is for cannot be in it on a day: the first reason that holds.
    pub(super) fn of(trial: &Trial, person: &Person, today: NaiveDate) -> Option<Self> {
        let unit = trial.scheme.unit();
        let reasons = [
            (person.left_on.is_some_and(|day| day <= today), Self::Left),
            (person.opted_out_at.is_some(), Self::OptedOut),
            (trial.goes_home() && person.do_not_post, Self::NoPost),
            (unit == Unit::Team && person.team.is_none(), Self::NoTeam),
            (unit == Unit::Site && person.site.is_none(), Self::NoSite),
        ];
        reasons.into_iter().find(|(holds, _)| *holds).map(|(_, why)| why)
    }
}
