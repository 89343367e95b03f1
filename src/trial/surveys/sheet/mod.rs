//! What somebody fills in: one question a page, any of which can be passed over. A named or a coded sheet is saved as it grows
//! ([`saved`]); an anonymous one is carried in the form itself, and nothing of it is kept before it is sent ([`boxed`]). What is written
//! in words of one's own is parted from the rest and looked at first ([`texts`]).

pub mod boxed;
pub mod saved;
pub mod texts;

use std::collections::BTreeMap;

use super::{
    instrument::{Instrument, Item, TEXT},
    score::Answers,
};
use crate::floor::{
    Floor, auth,
    error::{Error, Result},
    web::Form,
};

/// What the links open. Each word is both a path and what its key is for.
pub const NAMED: &str = "survey/named";
pub const CODED: &str = "survey/coded";
pub const OPEN: &str = "survey/open";
/// Raised, it would revoke every link.
const GENERATION: i32 = 1;
/// The longest text, in characters.
pub const LONGEST: usize = 2_000;
/// What stands before the name of a question whose answer is carried in the form.
const CARRIED: &str = "a.";

/// The link of one person.
#[must_use]
pub fn link_of_person(floor: &Floor, wave_id: &str, person_id: &str) -> String {
    auth::link(floor, NAMED, &format!("{wave_id}.{person_id}"), GENERATION)
}

/// The link that is the same for all.
#[must_use]
pub fn link_for_all(floor: &Floor, wave_id: &str) -> String {
    auth::link(floor, OPEN, wave_id, GENERATION)
}

/// A path of our own: of what is called by a code.
#[must_use]
pub fn path_of_code(floor: &Floor, wave_id: &str, called: &str) -> String {
    let row = format!("{wave_id}.{called}");
    format!("/{CODED}/{row}/{}", floor.secrets.link_key(CODED, &row, GENERATION))
}

/// Whether the key of such a link fits.
pub fn link_fits(floor: &Floor, purpose: &str, row: &str, key: &str) -> Result<()> {
    auth::link_fits(floor, purpose, row, GENERATION, key)
}

/// One page of a survey.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    pub instrument: &'a Instrument,
    pub item: &'a Item,
}

impl Step<'_> {
    /// The name under which its answer is kept: by item, never by place.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}.{}", self.instrument.id, self.item.id)
    }

    #[must_use]
    pub fn is_text(&self) -> bool {
        self.item.answers == TEXT
    }

    /// Whether it is the first of its instrument, before which the introduction stands.
    #[must_use]
    pub fn is_first(&self) -> bool {
        self.instrument.items.first().is_some_and(|first| first.id == self.item.id)
    }

    /// Reads what was given; `None` for nothing.
    ///
    /// # Errors
    /// `Invalid`, for what is not offered or too long.
    fn read(&self, given: &str) -> Result<Option<String>> {
        let given = given.trim();
        if given.is_empty() {
            return Ok(None);
        }
        if self.is_text() {
            let fits = given.chars().count() <= LONGEST;
            return if fits { Ok(Some(given.to_owned())) } else { wrong(format!("Keep it to {LONGEST} letters.")) };
        }
        let offered = given.parse().is_ok_and(|code| self.instrument.codes(self.item).contains(&code));
        if offered {
            Ok(Some(given.to_owned()))
        } else {
            wrong("Choose one of the answers, or pass this question over.".into())
        }
    }
}

fn wrong<T>(says: String) -> Result<T> {
    Err(Error::invalid("answer", says))
}

/// Every question of a survey, in order.
#[must_use]
pub fn steps(instruments: &[Instrument]) -> Vec<Step<'_>> {
    instruments
        .iter()
        .flat_map(|instrument| instrument.items.iter().map(move |item| Step { instrument, item }))
        .collect()
}

/// What one person has answered so far, by question.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Sheet(BTreeMap<String, String>);

impl Sheet {
    /// Takes in what a page sent of one question. To pass it over is allowed always, and takes away what stood there.
    ///
    /// # Errors
    /// `Invalid`, for an answer that is not offered, or where neither an answer nor passing over was chosen.
    pub fn take(&mut self, step: &Step<'_>, given: &str, passes: bool) -> Result<()> {
        if passes {
            self.0.remove(&step.key());
            return Ok(());
        }
        match step.read(given)? {
            Some(answer) => {
                self.0.insert(step.key(), answer);
                Ok(())
            }
            None if step.is_text() => {
                self.0.remove(&step.key());
                Ok(())
            }
            None => wrong("Choose an answer, or pass this question over.".into()),
        }
    }

