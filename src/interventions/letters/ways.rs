//! The ways round missing lines, of which each round agrees on some when it is set up.

use crate::floor::{
    error::{Error, Result},
    web::Form,
};

/// What may be done where a manager's two lines do not come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// The coordinator writes two lines, and says why.
    Coordinator,
    /// Somebody else writes the manager's page.
    Deputy,
    /// A colleague suggests two lines, and the manager takes them on.
    Colleague,
    /// Nobody writes, and no letter is made.
    Nobody,
}

impl Way {
    pub const ALL: [Self; 4] = [Self::Coordinator, Self::Deputy, Self::Colleague, Self::Nobody];

    /// As the database keeps it and a form sends it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Coordinator => "coordinator",
            Self::Deputy => "deputy",
            Self::Colleague => "colleague",
            Self::Nobody => "nobody",
        }
    }
}

/// Those that one round agreed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ways(Vec<Way>);

impl Ways {
    /// What a round agrees on where nothing else is said.
    pub fn usual() -> Self {
        Self(vec![Way::Coordinator, Way::Deputy])
    }

    /// Reads the boxes `way_…` of a form. One without the field `ways`, as a script might send, agrees on the usual.
    pub fn ticked(form: &Form) -> Self {
        if form.text("ways").is_empty() {
            return Self::usual();
        }
        Self(Way::ALL.into_iter().filter(|way| form.ticked(&format!("way_{}", way.name()))).collect())
    }

    /// Reads names, leaving out what is none.
    fn of(names: &[&str]) -> Self {
        Self(Way::ALL.into_iter().filter(|way| names.contains(&way.name())).collect())
    }

    /// Reads what a round keeps.
    pub fn read(text: &str) -> Self {
        Self::of(&text.split(' ').collect::<Vec<_>>())
    }

    /// As a round keeps it.
    pub fn text(&self) -> String {
        self.names().join(" ")
    }

    pub fn names(&self) -> Vec<&'static str> {
        self.0.iter().map(|way| way.name()).collect()
    }

    pub fn has(&self, way: Way) -> bool {
        self.0.contains(&way)
    }

    /// # Errors
    /// `TooLate`, where the round did not agree on this way.
    pub fn agreed(&self, way: Way) -> Result<()> {
        if self.has(way) {
            return Ok(());
        }
        let says = "This round did not agree on that way round missing lines. Choose another on the round’s page.";
        Err(Error::TooLate(says.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_round_agrees_on_reads_back_in_one_order() {
        for ways in [Ways::usual(), Ways::of(&[]), Ways::of(&Way::ALL.map(Way::name))] {
            assert_eq!(Ways::read(&ways.text()), ways);
        }
        assert_eq!(Ways::of(&["nobody", "a stranger", "deputy"]).names(), ["deputy", "nobody"]);
    }

    #[test]
    fn what_was_not_agreed_on_is_refused() {
        assert!(Ways::usual().agreed(Way::Deputy).is_ok() && Ways::usual().agreed(Way::Nobody).is_err());
    }
}
