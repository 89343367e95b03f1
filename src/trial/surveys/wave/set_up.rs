//! A survey is set up: what is typed is read here, once. Nothing goes out before it is launched.

use chrono::NaiveDate;

use super::Mode;
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Complaints, Error, Result},
        one_line::one_line,
    },
    trial::surveys::{
        instrument::Shelf,
        store::waves::{self, Row},
    },
};

const NAME_MAX: usize = 60;
const MOST_REMINDERS: i32 = 5;

/// What was typed, a field each.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub name: String,
    /// Ids, each with the place it was given; '' for one that is not asked.
    pub instruments: Vec<(String, String)>,
    pub mode: String,
    pub opens_on: Option<NaiveDate>,
    pub closes_on: Option<NaiveDate>,
    pub reminders: String,
    pub days_between: String,
    /// Goes on after the trial has ended.
    pub follow_up: bool,
}

/// A survey that can be set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    name: String,
    instruments: Vec<String>,
    mode: Mode,
    opens_on: NaiveDate,
    closes_on: NaiveDate,
    reminders: i32,
    days_between: i32,
    follow_up: bool,
}

impl Plan {
    /// # Errors
    /// A complaint for each field that has to be mended.
    pub fn parse(typed: &Typed, shelf: &Shelf, today: NaiveDate) -> Result<Self> {
        let mut complaints = Complaints::default();
        let name = one_line(&typed.name);
        if name.is_empty() || name.chars().count() > NAME_MAX {
            complaints.add("name", format!("Give the survey a name of up to {NAME_MAX} letters, such as baseline."));
        }
        let mode = Mode::parse(&typed.mode);
        if mode.is_none() {
            complaints.add("mode", "Choose what answers hang on.");
        }
        let instruments = in_order(typed, shelf, &mut complaints);
        let opens_on = typed.opens_on.filter(|day| *day >= today);
        if opens_on.is_none() {
            complaints.add("opens_on", "Give the day on which it opens, today or later.");
        }
        let closes_on = typed.closes_on.filter(|day| opens_on.is_none_or(|opens| *day > opens));
        if closes_on.is_none() {
            complaints.add("closes_on", "Give the last day on which it is open, after the first.");
        }
        let asks_again = mode.is_none_or(Mode::goes_by_mail);
        let mut number = |field, text: &str, least: i32, most: i32| match text.trim().parse::<i32>() {
            Ok(number) if (least..=most).contains(&number) => number,
            _ if !asks_again => least,
            _ => {
                complaints.add(field, format!("Write a number from {least} to {most}."));
                least
            }
        };
        let (reminders, days_between) = (
            number("reminders", &typed.reminders, 0, MOST_REMINDERS),
            number("days_between", &typed.days_between, 1, 60),
        );
        complaints.or(())?;
        let whole = mode.zip(opens_on).zip(closes_on);
        let ((mode, opens_on), closes_on) = whole.ok_or_else(|| Error::broken("a survey neither read nor refused"))?;
        let reminders = if asks_again { reminders } else { 0 };
        Ok(Self { name, instruments, mode, opens_on, closes_on, reminders, days_between, follow_up: typed.follow_up })
    }
}

/// The instruments by the numbers they were given.
fn in_order(typed: &Typed, shelf: &Shelf, complaints: &mut Complaints) -> Vec<String> {
    let mut placed: Vec<(u32, String)> = Vec::new();
    for (id, place) in typed.instruments.iter().filter(|(_, place)| !place.trim().is_empty()) {
        match place.trim().parse::<u32>() {
            Ok(place) if place > 0 && shelf.find(id).is_ok() => placed.push((place, id.clone())),
            _ => complaints.add(format!("place.{id}"), "Write its place as a number from 1, or leave it empty."),
        }
    }
    placed.sort();
    if placed.windows(2).any(|two| two[0].0 == two[1].0) {
        complaints.add(format!("place.{}", placed[0].1), "Give each a place of its own.");
    } else if placed.is_empty() && complaints.iter().all(|one| !one.field.starts_with("place.")) {
        let first = shelf.all().first().map_or("", |one| one.id.as_str());
        complaints.add(format!("place.{first}"), "Choose at least one instrument, by giving it a place.");
    }
    placed.into_iter().map(|(_, id)| id).collect()
}

