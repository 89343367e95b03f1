//! What a trial randomises, into which arms, and within which strata: the settings of a draw, checked once, here.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

pub use super::unfit::Unfit;

use super::{
    faults::{Settings, faults},
    interventions::Interventions,
    method::Method,
};

/// What is randomised. Stated on every page and export, since an analysis by person of a trial by team is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    Person,
    Team,
    Site,
}

impl Unit {
    pub const ALL: [Self; 3] = [Self::Person, Self::Team, Self::Site];
}

/// What strata are made of. A team or a site always carries its authority, since two authorities may each have a 'Duty team'.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    Authority,
    Site,
    Team,
    Role,
}

/// Whether a list is for trying things out or for the trial itself. Nothing is ever owed from a practice list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Practice,
    Live,
}

macro_rules! names {
    ($type:ty, $what:literal, $($variant:ident => $name:literal),+) => {
        impl $type {
            /// The word that is stored, typed and printed.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }
        impl FromStr for $type {
            type Err = Unfit;
            fn from_str(text: &str) -> Result<Self, Unfit> {
                match text.trim() {
                    $($name => Ok(Self::$variant),)+
                    other => Err(Unfit::Unknown { what: $what, given: other.to_owned(), known: [$($name),+].join(", ") }),
                }
            }
        }
    };
}
names!(Unit, "unit", Person => "person", Team => "team", Site => "site");
names!(By, "stratum", Authority => "authority", Site => "site", Team => "team", Role => "role");
names!(Mode, "list", Practice => "practice", Live => "live");

/// One arm. `ratio` is its share of every whole block.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arm {
    pub name: String,
    pub ratio: u32,
    /// Whether it gets the intervention that the trial is being looked at by, from the start.
    pub receives: bool,
    /// All that it gets from the start.
    pub gets: Interventions,
    /// From which day on it gets all of the trial's interventions after all: a waiting list.
    pub crosses_on: Option<NaiveDate>,
}

impl Arm {
    /// Whether it gets the intervention that the trial is being looked at by on a day.
    #[must_use]
    pub fn is_served_on(&self, day: NaiveDate) -> bool {
        self.receives || self.crosses_on.is_some_and(|from| from <= day)
    }
}

/// How many times the ratios fit in one block: drawn evenly between `smallest` and `largest` for each block, so
/// that nobody who knows part of a list can count out the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blocks {
    pub smallest: u32,
    pub largest: u32,
}

impl Blocks {
    /// Whether blocks can be dealt so.
    #[must_use]
    pub const fn are_sound(self) -> bool {
        self.smallest >= 1 && self.smallest <= self.largest && self.largest <= BLOCK_MAX
    }
}

impl Default for Blocks {
    fn default() -> Self {
        Self { smallest: 1, largest: 3 }
    }
}

pub(super) const RATIO_MAX: u32 = 20;
pub(super) const BLOCK_MAX: u32 = 10;
pub(super) const NAME_MAX: usize = 60;

/// The settings of a draw. Strata and arms are kept in one fixed order, so that the order in which a person ticked
/// or typed them never changes a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    unit: Unit,
    by: Vec<By>,
    arms: Vec<Arm>,
    method: Method,
}

impl Scheme {
    /// # Errors
    /// [`Unfit`], with the first setting that cannot be used.
    pub fn new(unit: Unit, mut by: Vec<By>, mut arms: Vec<Arm>, method: impl Into<Method>) -> Result<Self, Unfit> {
        by.sort_unstable();
        by.dedup();
        let method = method.into();
        arms.iter_mut().for_each(|arm| arm.name = arm.name.trim().to_owned());
        arms.sort();
        let read = Settings { unit: Some(unit), by: Some(&by), arms: &arms, ratios_read: true, method: Some(&method) };
        match faults(read).into_iter().next() {
            Some(unfit) => Err(unfit),
            None => Ok(Self { unit, by, arms, method }),
        }
    }

    #[must_use]
    pub const fn unit(&self) -> Unit {
        self.unit
    }

    #[must_use]
    pub fn by(&self) -> &[By] {
        &self.by
    }

    /// The arms, by name.
    #[must_use]
    pub fn arms(&self) -> &[Arm] {
        &self.arms
    }

    #[must_use]
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// The same arms, each receiving where it gets this intervention.
    #[must_use]
    pub fn by_intervention(&self, intervention: &str) -> Self {
        let mut same = self.clone();
        same.arms.iter_mut().for_each(|arm| arm.receives = arm.gets.has(intervention));
        same
    }
}

impl Unit {
    /// A whole team has no one role, and a stratum for each team would hold one team.
    #[must_use]
    pub const fn can_be_stratified_by(self, by: By) -> bool {
        match self {
            Self::Person => true,
            Self::Team => matches!(by, By::Authority | By::Site),
            Self::Site => matches!(by, By::Authority),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arm(name: &str, ratio: u32) -> Arm {
        Arm { name: name.to_owned(), ratio, receives: name.contains("letter"), ..Arm::default() }
    }

    fn scheme(unit: Unit, by: &[By], arms: Vec<Arm>) -> Result<Scheme, Unfit> {
        Scheme::new(unit, by.to_vec(), arms, Blocks::default())
    }

    #[test]
    fn the_order_of_arms_and_strata_does_not_matter() {
        let one =
            scheme(Unit::Person, &[By::Role, By::Authority, By::Role], vec![arm("letter", 1), arm("comparison", 2)]);
        let other = scheme(Unit::Person, &[By::Authority, By::Role], vec![arm("comparison", 2), arm(" letter ", 1)]);
        assert_eq!(one, other);
        assert!(one.is_ok());
    }

    #[test]
    fn what_cannot_be_drawn_is_refused() {
        let two = || vec![arm("letter", 1), arm("comparison", 1)];
        assert_eq!(scheme(Unit::Team, &[By::Role], two()), Err(Unfit::Stratum { unit: Unit::Team, by: By::Role }));
        assert_eq!(scheme(Unit::Site, &[By::Site], two()), Err(Unfit::Stratum { unit: Unit::Site, by: By::Site }));
        assert_eq!(scheme(Unit::Person, &[], vec![]), Err(Unfit::NoArm));
        assert_eq!(scheme(Unit::Person, &[], vec![arm("a", 0)]), Err(Unfit::Ratio("a".into())));
        assert_eq!(scheme(Unit::Person, &[], vec![arm("a", 1), arm("a ", 2)]), Err(Unfit::SameArm("a".into())));
        assert_eq!(scheme(Unit::Person, &[], vec![arm("a,b", 1)]), Err(Unfit::ArmName));
        let none = Blocks { smallest: 0, largest: 2 };
        assert_eq!(Scheme::new(Unit::Person, vec![], two(), none), Err(Unfit::Blocks));
    }

    #[test]
    fn words_are_read_back_as_they_are_printed() {
        for unit in [Unit::Person, Unit::Team, Unit::Site] {
            assert_eq!(unit.name().parse(), Ok(unit));
        }
        assert!("people".parse::<Unit>().is_err());
    }
}
