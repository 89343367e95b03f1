//! What a person does, and in what form a letter suits them. Both are small on purpose: each value changes what
//! Hearten does.

use super::{Problem, fold};

/// A person's role at work. It decides who writes lines, who signs, and who may be in a trial of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StaffRole {
    SocialWorker,
    SeniorSocialWorker,
    FamilySupportWorker,
    TeamManager,
    SeniorLeader,
}

impl StaffRole {
    pub const ALL: [Self; 5] = [
        Self::SocialWorker,
        Self::SeniorSocialWorker,
        Self::FamilySupportWorker,
        Self::TeamManager,
        Self::SeniorLeader,
    ];

    /// The name that files, pages and the database use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SocialWorker => "social worker",
            Self::SeniorSocialWorker => "senior social worker",
            Self::FamilySupportWorker => "family support worker",
            Self::TeamManager => "team manager",
            Self::SeniorLeader => "senior leader",
        }
    }

    /// Other words for the role in people's records.
    fn also(self) -> &'static [&'static str] {
        match self {
            Self::SocialWorker => &["newly qualified social worker", "agency social worker"],
            Self::SeniorSocialWorker => &["advanced practitioner", "advanced social worker"],
            Self::FamilySupportWorker => &["support worker", "social work assistant"],
            Self::TeamManager => &["manager", "team leader", "assistant team manager"],
            Self::SeniorLeader => &["leader", "director", "assistant director", "head of service"],
        }
    }

    /// # Errors
    /// Names the roles there are.
    pub fn parse(given: &str) -> Result<Self, Problem> {
        let text = fold(&given.replace(['-', '_'], " "));
        let known = |role: &Self| role.name() == text || role.also().contains(&text.as_str());
        Self::ALL.into_iter().find(known).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Problem::new("This is not a role that Hearten knows.", format!("Use one of: {names}."))
        })
    }

    /// Whether this is somebody whose work is with families: who may be offered an intervention at home.
    #[must_use]
    pub fn is_practitioner(self) -> bool {
        !matches!(self, Self::TeamManager | Self::SeniorLeader)
    }

    /// Whether others can have this person for their manager.
    #[must_use]
    pub fn may_manage(self) -> bool {
        !self.is_practitioner()
    }
}

/// The form of letter a person can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LetterFormat {
    #[default]
    Standard,
    LargePrint,
}

impl LetterFormat {
    /// The name that files, pages and the database use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::LargePrint => "large print",
        }
    }

    /// A blank is the standard form.
    ///
    /// # Errors
    /// Names the forms there are.
    pub fn parse(given: &str) -> Result<Self, Problem> {
        match fold(&given.replace(['-', '_'], " ")).as_str() {
            "" | "standard" => Ok(Self::Standard),
            "large print" | "largeprint" => Ok(Self::LargePrint),
            _ => Err(Problem::new(
                "This is not a form of letter.",
                "Use 'standard' or 'large print', or leave it blank.",
            )),
        }
    }
}
