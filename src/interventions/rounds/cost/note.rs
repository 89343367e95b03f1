//! The coordinator puts a line of cost on record, or takes one back.

use super::{
    line::{CostLine, Heading, How, Of},
    money::Pence,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Complaints, Error, Result},
        web::Form,
    },
    interventions::rounds::{
        round::{Round, State},
        store::{self, series::Series},
    },
};

/// The longest word on what a line was for, in characters.
const LONGEST: usize = 200;
/// More hours than this in one line are a slip of the pen.
const MOST_HOURS: i64 = 10_000;
/// So is a rate above this, in pence: a thousand pounds an hour.
const MOST_RATE: i64 = 100_000;
/// What the form sends for a line of the whole series.
pub const WHOLE_SERIES: &str = "series";

/// A line as it was typed, found whole.
#[derive(Debug, Clone)]
pub struct NewCost {
    of: Of,
    heading: Heading,
    what: String,
    how: How,
}

impl NewCost {
    /// Reads what was typed about a series with these Rounds.
    ///
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form, series: &Series, rounds: &[Round]) -> Result<Self> {
        let mut complaints = Complaints::default();
        let of = of(form, series, rounds, &mut complaints);
        let heading = Heading::parse(form.text("heading"));
        if heading.is_none() {
            complaints.add("heading", "Choose a heading.");
        }
        if heading == Some(Heading::Training) && matches!(of, Some(Of::Round { .. })) {
            complaints.add("of", "Initial training belongs to the whole series.");
        }
        let what = form.line("what");
        if what.is_empty() || what.chars().count() > LONGEST {
            complaints.add("what", format!("Say what it was for, in {LONGEST} letters at most."));
        }
        let how = how(form, &mut complaints);
        let (Some(of), Some(heading), Some(how)) = (of, heading, how) else { return Err(Error::Invalid(complaints)) };
        complaints.or(Self { of, heading, what, how })
    }
}

fn of(form: &Form, series: &Series, rounds: &[Round], complaints: &mut Complaints) -> Option<Of> {
    let (series_id, of) = (series.id.clone(), form.text("of"));
    if of == WHOLE_SERIES {
        return Some(Of::Series { series_id });
    }
    let round = rounds.iter().find(|round| round.id == of);
    if round.is_none() {
        complaints.add("of", "Choose a Round, or the whole series.");
    }
    if round.is_some_and(|round| round.state == State::Cancelled) {
        complaints.add("of", "This Round was cancelled. Put what it cost all the same under the whole series.");
    }
    Some(Of::Round { series_id, round_id: round?.id.clone() })
}

/// An amount, or hours and a rate.
fn how(form: &Form, complaints: &mut Complaints) -> Option<How> {
    let [amount, hours, rate] = ["amount", "hours", "rate"].map(|field| form.text(field).trim());
    match (amount.is_empty(), hours.is_empty() && rate.is_empty()) {
        (true, true) => complaints.add("amount", "Write an amount, or hours and a rate."),
        (false, false) => complaints.add("amount", "Write an amount, or hours and a rate, not both."),
        (false, true) => {
            let pence = Pence::parse(amount);
            if pence.is_none() {
                complaints.add("amount", "Write pounds, such as 716 or 716.50.");
            }
            return pence.map(How::Amount);
        }
        (true, false) => {
            let minutes = minutes(hours);
            if minutes.is_none() {
                complaints.add("hours", "Write the hours as a figure, such as 1.5.");
            }
            let pence_an_hour = self::rate(form, complaints);
            return Some(How::Time { minutes: minutes?, pence_an_hour: pence_an_hour? });
        }
    }
    None
}

/// The rate that was typed, in pence an hour.
pub(super) fn rate(form: &Form, complaints: &mut Complaints) -> Option<i32> {
    let rate = Pence::parse(form.text("rate")).filter(|rate| (1..=MOST_RATE).contains(&rate.0));
    let rate = rate.and_then(|rate| i32::try_from(rate.0).ok());
    if rate.is_none() {
        complaints.add("rate", "Write the rate in pounds an hour, such as 22.47.");
    }
    rate
}

/// Hours of up to two decimals, to the nearest minute.
fn minutes(hours: &str) -> Option<i32> {
    let hundredths = Pence::parse(hours.strip_prefix('£').map_or(hours, |_| "")).map(|hours| hours.0)?;
    let minutes = (hundredths * 60 + 50) / 100;
    (minutes > 0 && hundredths <= MOST_HOURS * 100).then(|| i32::try_from(minutes).ok()).flatten()
}

/// Puts a line on record.
pub fn note(conn: &mut Conn, floor: &Floor, actor: &str, series: &Series, new: NewCost) -> Result<()> {
    let line = CostLine {
        id: floor.ids.next(),
        of: new.of,
        heading: new.heading,
        what: new.what,
        how: new.how,
        proposal: None,
        noted_by: actor.to_owned(),
        noted_at: floor.clock.now(),
    };
    keep(conn, floor, actor, series, &line)
}

/// Keeps a line and says so on the audit log; a proposal that was taken already is passed over.
pub(super) fn keep(conn: &mut Conn, floor: &Floor, actor: &str, series: &Series, line: &CostLine) -> Result<()> {
    if !store::costs::add(conn, line)? {
        return Ok(());
    }
    let act = Act::new(actor, "rounds.cost_noted", &series.id).because(says(line));
    audit::write(conn, floor.clock.now(), &act)
}

/// Takes a line of a series back.
///
/// # Errors
/// `Missing`, where the series has no such line.
pub fn take_back(conn: &mut Conn, floor: &Floor, actor: &str, series: &Series, line_id: &str) -> Result<()> {
    let line = store::costs::one(conn, &series.id, line_id)?;
    store::costs::take_back(conn, &line.id)?;
    let act = Act::new(actor, "rounds.cost_taken_back", &series.id).because(says(&line));
    audit::write(conn, floor.clock.now(), &act)
}

/// What of a line stands on the audit log: never what was typed about it.
fn says(line: &CostLine) -> String {
    format!("{}, {}", line.heading.words(), line.pence())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Form {
        Form::of(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    fn how_of(fields: &[(&str, &str)]) -> Result<How, String> {
        let mut complaints = Complaints::default();
        let found = how(&form(fields), &mut complaints);
        found.filter(|_| complaints.is_empty()).ok_or_else(|| complaints.to_string())
    }

    #[test]
    fn an_amount_or_hours_at_a_rate_are_read_and_never_both() {
        assert_eq!(how_of(&[("amount", "£166")]), Ok(How::Amount(Pence(16_600))));
        let time = How::Time { minutes: 90, pence_an_hour: 2_247 };
        assert_eq!(how_of(&[("hours", "1.5"), ("rate", "22.47")]), Ok(time));
        assert_eq!(time.pence(), Pence(3_371));
        for (fields, says) in [
            (vec![], "Write an amount"),
            (vec![("amount", "1"), ("hours", "1")], "not both"),
            (vec![("amount", "some")], "such as 716"),
            (vec![("hours", "1.5")], "pounds an hour"),
            (vec![("hours", "£1"), ("rate", "9")], "such as 1.5"),
            (vec![("hours", "0"), ("rate", "9")], "such as 1.5"),
            (vec![("hours", "10001"), ("rate", "9")], "such as 1.5"),
            (vec![("hours", "1"), ("rate", "0")], "pounds an hour"),
        ] {
            let told = how_of(&fields).unwrap_err();
            assert!(told.contains(says), "{fields:?}: {told}");
        }
    }
}
