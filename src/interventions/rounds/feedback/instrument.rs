//! What is asked after a Round. Ours is neutral and ships; a licensor owns the wording of theirs, so a site that may use it names
//! a file of its own in the settings.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::{
    floor::{
        Floor,
        error::{Error, Result},
    },
    trial::roster::person::StaffRole,
};

const OURS: &str = include_str!("../../../../config/rounds/feedback.toml");
/// Agreement and rating are in five steps, coded 1 to 5 (Gishen 2016; BMC Med Educ 2020).
const STEPS: usize = 5;
const MOST_ITEMS: usize = 30;

/// A form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    pub key: String,
    /// The reference of the licence that allows its wording; empty for our own.
    pub licence: String,
    agreement: Vec<String>,
    rating: Vec<String>,
    rating_asks: String,
    group_asks: String,
    before_asks: String,
    pub comment_asks: String,
    before: Vec<Words>,
    item: Vec<Words>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    key: String,
    words: String,
}

/// What an answer to a question is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Agreement with a statement, from 1 to 5.
    Agreement,
    /// All in all, from 1 to 5.
    Rating,
    /// The kind of work; counted apart from all else.
    Group,
    /// How many Rounds before; counted apart from all else.
    Before,
}

/// One question with its answers, as counted: each answer is a key and its words.
#[derive(Debug, Clone)]
pub struct Question {
    pub key: String,
    pub words: String,
    pub kind: Kind,
    pub answers: Vec<(String, String)>,
}

impl Question {
    /// The field it is sent in.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.key
    }

    /// Each of its answers with the question, by their keys.
    pub fn asked(&self) -> impl Iterator<Item = (String, String)> {
        self.answers.iter().map(|(answer, _)| (self.key.clone(), answer.clone()))
    }
}

impl Instrument {
    /// The one in use here.
    ///
    /// # Errors
    /// `Broken`, where the file that the settings name cannot be read or is not whole; it says what is wrong.
    pub fn of(floor: &Floor) -> Result<Self> {
        // Whoever fills a form in cannot mend the settings.
        Self::in_use(&floor.settings.rounds.feedback).map_err(|error| Error::broken(error.to_string()))
    }

    /// The one in a file, or ours where none is named.
    ///
    /// # Errors
    /// `Invalid`, where the file cannot be read or is not whole.
    pub fn in_use(file: &str) -> Result<Self> {
        let text = if file.is_empty() {
            OURS.to_owned()
        } else {
            std::fs::read_to_string(file)
                .map_err(|error| Error::invalid("rounds.feedback", format!("rounds.feedback: {file}: {error}")))?
        };
        Self::parse(&text, file.is_empty())
    }

    fn parse(text: &str, ours: bool) -> Result<Self> {
        let wrong = |says: String| Error::invalid("rounds.feedback", format!("rounds.feedback: {says}"));
        let found: Self = toml::from_str(text).map_err(|error| wrong(error.message().to_owned()))?;
        let keys: Vec<&str> = found.item.iter().chain(&found.before).map(|one| one.key.as_str()).collect();
        let plain = |key: &&str| !key.is_empty() && key.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_');
        if found.agreement.len() != STEPS || found.rating.len() != STEPS {
            Err(wrong(format!("agreement and rating have {STEPS} words each")))
        } else if found.item.is_empty() || found.item.len() > MOST_ITEMS || found.before.is_empty() {
            Err(wrong(format!("write 1 to {MOST_ITEMS} of [[item]], and at least one [[before]]")))
        } else if !keys.iter().all(plain) || keys.iter().collect::<BTreeSet<_>>().len() != keys.len() {
            Err(wrong("give each item and each before a key of its own, of letters, digits and _".into()))
        } else if !ours && found.licence.trim().is_empty() {
            Err(wrong("give the reference of the licence that allows this wording".into()))
        } else {
            Ok(found)
        }
    }

    /// Every question, in the order of the form.
    #[must_use]
    pub fn questions(&self) -> Vec<Question> {
        let steps =
            |words: &[String]| (1..).map(|n: usize| n.to_string()).zip(words.iter().cloned()).collect::<Vec<_>>();
        let item = |item: &Words| Question {
            key: format!("item.{}", item.key),
            words: item.words.clone(),
            kind: Kind::Agreement,
            answers: steps(&self.agreement),
        };
        let rest = [
            ("rating", &self.rating_asks, Kind::Rating, steps(&self.rating)),
            ("group", &self.group_asks, Kind::Group, groups()),
            ("before", &self.before_asks, Kind::Before, pairs(&self.before)),
        ];
        let rest = rest.into_iter().map(|(key, words, kind, answers)| Question {
            key: key.into(),
            words: words.clone(),
            kind,
            answers,
        });
        self.item.iter().map(item).chain(rest).collect()
    }
}

fn pairs(words: &[Words]) -> Vec<(String, String)> {
    words.iter().map(|one| (one.key.clone(), one.words.clone())).collect()
}

/// The roles of the staff list, and anything else.
fn groups() -> Vec<(String, String)> {
    let role = |role: StaffRole| (role.name().replace(' ', "_"), role_words(role));
    StaffRole::ALL.into_iter().map(role).chain([("other".into(), "Something else".into())]).collect()
}

/// A role with a capital.
#[must_use]
pub fn role_words(role: StaffRole) -> String {
    let name = role.name();
    name.chars().take(1).flat_map(char::to_uppercase).chain(name.chars().skip(1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_is_whole_and_asks_eight_things_and_three_more() {
        let questions = Instrument::in_use("").unwrap().questions();
        assert_eq!(questions.len(), 11);
        assert!(questions.iter().take(9).all(|question| question.answers.len() == 5));
    }

    #[test]
    fn another_form_needs_its_licence_and_keys_of_its_own() {
        let told = |text: &str| Instrument::parse(text, false).unwrap_err().to_string();
        assert!(told(OURS).contains("licence"));
        let licensed = OURS.replace("licence = \"\"", "licence = \"UK 7\"");
        assert_eq!(Instrument::parse(&licensed, false).unwrap().licence, "UK 7");
        assert!(told(&licensed.replace("key = \"learned\"", "key = \"relevant\"")).contains("key of its own"));
        assert!(told(&licensed.replace("\"Fair\", ", "")).contains("5 words"));
        assert!(Instrument::in_use("/no/such/file.toml").unwrap_err().to_string().contains("/no/such/file.toml"));
    }
}
