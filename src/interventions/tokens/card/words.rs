//! What a card says: ours, or a site's own.

use serde::Deserialize;

use crate::floor::{
    Floor,
    error::{Error, Result},
};

const OURS: &str = include_str!("../../../../config/tokens/card.toml");
/// What stands for the name of whoever leads the team, and for that of the place.
const LEAD: &str = "{lead}";
const PLACE: &str = "{place}";

/// The words of a card.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Which words these are, for the record.
    pub version: String,
    pub language: String,
    pub about: String,
    pub title: String,
    to: String,
    body: Vec<String>,
    /// What stands for `body` beside a token that is not drunk.
    #[serde(default)]
    body_of_another: Vec<String>,
    pub ending: String,
    pub wrong: String,
    pub code: String,
}

impl Wording {
    /// Those in use here.
    ///
    /// # Errors
    /// `Broken`, where the file that the settings name cannot be read or is not whole; it says what is wrong.
    pub fn of(floor: &Floor) -> Result<Self> {
        // Whoever makes a card cannot mend the settings.
        Self::in_use(&floor.settings.tokens.card).map_err(|error| Error::broken(error.to_string()))
    }

    /// Those in a file, or ours where none is named.
    ///
    /// # Errors
    /// `Invalid`, where the file cannot be read or is not whole.
    pub fn in_use(file: &str) -> Result<Self> {
        let wrong = |says: String| Error::invalid("tokens.card", format!("tokens.card: {says}"));
        if file.is_empty() {
            return Self::parse(OURS).map_err(wrong);
        }
        let text = std::fs::read_to_string(file).map_err(|error| wrong(format!("{file}: {error}")))?;
        Self::parse(&text).map_err(|says| wrong(format!("{file}: {says}")))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let found: Self = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        for (words, name) in [
            (&found.version, "version"),
            (&found.language, "language"),
            (&found.about, "about"),
            (&found.title, "title"),
            (&found.ending, "ending"),
            (&found.wrong, "wrong"),
            (&found.code, "code"),
        ] {
            if words.trim().is_empty() {
                return Err(format!("{name} is empty"));
            }
        }
        if !found.to.contains(LEAD) || !found.to.contains(PLACE) {
            return Err(format!("`to` names {LEAD} and {PLACE}: a card thanks somebody, somewhere"));
        }
        if found.body.is_empty() {
            return Err("body has at least one paragraph".to_owned());
        }
        Ok(found)
    }

    /// Its paragraphs, beside a token that people drink or do not. A site's own words that tell no difference stand beside each.
    #[must_use]
    pub fn body(&self, drinks: bool) -> &[String] {
        if drinks || self.body_of_another.is_empty() { &self.body } else { &self.body_of_another }
    }

    /// Which words a card bears, for the record.
    #[must_use]
    pub fn which(&self, drinks: bool) -> String {
        let other = !drinks && !self.body_of_another.is_empty();
        format!("{}{}", self.version, if other { ", not drunk" } else { "" })
    }

    /// Whom it thanks, and where.
    #[must_use]
    pub fn to(&self, lead: &str, place: &str) -> String {
        // One after the other would read a name that holds braces.
        let parts: Vec<String> = self.to.split(LEAD).map(|part| part.replace(PLACE, place)).collect();
        parts.join(lead)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_words_are_whole_and_name_the_lead_and_the_place() {
        let ours = Wording::in_use("").unwrap();
        assert_eq!(ours.to("Ama Owusu", "Ashford House"), "To Ama Owusu and their team at Ashford House");
        assert_eq!(ours.to("{place}", "Hub"), "To {place} and their team at Hub");
        assert!(ours.body(true).concat().contains("coffee, tea") && !ours.body(false).concat().contains("coffee"));
    }

    #[test]
    fn words_that_thank_nobody_are_refused_with_what_to_mend() {
        for (from, to, says) in [
            ("{lead}", "everyone", "{lead}"),
            ("version = \"ours-2\"", "version = \"\"", "version is empty"),
            ("ending =", "endings =", "endings"),
        ] {
            let told = Wording::parse(&OURS.replace(from, to)).unwrap_err();
            assert!(told.contains(says), "{told}");
        }
        let told = Wording::in_use("/no/such/card.toml").unwrap_err().to_string();
        assert!(told.contains("tokens.card: /no/such/card.toml"), "{told}");
    }
}
