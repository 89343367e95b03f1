//! What is asked, as data: items by id, the codes of their answers, how each scale is scored, and under which licence. The files
//! are in `config/instruments/`; only wording that may be passed on is among them. An instrument that has been launched is kept
//! with the survey as it was asked, so that no later edit reaches an answer.

mod check;
mod read;
mod shelf;
mod wording;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use shelf::Shelf;
pub use wording::{Permit, Wording};

/// The name of the set of answers that is no set: words of one's own.
pub const TEXT: &str = "text";

/// One instrument. As [`read::read`] leaves it, every name in it leads somewhere and every scale can be worked out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    pub id: String,
    pub version: String,
    pub title: String,
    pub about: String,
    pub source: String,
    /// What nobody has confirmed, in sentences.
    pub unconfirmed: Vec<String>,
    /// From which number answers are coded, where more than one is in use; the sets below are written in this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<i32>,
    /// The other bases that are in use.
    #[serde(default)]
    pub other_bases: Vec<i32>,
    pub licence: Licence,
    /// Sets of answers by name: the codes, in the order of the form.
    pub answers: BTreeMap<String, Vec<i32>>,
    #[serde(rename = "item")]
    pub items: Vec<Item>,
    #[serde(rename = "scale", default)]
    pub scales: Vec<Scale>,
    /// Where it ships, or has been brought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wording: Option<Wording>,
}

/// Whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    pub holder: String,
    /// As they are reported.
    pub terms: String,
    /// Whether the wording may be passed on with the file.
    pub ships: bool,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub id: String,
    /// The name of a set of answers, or [`TEXT`].
    pub answers: String,
    /// Scored from the other end of its set.
    #[serde(default)]
    pub reversed: bool,
    /// For a scale that codes kinds of item apart: positive or negative, say.
    #[serde(default)]
    pub kind: String,
    /// For whoever writes the wording.
    #[serde(default)]
    pub note: String,
}

/// One score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    pub id: String,
    pub title: String,
    /// What a higher score means.
    pub higher: String,
    pub items: Vec<String>,
    pub score: How,
    /// How many of its items have to be answered; all of them, where it is not said.
    #[serde(default)]
    pub answered: Option<usize>,
    /// Whether a sum of fewer items is brought up to all of them. Never, unless a file says so.
    #[serde(default)]
    pub prorate: bool,
    /// The least and the most that can come of it.
    pub range: [f64; 2],
    /// What each answer counts for, in the order of its set, by the kind of item; `all` for any kind.
    #[serde(default)]
    pub recode: BTreeMap<String, Vec<i32>>,
    /// For [`How::Table`]: each sum with its score.
    #[serde(default)]
    pub table: Vec<(i32, f64)>,
    /// Each reaches up to its number, and not further.
    #[serde(default)]
    pub bands: Vec<Band>,
    #[serde(default)]
    pub line: Option<Line>,
}

/// How a score is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    Sum,
    /// Of the items that were answered.
    Mean,
    /// The sum, looked up.
    Table,
    /// One item, which stands by itself.
    Item,
}

/// A stretch of scores with a name. For groups alone: no person is told of by one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    pub name: String,
    pub to: f64,
}

/// A score from which on people are counted; a site may set another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub at_least: f64,
    pub name: String,
}

impl Instrument {
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    #[must_use]
    pub fn scale(&self, id: &str) -> Option<&Scale> {
        self.scales.iter().find(|scale| scale.id == id)
    }

    /// The codes that an item can be answered with; none for words of one's own.
    #[must_use]
    pub fn codes(&self, item: &Item) -> &[i32] {
        self.answers.get(&item.answers).map_or(&[], Vec::as_slice)
    }

    /// The same instrument with its answers coded from another number; `None` where that is not in use.
    #[must_use]
    pub fn from_base(&self, base: i32) -> Option<Self> {
        let own = self.base?;
        if base == own {
            return Some(self.clone());
        }
        if !self.other_bases.contains(&base) {
            return None;
        }
        let mut moved = self.clone();
        moved.answers.values_mut().flatten().for_each(|code| *code += base - own);
        moved.other_bases.retain(|other| *other != base);
        moved.other_bases.push(own);
        moved.base = Some(base);
        for at in 0..moved.scales.len() {
            let range = moved.reach(&moved.scales[at]);
            moved.scales[at].range = range;
        }
        Some(moved)
    }
}
