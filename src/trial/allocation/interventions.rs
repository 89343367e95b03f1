//! Some of the interventions: those that a trial names, and those of them that an arm gets. They stand in one order and are written in
//! one way, so that a trial of one is the same bytes as it always was.

/// The interventions that a trial can be of, in the order in which they are written.
pub const INTERVENTIONS: [&str; 4] = ["letters", "goals", "rounds", "tokens"];

/// Some of [`INTERVENTIONS`]. What is read from a row is kept as it stands there, so that a word put there by hand breaks the seal.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interventions(Vec<String>);

impl Interventions {
    /// These, each once, in the one order; words that are none of them stand last.
    #[must_use]
    pub fn of<T: AsRef<str>>(named: impl IntoIterator<Item = T>) -> Self {
        let named = named.into_iter().map(|word| word.as_ref().trim().to_owned());
        let mut words: Vec<String> = named.filter(|word| !word.is_empty()).collect();
        words.sort_by_key(|word| (place(word), word.clone()));
        words.dedup();
        Self(words)
    }

    /// As they are stored, with '+' between; '' for none.
    #[must_use]
    pub fn read(stored: &str) -> Self {
        if stored.is_empty() { Self::default() } else { Self(stored.split('+').map(str::to_owned).collect()) }
    }

    /// As they are stored: what [`Self::read`] reads back to the byte.
    #[must_use]
    pub fn written(&self) -> String {
        self.0.join("+")
    }

    /// As they are sealed. A word that is no intervention is written in hex, so that none can pass for other settings.
    #[must_use]
    pub fn sealed(&self) -> String {
        let word = |word: &String| if is_one(word) { word.clone() } else { format!("?{}", hex::encode(word)) };
        self.0.iter().map(word).collect::<Vec<_>>().join("+")
    }

    /// For people: 'letters', 'letters and goals', 'letters, goals and rounds'; '' for none.
    #[must_use]
    pub fn said(&self) -> String {
        match self.0.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [before @ .., last] => format!("{} and {last}", before.join(", ")),
        }
    }

    /// Whether this one is among them.
    #[must_use]
    pub fn has(&self, intervention: &str) -> bool {
        self.0.iter().any(|word| word == intervention)
    }

    /// The first of them; '' where there is none.
    #[must_use]
    pub fn first(&self) -> &str {
        self.0.first().map_or("", String::as_str)
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[must_use]
    pub const fn are_several(&self) -> bool {
        self.0.len() > 1
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// The first word that is no intervention.
    #[must_use]
    pub fn unknown(&self) -> Option<&str> {
        self.iter().find(|word| !is_one(word))
    }

    /// Those that are not among the others.
    #[must_use]
    pub fn beyond(&self, others: &Self) -> Self {
        Self(self.0.iter().filter(|word| !others.has(word)).cloned().collect())
    }
}

fn is_one(word: &str) -> bool {
    INTERVENTIONS.contains(&word)
}

fn place(word: &str) -> usize {
    INTERVENTIONS.iter().position(|known| *known == word).unwrap_or(INTERVENTIONS.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn they_stand_in_one_order_each_once_and_are_said_as_people_would() {
        let several = Interventions::of(["goals", " letters ", "goals", ""]);
        assert_eq!((several.written().as_str(), several.said().as_str()), ("letters+goals", "letters and goals"));
        assert_eq!(Interventions::of(INTERVENTIONS).said(), "letters, goals, rounds and tokens");
        assert_eq!(Interventions::of(["cakes", "tokens"]).unknown(), Some("cakes"));
        assert_eq!(several.beyond(&Interventions::of(["letters"])), Interventions::of(["goals"]));
        assert!(several.are_several() && several.has("goals") && !several.has("goal"));
    }

    proptest! {
        /// Two that are stored differently are sealed differently, whatever a hand puts there.
        #[test]
        fn what_is_stored_is_read_back_to_the_byte_and_sealed_as_nothing_else(
            one in "(letters|goals|[a-z+,:\n?]){0,4}",
            other in "(letters|goals|[a-z+,:\n?]){0,4}",
        ) {
            let (read, of_other) = (Interventions::read(&one), Interventions::read(&other));
            prop_assert_eq!(read.written(), one.clone());
            prop_assert_eq!(read.sealed() == of_other.sealed(), one == other);
            prop_assert!(!read.sealed().contains([',', ':', '\n']));
        }
    }
}
