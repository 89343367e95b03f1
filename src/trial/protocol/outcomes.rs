//! The outcomes of a trial: what is measured and when, one of them the primary one. They are words that a researcher types before
//! anybody knows an arm, kept with their day.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{answer, question::Question};
use crate::floor::{
    db::Conn,
    error::{Complaints, Result},
    web::Form,
};

/// How many the form has room for.
pub const MOST: usize = 6;
/// The longest name, in characters.
const LONGEST: usize = 120;

/// One outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub name: String,
    /// When it is measured, in words.
    pub when: String,
    pub primary: bool,
}

/// All of a trial's, the primary one first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcomes(pub Vec<Outcome>);

impl Outcomes {
    /// Reads a form's `outcome_N` and `when_N`, N from 1, and `primary`, an N. What is empty in both is passed over.
    ///
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form) -> Result<Self> {
        let mut complaints = Complaints::default();
        let (mut found, mut names) = (Vec::new(), BTreeSet::new());
        for n in 1..=MOST {
            let [name, when] = ["outcome", "when"].map(|field| form.line(&format!("{field}_{n}")));
            if name.is_empty() && when.is_empty() {
                continue;
            }
            if name.is_empty() || name.chars().count() > LONGEST {
                complaints.add(format!("outcome_{n}"), format!("Name what is measured, in up to {LONGEST} letters."));
            } else if !names.insert(name.to_lowercase()) {
                complaints.add(format!("outcome_{n}"), "This one is named twice. Take one of them away.");
            }
            if when.is_empty() || when.chars().count() > LONGEST {
                complaints.add(format!("when_{n}"), "Say when it is measured, such as ‘6 months after the draw’.");
            }
            found.push(Outcome { name, when, primary: form.text("primary") == n.to_string() });
        }
        if found.is_empty() {
            complaints.add("outcome_1", "Name at least one outcome.");
        } else if !found.iter().any(|one| one.primary) {
            complaints.add("primary", "Choose which of the outcomes you named is the primary one.");
        }
        found.sort_by_key(|one| !one.primary);
        complaints.or(Self(found))
    }

    /// Those that a trial has said, once it has.
    pub fn of_trial(conn: &mut Conn, trial_id: &str) -> Result<Option<Self>> {
        let said = answer::newest(conn, trial_id, Question::Outcomes)?;
        said.map(|said| Ok(serde_json::from_value(said.answer)?)).transpose()
    }

    /// What they say of a table of figures that goes by one of these names, letter by letter but for capitals; where none of them is
    /// it, all of them in their own words.
    #[must_use]
    pub fn say_of(&self, names: &[&str]) -> Vec<String> {
        let is = |one: &&Outcome| names.iter().any(|name| name.to_lowercase() == one.name.to_lowercase());
        let as_named = |one: &Outcome| format!("“{}, {}”", one.name, one.when);
        match self.0.iter().find(is) {
            Some(one) if one.primary => {
                vec![format!("The protocol calls this the primary outcome: {}.", as_named(one))]
            }
            Some(one) => {
                let primary = self.0.iter().find(|other| other.primary).map(as_named).unwrap_or_default();
                vec![format!(
                    "The protocol names this, {}, but not as the primary outcome. That is {primary}.",
                    as_named(one)
                )]
            }
            None => {
                let own = "The protocol names no outcome in just these words. It names:".to_owned();
                std::iter::once(own).chain(self.says()).collect()
            }
        }
    }

    /// In words, one each.
    #[must_use]
    pub fn says(&self) -> Vec<String> {
        let which = |one: &Outcome| if one.primary { "Primary" } else { "Other" };
        self.0.iter().map(|one| format!("{}: {}, {}.", which(one), one.name, one.when)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::floor::error::Error;

    fn parse(fields: &[(&str, &str)]) -> Result<Outcomes> {
        Outcomes::parse(&Form::of(fields.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()))
    }

    fn wrong(fields: &[(&str, &str)]) -> Vec<String> {
        match parse(fields) {
            Err(Error::Invalid(complaints)) => complaints.iter().map(|one| one.field.clone()).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_primary_outcome_stands_first_and_empty_lines_are_passed_over() {
        let typed = [
            ("outcome_1", "Days  of absence"),
            ("when_1", "over 12 months"),
            ("outcome_3", "Wellbeing"),
            ("when_3", "at 6 months"),
            ("primary", "3"),
        ];
        assert_eq!(
            parse(&typed).unwrap().says(),
            ["Primary: Wellbeing, at 6 months.", "Other: Days of absence, over 12 months."]
        );
    }

    #[test]
    fn a_table_is_called_primary_only_where_the_protocol_names_it_in_the_same_words() {
        let typed = [
            ("outcome_1", "working days lost to sickness"),
            ("when_1", "over 12 months"),
            ("outcome_2", "Wellbeing"),
            ("when_2", "at 6 months"),
            ("primary", "1"),
        ];
        let said = parse(&typed).unwrap();
        let primary = "The protocol calls this the primary outcome: “working days lost to sickness, over 12 months”.";
        assert_eq!(said.say_of(&["absence", "Working days lost to sickness"]), [primary]);
        let other = said.say_of(&["Wellbeing"]).concat();
        assert!(other.contains("not as the primary outcome. That is “working days lost to sickness"), "{other}");
        assert_eq!(said.say_of(&["absence-rate", "Working days lost to sickness in a year at full time"]).len(), 3);
    }

    #[test]
    fn nothing_named_no_day_twice_the_same_or_no_primary_one_is_complained_of() {
        assert_eq!(wrong(&[]), ["outcome_1"]);
        assert_eq!(wrong(&[("outcome_1", "Wellbeing"), ("when_1", ""), ("primary", "1")]), ["when_1"]);
        assert_eq!(wrong(&[("outcome_1", "Wellbeing"), ("when_1", "at 6 months"), ("primary", "2")]), ["primary"]);
        let twice =
            [("outcome_1", "Absence"), ("when_1", "a"), ("outcome_2", "absence"), ("when_2", "b"), ("primary", "1")];
        assert_eq!(wrong(&twice), ["outcome_2"]);
    }
}
