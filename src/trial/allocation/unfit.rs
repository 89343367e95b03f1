//! What cannot be randomised, and why.

use super::scheme::{BLOCK_MAX, By, NAME_MAX, RATIO_MAX, Unit};

/// Why settings or a frame cannot be randomised, in words for the researcher who can mend it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("'{given}' is not a {what}. Choose one of: {known}.")]
    Unknown { what: &'static str, given: String, known: String },
    #[error("A trial needs at least one arm.")]
    NoArm,
    #[error("Give every arm a name of up to {NAME_MAX} letters, without commas, colons or line breaks.")]
    ArmName,
    #[error("Two arms are called '{0}'.")]
    SameArm(String),
    #[error("The ratio of '{0}' is a whole number from 1 to {RATIO_MAX}.")]
    Ratio(String),
    #[error("Blocks hold the ratios between 1 and {BLOCK_MAX} times, the smallest first.")]
    Blocks,
    #[error(
        "Give the preferred arm a chance above the largest arm's share, and up to 95 percent, so that the ratio is kept and nobody can foretell an arm."
    )]
    Chance,
    #[error("Minimisation needs at least one thing to balance.")]
    NothingToBalance,
    #[error("The weight of '{0}' is a whole number from 1 to 100, for something that is balanced.")]
    Weight(String),
    #[error("Draw from the best 1 to 50 percent of candidates.")]
    Share,
    #[error("Score from 1,000 to 1,000,000 candidates.")]
    Candidates,
    #[error("Constrained randomisation is for teams and sites. For people, use blocks or minimisation.")]
    ConstrainPeople,
    #[error(
        "Constrained randomisation cannot be drawn within the arms of another trial. Allow people in both, or use blocks or minimisation."
    )]
    ConstrainBeside,
    #[error("Write the day from which '{0}' is served as 2027-09-01.")]
    CrossesOn(String),
    #[error("'{0}' is no arm of this trial, so it cannot be served later.")]
    NoSuchArm(String),
    #[error("An arm that is served from the start cannot be served later: '{0}'.")]
    Crosses(String),
    #[error("'{arm}' gets {what}, which the trial is not of. Tick it for the trial too, or leave it out of the arm.")]
    NotNamed { arm: String, what: String },
    #[error("No arm gets {0}. Give it to an arm, or leave it out of the trial.")]
    GotByNobody(String),
    #[error(
        "Every arm gets the same, so nobody can be compared. Let one arm do without something, or have one arm alone."
    )]
    AllTheSame,
    #[error("When each {unit} is randomised as a whole, people cannot be told apart by {by}.")]
    Stratum { unit: Unit, by: By },
    #[error("Nobody is in the frame.")]
    EmptyFrame,
    #[error("{unit} '{reference}' of {authority} is in the frame twice.")]
    Twice { unit: Unit, authority: String, reference: String },
    #[error("A seed is 64 characters, each 0-9 or a-f.")]
    Seed,
}
