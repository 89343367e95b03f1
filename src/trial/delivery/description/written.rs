//! The description in words: for a terminal, and as CSV and JSON.

use serde_json::{Value, json};

use super::{Description, Item};
use crate::{
    floor::{
        clock::long_date,
        error::{Error, Result},
    },
    trial::roster::sheet::for_export,
};

/// What is said under a heading with nothing under it.
pub const NOTHING: &str = "Nothing is on record, and nobody has written about it yet.";

impl Item {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty() && self.words().is_empty()
    }

    /// What was written; '' for nothing.
    #[must_use]
    pub fn words(&self) -> &str {
        self.written.as_ref().map_or("", |written| written.words.as_str())
    }
}

impl Description {
    /// For a terminal.
    #[must_use]
    pub fn to_table(&self) -> String {
        let mut text = format!("{} ({}, unit of allocation: {})\n", self.trial, self.intervention, self.unit);
        for (nth, item) in (1..).zip(&self.items) {
            text.push_str(&format!("\n{nth}. {}\n", item.heading.title()));
            if let Some(written) = item.written.as_ref().filter(|written| !written.words.is_empty()) {
                let of = format!("version {}, {}, {}", written.version, written.by, long_date(written.on));
                text.push_str(&format!("   {}\n   ({of})\n", written.words.replace('\n', "\n   ")));
            }
            item.known.iter().for_each(|says| text.push_str(&format!("   - {says}\n")));
            if item.is_empty() {
                text.push_str(&format!("   {NOTHING}\n"));
            }
        }
        text
    }

    /// A line a sentence that is known, and one for what was written: `item,heading,source,version,text,unit`.
    pub fn to_csv(&self) -> Result<String> {
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(["item", "heading", "source", "version", "text", "unit"]).map_err(Error::broken)?;
        for (nth, item) in (1..).zip(&self.items) {
            let (nth, name): (i32, &str) = (nth, item.heading.name());
            let mut line = |source: &str, version: &str, text: &str| {
                out.write_record([&nth.to_string(), name, source, version, &for_export(text), &self.unit])
                    .map_err(Error::broken)
            };
            if let Some(written) = &item.written {
                line("written", &written.version.to_string(), &written.words)?;
            }
            item.known.iter().try_for_each(|says| line("record", "", says))?;
            if item.is_empty() {
                line("none", "", "")?;
            }
        }
        String::from_utf8(out.into_inner().map_err(|error| Error::broken(error.to_string()))?).map_err(Error::broken)
    }

    #[must_use]
    pub fn to_json(&self) -> Value {
        let item = |(nth, item): (i32, &Item)| {
            json!({ "item": nth, "heading": item.heading.name(), "title": item.heading.title(), "known": item.known,
                "written": item.written })
        };
        json!({ "trial": self.trial, "intervention": self.intervention, "unit": self.unit,
            "items": (1..).zip(&self.items).map(item).collect::<Vec<_>>() })
    }
}
