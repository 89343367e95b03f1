//! The windows of a trial: when people come into it, when it is delivered, and until when it is followed. The last of these days is the
//! dated end of the trial: whoever is shown the arms before it is shown them early.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{answer, question::Question};
use crate::floor::{
    clock::{Moment, long_date},
    db::Conn,
    error::{Complaints, Error, Result},
    web::Form,
};

/// Days in Europe/London, each among those of its window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Windows {
    pub recruit_from: NaiveDate,
    pub recruit_until: NaiveDate,
    pub deliver_from: NaiveDate,
    pub deliver_until: NaiveDate,
    pub follow_until: NaiveDate,
}

impl Windows {
    /// Reads a form's `recruit_from`, `recruit_until`, `deliver_from`, `deliver_until` and `follow_until`.
    ///
    /// # Errors
    /// A complaint for each day that is none, or that does not follow on the one before it.
    pub fn parse(form: &Form) -> Result<Self> {
        let mut complaints = Complaints::default();
        let mut day = |field: &str, what: &str| {
            let day = form.day(field);
            if day.is_none() {
                complaints.add(field, format!("Give {what} as a day, such as 2027-09-01."));
            }
            day
        };
        let days = [
            day("recruit_from", "when people start to come in"),
            day("recruit_until", "when the last people come in"),
            day("deliver_from", "when delivery starts"),
            day("deliver_until", "when delivery ends"),
            day("follow_until", "until when people are followed"),
        ];
        let windows = match days {
            [Some(recruit_from), Some(recruit_until), Some(deliver_from), Some(deliver_until), Some(follow_until)] => {
                Some(Self { recruit_from, recruit_until, deliver_from, deliver_until, follow_until })
            }
            _ => None,
        };
        windows.iter().flat_map(Self::out_of_order).for_each(|(field, says)| complaints.add(field, says));
        complaints.or(windows)?.ok_or_else(|| Error::broken("a form without complaints has all of its fields"))
    }

    fn out_of_order(&self) -> Vec<(&'static str, String)> {
        let day = long_date;
        let mut wrong = Vec::new();
        let mut check = |holds: bool, field, says: String| wrong.extend((!holds).then_some((field, says)));
        check(
            self.recruit_from <= self.recruit_until,
            "recruit_until",
            format!("People start to come in on {}: give that day or a later one.", day(self.recruit_from)),
        );
        check(
            self.recruit_from <= self.deliver_from,
            "deliver_from",
            format!("Nobody is in the trial before {}: give that day or a later one.", day(self.recruit_from)),
        );
        check(
            self.deliver_from <= self.deliver_until,
            "deliver_until",
            format!("Delivery starts on {}: give that day or a later one.", day(self.deliver_from)),
        );
        let last = self.recruit_until.max(self.deliver_until);
        check(
            last <= self.follow_until,
            "follow_until",
            format!("People come in or are served until {}: give that day or a later one.", day(last)),
        );
        wrong
    }

    /// In words.
    #[must_use]
    pub fn says(&self) -> Vec<String> {
        let span = |from, until| format!("{} to {}", long_date(from), long_date(until));
        vec![
            format!("People come in: {}.", span(self.recruit_from, self.recruit_until)),
            format!("Delivery: {}.", span(self.deliver_from, self.deliver_until)),
            format!("People are followed until {}.", long_date(self.follow_until)),
        ]
    }

    /// Those that held at a moment; `None` where none were said by then.
    pub fn at(conn: &mut Conn, trial_id: &str, at: Moment) -> Result<Option<Self>> {
        let said = answer::all(conn, trial_id, Question::Windows)?.into_iter().rfind(|said| said.at <= at);
        said.map(|said| Ok(serde_json::from_value(said.answer)?)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(days: [&str; 5]) -> Form {
        let fields = ["recruit_from", "recruit_until", "deliver_from", "deliver_until", "follow_until"];
        Form::of(fields.iter().zip(days).map(|(field, day)| ((*field).to_owned(), day.to_owned())).collect())
    }

    fn wrong(days: [&str; 5]) -> Vec<String> {
        match Windows::parse(&form(days)) {
            Err(Error::Invalid(complaints)) => complaints.iter().map(|one| one.field.clone()).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn days_that_follow_on_one_another_are_taken_and_said() {
        let windows =
            Windows::parse(&form(["2027-03-01", "2027-03-31", "2027-03-15", "2027-06-30", "2027-12-31"])).unwrap();
        assert_eq!(
            windows.says(),
            [
                "People come in: 1 March 2027 to 31 March 2027.",
                "Delivery: 15 March 2027 to 30 June 2027.",
                "People are followed until 31 December 2027."
            ]
        );
    }

    #[test]
    fn each_day_out_of_order_is_complained_of_at_its_own_field() {
        assert_eq!(wrong(["", "x", "2027-03-01", "2027-03-01", "2027-03-01"]), ["recruit_from", "recruit_until"]);
        let late = ["2027-03-10", "2027-03-01", "2027-03-01", "2027-02-01", "2027-02-15"];
        assert_eq!(wrong(late), ["recruit_until", "deliver_from", "deliver_until", "follow_until"]);
    }
}
