//! The coordinator has seen to a fault: on which day, and what was done. Or it was not so, and then nothing of it counts against the
//! token.

use chrono::NaiveDate;

use super::Kind;
use crate::{
    floor::{
        Floor,
        audit::{self, Act as Audited},
        db::Conn,
        error::{Complaints, Error, Result},
        web::Form,
    },
    interventions::tokens::{
        placement::{Act, Here, State},
        record::record,
        step::{By, LONGEST, Said, past_day, take, take_back_breakdown},
        stock,
        store::{self, faults::Closed},
    },
    trial::uptake::event::Event,
};

/// How a fault ended, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    pub on: NaiveDate,
    pub done: String,
    /// Whether it was so.
    pub was_so: bool,
}

impl Closing {
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form, today: NaiveDate) -> Result<Self> {
        let mut complaints = Complaints::default();
        let on = past_day(form, "closed_on", today, &mut complaints);
        let done = form.line("done");
        if done.is_empty() || done.chars().count() > LONGEST {
            complaints.add("done", format!("Say what was done, in {LONGEST} letters at most."));
        }
        let was_so = match form.text("was_so") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => {
                complaints.add("was_so", "Say whether it was so.");
                None
            }
        };
        let (Some(on), Some(was_so)) = (on, was_so) else { return Err(Error::Invalid(complaints)) };
        complaints.or(Self { on, done, was_so })
    }
}

/// Closes it. What was broken works again from that day; what was not so never was out of order, nor used up.
///
/// # Errors
/// `TooLate`, where it is closed already; `Invalid`, for a day before it was told.
pub fn close(
    conn: &mut Conn,
    floor: &Floor,
    actor: &str,
    here: &Here,
    fault_id: &str,
    closing: &Closing,
) -> Result<()> {
    let here = here.held(conn)?;
    let fault = store::faults::one(conn, &here.placement.id, fault_id)?;
    if fault.closed.is_some() {
        return Err(Error::TooLate("Somebody has seen to this already.".into()));
    }
    if closing.on < fault.first_on {
        return Err(Error::invalid("closed_on", "That is before it was told. Give the day on which it was seen to."));
    }
    let (on, now) = (closing.on, floor.clock.now());
    let by = By { who: actor, at: now };
    match (fault.kind, closing.was_so) {
        (Kind::Broken, true) if here.placement.state == State::OutOfOrder => {
            let said = Said { on, why: closing.done.clone() };
            take(conn, by, &here, Act::Mend, ("closed_on", &said))?;
        }
        (Kind::Broken, false) => take_back_breakdown(conn, by, &here, fault.first_on)?,
        (Kind::NothingLeft, false) => stock::out::take_back(conn, by, &here)?,
        _ => {}
    }
    store::faults::close(conn, fault_id, &Closed { on, done: closing.done.clone(), by: actor.to_owned() })?;
    record(conn, now, &here, Event::TokenFaultClosed, (fault_id, on), fault.kind.name())?;
    let act = Audited::new(actor, "tokens.fault_closed", &here.placement.id).because(fault.kind.name());
    audit::write(conn, now, &act)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_when_what_was_done_and_whether_it_was_so() {
        let today = NaiveDate::from_ymd_opt(2027, 3, 5).unwrap();
        let form = |fields: &[(&str, &str)]| {
            Form::of(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
        };
        let whole = [("closed_on", "2027-03-05"), ("done", "A new pump"), ("was_so", "yes")];
        assert!(Closing::parse(&form(&whole), today).unwrap().was_so);
        let Err(Error::Invalid(told)) = Closing::parse(&form(&[("closed_on", "2027-03-06")]), today) else {
            panic!("a day to come was taken")
        };
        let fields: Vec<&str> = told.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["closed_on", "done", "was_so"]);
    }
}
