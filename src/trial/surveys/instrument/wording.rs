//! The words of an instrument: with its file where they may be passed on, and otherwise in a file that a site with a licence brings.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Instrument, Item, TEXT};

/// What people read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// What stands before the first item; may be empty.
    #[serde(default)]
    pub introduction: String,
    /// By item.
    pub items: BTreeMap<String, String>,
    /// By set of answers, or by item where the words of one are its own, as in GHQ-12; in the order of the codes.
    #[serde(default)]
    pub answers: BTreeMap<String, Vec<String>>,
    /// Where it was brought under a licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permit: Option<Permit>,
}

/// A site's right to the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Permit {
    pub reference: String,
    pub holder: String,
    /// The last day on which it holds, written "2028-03-31" or as a TOML date.
    #[serde(deserialize_with = "day")]
    pub expires: NaiveDate,
}

/// A site's own file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brought {
    pub instrument: String,
    pub version: String,
    pub licence: Permit,
    #[serde(default)]
    pub introduction: String,
    pub items: BTreeMap<String, String>,
    #[serde(default)]
    pub answers: BTreeMap<String, Vec<String>>,
}

impl Brought {
    /// What of it is wrong beside its instrument, before the words themselves.
    pub fn faults(&self, instrument: &Instrument) -> Vec<String> {
        let mut faults = Vec::new();
        if self.instrument != instrument.id {
            faults.push(format!("instrument: the file is named for {}", instrument.id));
        }
        if self.version != instrument.version {
            faults.push(format!("version: {} is scored in version {}", instrument.id, instrument.version));
        }
        for (field, text) in [("reference", &self.licence.reference), ("holder", &self.licence.holder)] {
            if text.trim().is_empty() {
                faults.push(format!("licence {field}: fill it in"));
            }
        }
        faults
    }

    pub fn into_wording(self) -> Wording {
        let Self { licence, introduction, items, answers, .. } = self;
        Wording { introduction, items, answers, permit: Some(licence) }
    }
}

impl Wording {
    /// The words of an item's answers: its own, or those of its set.
    fn of_answers(&self, item: &Item) -> Option<&Vec<String>> {
        self.answers.get(&item.id).or_else(|| self.answers.get(&item.answers))
    }

    /// Every item and every set without its words, and words for what is not there.
    #[must_use]
    pub fn faults(&self, instrument: &Instrument) -> Vec<String> {
        let mut faults = Vec::new();
        for item in &instrument.items {
            if self.items.get(&item.id).is_none_or(|words| words.trim().is_empty()) {
                faults.push(format!("wording of item {}: write it", item.id));
            }
        }
        for id in self.items.keys().filter(|id| instrument.item(id).is_none()) {
            faults.push(format!("wording of item {id}: the instrument has no such item"));
        }
        let is_whole = |words: &Vec<String>, codes: usize| {
            words.len() == codes && words.iter().all(|words| !words.trim().is_empty())
        };
        let mut unsaid = BTreeMap::new();
        for item in instrument.items.iter().filter(|item| item.answers != TEXT) {
            let codes = instrument.codes(item).len();
            if !self.of_answers(item).is_some_and(|words| is_whole(words, codes)) {
                let own = self.answers.contains_key(&item.id);
                unsaid.insert(if own { &item.id } else { &item.answers }, codes);
            }
        }
        faults.extend(
            unsaid
                .iter()
                .map(|(name, codes)| format!("wording of answers {name}: give words for each of its {codes} codes")),
        );
        let is_known = |name: &String| instrument.answers.contains_key(name) || instrument.item(name).is_some();
        let stray = self.answers.keys().filter(|name| !is_known(name));
        faults.extend(
            stray.map(|name| format!("wording of answers {name}: the instrument has no such set and no such item")),
        );
        faults
    }
}

impl Instrument {
    /// Under what licence its words were brought.
    #[must_use]
    pub fn permit(&self) -> Option<&Permit> {
        self.wording.as_ref()?.permit.as_ref()
    }

    /// The words of an item; '' where there are none.
    #[must_use]
    pub fn words(&self, item: &str) -> &str {
        self.wording.as_ref().and_then(|wording| wording.items.get(item)).map_or("", String::as_str)
    }

    /// What an item can be answered with: each code with its words.
    #[must_use]
    pub fn choices(&self, item: &str) -> Vec<(i32, String)> {
        let Some(item) = self.item(item).filter(|item| item.answers != TEXT) else { return Vec::new() };
        let words = self.wording.as_ref().and_then(|wording| wording.of_answers(item));
        let words = words.map(Vec::as_slice).unwrap_or_default();
        self.codes(item).iter().copied().zip(words.iter().cloned()).collect()
    }
}

fn day<'de, D: serde::Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    use serde::de::Error;
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Text(String),
        Date(toml::value::Datetime),
    }
    let text = match Either::deserialize(from)? {
        Either::Text(text) => text,
        Either::Date(date) => date.to_string(),
    };
    text.parse().map_err(|_| D::Error::custom("expires: write the last day as 2028-03-31"))
}