/// Puts a survey on record, and gives its id.
///
/// # Errors
/// `Invalid`, where the trial has one of this name.
pub fn set_up(conn: &mut Conn, floor: &Floor, actor: &str, trial_id: &str, plan: &Plan) -> Result<String> {
    let (id, now) = (floor.ids.next(), floor.clock.now());
    let row = Row {
        id: id.clone(),
        trial_id: trial_id.to_owned(),
        name: plan.name.clone(),
        mode: plan.mode.name().to_owned(),
        opens_on: plan.opens_on,
        closes_on: plan.closes_on,
        reminders: plan.reminders,
        days_between: plan.days_between,
        codes: 0,
        made_at: now,
        launched_at: None,
        people_asked: None,
        follow_up: plan.follow_up,
    };
    if !waves::add(conn, &row, &plan.instruments)? {
        return Err(Error::invalid("name", "This trial has a survey of that name. Give this one another."));
    }
    audit::write(conn, now, &Act::new(actor, "survey.set_up", &id))?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Typed {
        let own = |id: &str, place: &str| (id.to_owned(), place.to_owned());
        Typed {
            name: " Base  line".into(),
            instruments: vec![own("reached", "2"), own("ons4", "1"), own("cbi", "")],
            mode: "named".into(),
            opens_on: "2027-03-02".parse().ok(),
            closes_on: "2027-03-20".parse().ok(),
            reminders: "2".into(),
            days_between: "5".into(),
            follow_up: false,
        }
    }

    fn parse(typed: &Typed) -> Result<Plan> {
        Plan::parse(typed, &Shelf::shipped().unwrap(), "2027-03-01".parse().unwrap())
    }

    fn complains_of(typed: &Typed) -> Vec<String> {
        match parse(typed) {
            Err(Error::Invalid(complaints)) => complaints.iter().map(|one| one.field.clone()).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn instruments_are_asked_in_the_order_of_their_numbers() {
        let plan = parse(&typed()).unwrap();
        assert_eq!((plan.name.as_str(), plan.reminders, plan.days_between), ("Base line", 2, 5));
        assert_eq!(plan.instruments, ["ons4", "reached"]);
    }

    #[test]
    fn each_fault_is_laid_at_its_own_field() {
        let all = ["name", "mode", "place.brief_cope", "opens_on", "closes_on", "reminders", "days_between"];
        assert_eq!(complains_of(&Typed::default()), all);
        assert_eq!(complains_of(&Typed { opens_on: "2027-02-28".parse().ok(), ..typed() }), ["opens_on"]);
        assert_eq!(complains_of(&Typed { closes_on: "2027-03-02".parse().ok(), ..typed() }), ["closes_on"]);
        let twice = vec![("ons4".to_owned(), "1".to_owned()), ("cbi".to_owned(), "1".to_owned())];
        assert_eq!(complains_of(&Typed { instruments: twice, ..typed() }), ["place.cbi"]);
        let strange = vec![("ons5".to_owned(), "1".to_owned())];
        assert_eq!(complains_of(&Typed { instruments: strange, ..typed() }), ["place.ons5"]);
        assert_eq!(complains_of(&Typed { reminders: "9".into(), ..typed() }), ["reminders"]);
    }

    #[test]
    fn whoever_is_handed_a_code_is_not_reminded() {
        let coded = Typed { mode: "coded".into(), reminders: String::new(), days_between: String::new(), ..typed() };
        assert_eq!(parse(&coded).unwrap().reminders, 0);
        assert_eq!(parse(&Typed { mode: "coded".into(), ..typed() }).unwrap().reminders, 0);
    }
}
