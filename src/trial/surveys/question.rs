//! One question with its answers to choose from.

use serde::{Deserialize, Serialize};

use super::store;
use crate::floor::{
    Floor,
    clock::Moment,
    db::Conn,
    error::{Error, Result},
};

/// One answer to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub key: String,
    pub words: String,
}

/// A question. Several answers may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub id: String,
    pub trial_id: String,
    /// Whose staff are asked.
    pub authority_id: String,
    /// What it is about: a row of the room that asks.
    pub about: String,
    pub wave: i32,
    pub words: String,
    pub options: Vec<Choice>,
    /// Whether only tallies are kept.
    pub anonymous: bool,
    pub opens_at: Moment,
    pub closes_at: Moment,
    /// When mails were promised.
    pub asked_at: Option<Moment>,
}

/// What a room asks; everything but the id and when it was asked.
#[derive(Debug, Clone)]
pub struct NewQuestion<'a> {
    pub trial_id: &'a str,
    pub authority_id: &'a str,
    pub about: &'a str,
    pub wave: i32,
    pub words: &'a str,
    pub options: Vec<Choice>,
    pub anonymous: bool,
    pub opens_at: Moment,
    pub closes_at: Moment,
}

impl Question {
    /// # Errors
    /// `Missing`, where there is none.
    pub fn find(conn: &mut Conn, id: &str) -> Result<Self> {
        store::question(conn, id)
    }

    /// Every question about one thing, by wave.
    pub fn about(conn: &mut Conn, about: &str) -> Result<Vec<Self>> {
        store::about(conn, about)
    }

    #[must_use]
    pub fn is_open(&self, now: Moment) -> bool {
        self.opens_at <= now && now < self.closes_at
    }

    /// What was chosen, of what is offered, in the order of the question; `+` between.
    ///
    /// # Errors
    /// `Invalid`, where nothing that is offered was chosen.
    pub fn chosen(&self, given: &[&str]) -> Result<String> {
        let chosen = self.options.iter().map(|option| option.key.as_str()).filter(|key| given.contains(key));
        let chosen: Vec<&str> = chosen.collect();
        if chosen.is_empty() {
            return Err(Error::invalid("chosen", "Choose at least one, if only the last."));
        }
        Ok(chosen.join("+"))
    }
}

/// Sets a question up, once for each wave about one thing; its id.
pub fn set_up(conn: &mut Conn, floor: &Floor, new: NewQuestion<'_>) -> Result<Question> {
    if let Some(known) = store::about(conn, new.about)?.into_iter().find(|known| known.wave == new.wave) {
        return Ok(known);
    }
    let question = Question {
        id: floor.ids.next(),
        trial_id: new.trial_id.to_owned(),
        authority_id: new.authority_id.to_owned(),
        about: new.about.to_owned(),
        wave: new.wave,
        words: new.words.to_owned(),
        options: new.options,
        anonymous: new.anonymous,
        opens_at: new.opens_at,
        closes_at: new.closes_at,
        asked_at: None,
    };
    store::add(conn, &question)?;
    Ok(question)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_offered_can_be_chosen() {
        let moment = chrono::NaiveDate::from_ymd_opt(2027, 3, 1).unwrap().into();
        let option = |key: &str| Choice { key: key.into(), words: key.into() };
        let question = Question {
            id: String::new(),
            trial_id: String::new(),
            authority_id: String::new(),
            about: String::new(),
            wave: 1,
            words: String::new(),
            options: vec![option("letter"), option("card"), option("none")],
            anonymous: false,
            opens_at: moment,
            closes_at: moment,
            asked_at: None,
        };
        assert_eq!(question.chosen(&["card", "letter", "gold"]).unwrap(), "letter+card");
        assert!(question.chosen(&["gold"]).is_err());
        assert!(!question.is_open(moment));
    }
}
