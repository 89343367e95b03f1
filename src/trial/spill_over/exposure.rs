//! How somebody of a comparison arm can come near what the other arm gets, and where that is known from.

use chrono::NaiveDate;

/// How somebody came near it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    SharedTeam,
    SharedBuilding,
    SharedHome,
    MovedTeam,
    MovedBuilding,
    CameToARound,
    WasSent,
    SaysSo,
    /// By an answer in a survey: it reached them, or they took part.
    AnswersSo,
    /// By an answer in a survey: they heard of it, or saw it.
    Heard,
}

impl Kind {
    pub const ALL: [Self; 10] = [
        Self::SharedTeam,
        Self::SharedBuilding,
        Self::SharedHome,
        Self::MovedTeam,
        Self::MovedBuilding,
        Self::CameToARound,
        Self::WasSent,
        Self::SaysSo,
        Self::AnswersSo,
        Self::Heard,
    ];

    /// As the database writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SharedTeam => "shared_team",
            Self::SharedBuilding => "shared_building",
            Self::SharedHome => "shared_home",
            Self::MovedTeam => "moved_team",
            Self::MovedBuilding => "moved_building",
            Self::CameToARound => "came_to_a_round",
            Self::WasSent => "was_sent",
            Self::SaysSo => "says_so",
            Self::AnswersSo => "answers_so",
            Self::Heard => "heard",
        }
    }

    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// For pages: of somebody in a comparison arm.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::SharedTeam => "Is in a team with people who are served",
            Self::SharedBuilding => "Works in a building with people who are served",
            Self::SharedHome => "Lives with somebody who is served",
            Self::MovedTeam => "A move brought them into a team with people who are served",
            Self::MovedBuilding => "A move brought them into a building with people who are served",
            Self::CameToARound => "Came to a Round",
            Self::WasSent => "Was sent what the other arm gets",
            Self::SaysSo => "Says that it reached them",
            Self::AnswersSo => "Answers that it reached them or that they took part",
            Self::Heard => "Answers that they heard of it or saw it",
        }
    }

    /// Where it is known from.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::SharedTeam | Self::SharedBuilding => "the frame, as it was frozen",
            Self::SharedHome => "the vault, by addresses that are alike",
            Self::MovedTeam | Self::MovedBuilding => "the roster",
            Self::CameToARound | Self::WasSent => "the uptake record",
            Self::SaysSo => "their answer, when everyone was asked",
            Self::AnswersSo | Self::Heard => "their answer in a survey, under a trial id",
        }
    }

    /// Whether it is what somebody of an arm said.
    #[must_use]
    pub const fn is_said(self) -> bool {
        matches!(self, Self::SaysSo | Self::AnswersSo | Self::Heard)
    }

    /// Whether it is known under a trial id alone, which lies beside no name.
    #[must_use]
    pub const fn is_answered(self) -> bool {
        matches!(self, Self::AnswersSo | Self::Heard)
    }
}

/// One exposure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exposure {
    pub on: NaiveDate,
    pub kind: Kind,
    pub person_id: String,
}
