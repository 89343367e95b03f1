//! Where the wording of instruments is, a site's own questions, its lines, and where people find somebody to talk to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::floor::error::Complaints;

/// Settings of surveys.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Surveys {
    /// A folder with licensed wording, a file for each instrument; empty for none.
    pub wording: String,
    /// A folder with instruments of the site's own; empty for none.
    pub instruments: String,
    /// By instrument and scale: from which score on somebody is counted as at or over the line.
    pub lines: BTreeMap<String, BTreeMap<String, f64>>,
    /// Who can be talked to, shown at the end of every survey.
    pub sources: Vec<Source>,
}

/// Somebody to talk to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub name: String,
    /// How they are reached, and when.
    pub words: String,
}

impl Surveys {
    pub(super) fn complain(&self, complaints: &mut Complaints) {
        let blank = |text: &String| text.trim().is_empty();
        if self.sources.iter().any(|source| blank(&source.name) || blank(&source.words)) {
            complaints.add("surveys.sources", "surveys.sources: give each a name, and words on how it is reached");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::floor::config::Settings;

    #[test]
    fn lines_and_sources_are_none_unless_they_are_set() {
        let none = Settings::with("").unwrap().surveys;
        assert!(none.lines.is_empty() && none.sources.is_empty() && none.wording.is_empty());
        let set = Settings::with(
            "[surveys]\nsources = [{ name = \"Staff line\", words = \"01 234\" }]\n[surveys.lines.ghq12]\nbimodal = 3\n",
        );
        assert_eq!(set.unwrap().surveys.lines["ghq12"]["bimodal"], 3.0);
        let error = Settings::with("[surveys]\nsources = [{ name = \"Staff line\", words = \" \" }]\n").unwrap_err();
        assert!(error.to_string().contains("surveys.sources"), "{error}");
    }
}
