//! Scoring: answers in, scores out, or why there is none. No database, no settings, nobody's name.

pub mod answers_file;
pub mod each;
pub mod figures;
pub mod report;

use std::collections::BTreeMap;

use super::instrument::{How, Instrument, Scale};

/// What one person answered of one instrument, by item: codes that the instrument offers, and nothing else.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Answers(BTreeMap<String, i32>);

/// One scale of one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Score<'a> {
    pub scale: &'a Scale,
    pub outcome: Outcome,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    Value(f64),
    /// Too few were answered: the items that were not, in the scale's order.
    Missing(Vec<String>),
}

impl Outcome {
    #[must_use]
    pub const fn value(&self) -> Option<f64> {
        match self {
            Self::Value(value) => Some(*value),
            Self::Missing(_) => None,
        }
    }
}

impl Answers {
    /// Takes in one answer as it was written; a blank is none.
    ///
    /// # Errors
    /// A sentence with the codes that the item has.
    pub fn take(&mut self, instrument: &Instrument, item: &str, written: &str) -> Result<(), String> {
        let written = written.trim();
        let Some(found) = instrument.item(item) else { return Err(format!("There is no item {item}.")) };
        let codes = instrument.codes(found);
        if written.is_empty() || codes.is_empty() {
            return Ok(());
        }
        match whole(written).filter(|code| codes.contains(code)) {
            Some(code) => {
                self.0.insert(item.to_owned(), code);
                Ok(())
            }
            None => {
                let known: Vec<String> = codes.iter().map(ToString::to_string).collect();
                Err(format!("Write one of {}, or leave it blank.", known.join(", ")))
            }
        }
    }

    #[must_use]
    pub fn get(&self, item: &str) -> Option<i32> {
        self.0.get(item).copied()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A spreadsheet may write 3 as 3.0.
fn whole(written: &str) -> Option<i32> {
    written.strip_suffix(".0").unwrap_or(written).parse().ok()
}

/// Scores every scale of an instrument, in its order.
///
/// Table scores follow Stewart-Brown and others 2009 in converting each person before anything is averaged; a mean is of the items
/// that were answered, as the Copenhagen Burnout Inventory has it (Kristensen and others 2005).
#[must_use]
pub fn score<'a>(instrument: &'a Instrument, answers: &Answers) -> Vec<Score<'a>> {
    instrument.scales.iter().map(|scale| Score { scale, outcome: outcome(instrument, scale, answers) }).collect()
}

fn outcome(instrument: &Instrument, scale: &Scale, answers: &Answers) -> Outcome {
    let counted: Vec<Option<i32>> = scale.items.iter().map(|item| counts(instrument, scale, item, answers)).collect();
    let answered = counted.iter().flatten().count();
    let missing = || {
        let items = scale.items.iter().zip(&counted).filter(|(_, count)| count.is_none());
        Outcome::Missing(items.map(|(item, _)| item.clone()).collect())
    };
    if answered < scale.answered.unwrap_or(scale.items.len()).max(1) {
        return missing();
    }
    let sum: i32 = counted.iter().flatten().sum();
    let (total, many, all) = (f64::from(sum), number(answered), number(scale.items.len()));
    match scale.score {
        How::Item => Outcome::Value(total),
        How::Sum if scale.prorate => Outcome::Value(total * all / many),
        How::Sum => Outcome::Value(total),
        How::Mean => Outcome::Value(total / many),
        How::Table => {
            let row = scale.table.iter().find(|(raw, _)| *raw == sum);
            row.map_or_else(missing, |(_, metric)| Outcome::Value(*metric))
        }
    }
}

/// What an answer counts for in a scale; `None` where there is none.
fn counts(instrument: &Instrument, scale: &Scale, item: &str, answers: &Answers) -> Option<i32> {
    let (code, item) = (answers.get(item)?, instrument.item(item)?);
    let at = instrument.codes(item).iter().position(|known| *known == code)?;
    instrument.counts(scale, item).get(at).copied()
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