    /// What a form carries of earlier pages. What is not offered is left out: no page of ours sent it.
    #[must_use]
    pub fn carried(form: &Form, steps: &[Step<'_>]) -> Self {
        let read = |step: &Step<'_>| {
            let key = step.key();
            let answer = step.read(form.text(&format!("{CARRIED}{key}"))).ok().flatten()?;
            Some((key, answer))
        };
        Self(steps.iter().filter_map(read).collect())
    }

    /// The fields that carry it to the next page.
    #[must_use]
    pub fn fields(&self) -> Vec<(String, &str)> {
        self.0.iter().map(|(key, answer)| (format!("{CARRIED}{key}"), answer.as_str())).collect()
    }

    #[must_use]
    pub fn get(&self, step: &Step<'_>) -> &str {
        self.0.get(&step.key()).map_or("", String::as_str)
    }

    /// How many questions are answered.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.0.len()
    }

    /// The place of the first question that has no answer; the last page, where all have one.
    #[must_use]
    pub fn goes_on_at(&self, steps: &[Step<'_>]) -> usize {
        let last = steps.iter().rposition(|step| !self.get(step).is_empty());
        last.map_or(0, |at| at + 1)
    }

    /// Parts what is written in words of one's own from the rest: the texts, each with its question.
    pub fn part_texts(&mut self, steps: &[Step<'_>]) -> Vec<(String, String)> {
        let texts = steps.iter().filter(|step| step.is_text()).map(Step::key);
        texts.filter_map(|key| self.0.remove(&key).map(|words| (key, words))).collect()
    }

    /// What it holds of one instrument, to be scored.
    #[must_use]
    pub fn answers(&self, instrument: &Instrument) -> Answers {
        let mut answers = Answers::default();
        for item in &instrument.items {
            let given = self.0.get(&format!("{}.{}", instrument.id, item.id)).map_or("", String::as_str);
            // What was taken in at the door is offered still: the instrument is the one that was asked.
            let _ = answers.take(instrument, &item.id, given);
        }
        answers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::surveys::instrument::Shelf;

    fn instruments() -> Vec<Instrument> {
        let shelf = Shelf::shipped().unwrap();
        ["ons4", "own_questions"].map(|id| shelf.find(id).unwrap().clone()).into()
    }

    #[test]
    fn a_question_is_answered_changed_or_passed_over_and_nothing_else() {
        let instruments = instruments();
        let steps = steps(&instruments);
        assert_eq!((steps.len(), steps[4].key().as_str(), steps[4].is_first()), (7, "own_questions.valued", true));
        let mut sheet = Sheet::default();
        sheet.take(&steps[0], "7", false).unwrap();
        sheet.take(&steps[0], " 0 ", false).unwrap();
        assert_eq!((sheet.get(&steps[0]), sheet.answered(), sheet.goes_on_at(&steps)), ("0", 1, 1));
        for wrong in ["", "11", "often"] {
            assert!(sheet.take(&steps[0], wrong, false).is_err(), "{wrong}");
        }
        assert_eq!(sheet.get(&steps[0]), "0", "what was there stays");
        sheet.take(&steps[0], "nonsense", true).unwrap();
        assert_eq!(sheet.answered(), 0);
        sheet.take(&steps[6], "", false).unwrap();
        assert!(sheet.take(&steps[6], &"x".repeat(LONGEST + 1), false).is_err());
    }

    #[test]
    fn a_form_carries_a_sheet_and_nothing_that_is_not_offered() {
        let instruments = instruments();
        let steps = steps(&instruments);
        let fields = [
            ("a.ons4.happiness", "9"),
            ("a.ons4.anxiety", "12"),
            ("a.ons4.colour", "1"),
            ("a.own_questions.words", "Time"),
        ];
        let form = Form::of(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect());
        let mut sheet = Sheet::carried(&form, &steps);
        assert_eq!(
            sheet.fields(),
            [("a.ons4.happiness".to_owned(), "9"), ("a.own_questions.words".to_owned(), "Time")]
        );
        assert_eq!(sheet.part_texts(&steps), [("own_questions.words".to_owned(), "Time".to_owned())]);
        assert_eq!(sheet.answers(&instruments[0]).get("happiness"), Some(9));
        assert_eq!(sheet.answered(), 1);
    }
}
