//! The coordinator puts a line of cost on record, or takes one back.

use super::{CostLine, How};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Complaints, Error, Result},
        money::Pence,
        web::Form,
    },
    interventions::tokens::{placement::Here, step::LONGEST, store},
};

/// A line as it was typed, found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCost {
    what: String,
    how: How,
}

impl NewCost {
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form) -> Result<Self> {
        let mut complaints = Complaints::default();
        let what = form.line("cost_for");
        if what.is_empty() || what.chars().count() > LONGEST {
            complaints.add("cost_for", format!("Say what it was for, in {LONGEST} letters at most."));
        }
        let how = how(form, &mut complaints);
        let how = complaints.or(how)?.ok_or_else(|| Error::broken("an amount was read and lost"))?;
        Ok(Self { what, how })
    }
}

/// An amount, or a number and a price each.
fn how(form: &Form, complaints: &mut Complaints) -> Option<How> {
    let [amount, units, each] = ["amount", "units", "each"].map(|field| form.text(field).trim());
    match (amount.is_empty(), units.is_empty() && each.is_empty()) {
        (true, true) => complaints.add("amount", "Write an amount, or how many and the price of each."),
        (false, false) => complaints.add("amount", "Write an amount, or how many and the price of each, not both."),
        (false, true) => {
            let pence = Pence::parse(amount);
            if pence.is_none() {
                complaints.add("amount", "Write pounds, such as 716 or 716.50.");
            }
            return pence.map(How::Amount);
        }
        (true, false) => {
            let (units, each) = (units.parse().ok().filter(|units| *units > 0), Pence::parse(each));
            if units.is_none() {
                complaints.add("units", "Write how many as a whole number, such as 12.");
            }
            if each.is_none() {
                complaints.add("each", "Write the price of each in pounds, such as 41.50.");
            }
            if units.zip(each).is_some_and(|(units, each)| each.times(units).is_none()) {
                complaints.add("units", "That comes to more than a million pounds. Look at both figures again.");
            }
            return Some(How::Units { units: units?, each: each? });
        }
    }
    None
}

/// Puts a line on record.
pub fn note(conn: &mut Conn, floor: &Floor, actor: &str, here: &Here, new: NewCost) -> Result<()> {
    let (id, now) = (floor.ids.next(), floor.clock.now());
    let placement_id = here.placement.id.clone();
    let line = CostLine { id, placement_id, what: new.what, how: new.how, noted_by: actor.to_owned(), noted_at: now };
    store::costs::add(conn, &line)?;
    let act = Act::new(actor, "tokens.cost_noted", &here.placement.id).because(line.how.pence().to_string());
    audit::write(conn, now, &act)
}

/// Takes a line back.
///
/// # Errors
/// `Missing`, where there is none.
pub fn take_back(conn: &mut Conn, floor: &Floor, actor: &str, here: &Here, line_id: &str) -> Result<()> {
    let line = store::costs::one(conn, &here.placement.id, line_id)?;
    store::costs::take_back(conn, &line.id)?;
    let act = Act::new(actor, "tokens.cost_taken_back", &here.placement.id).because(line.how.pence().to_string());
    audit::write(conn, floor.clock.now(), &act)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(fields: &[(&str, &str)]) -> Result<NewCost> {
        let what = ("cost_for".to_owned(), "Beans".to_owned());
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        NewCost::parse(&Form::of(std::iter::once(what).chain(fields).collect()))
    }

    #[test]
    fn an_amount_or_so_many_at_a_price_are_read_and_never_both() {
        assert_eq!(parsed(&[("amount", "£5,000")]).unwrap().how.pence(), Pence(500_000));
        let twelve = parsed(&[("units", "12"), ("each", "41.50")]).unwrap().how;
        assert_eq!((twelve.pence(), twelve.says()), (Pence(49_800), "12 at £41.50 each".to_owned()));
        for (fields, says) in [
            (&[][..], "Write an amount"),
            (&[("amount", "1"), ("units", "1")], "not both"),
            (&[("amount", "some")], "such as 716"),
            (&[("units", "1.5"), ("each", "1")], "such as 12"),
            (&[("units", "1")], "such as 41.50"),
            (&[("units", "2000000"), ("each", "900000")], "more than a million"),
        ] {
            let told = parsed(fields).unwrap_err().to_string();
            assert!(told.contains(says), "{fields:?}: {told}");
        }
    }
}
