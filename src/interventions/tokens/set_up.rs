//! It is set up: somebody says what people can drink there. Whoever drinks tea, or nothing with caffeine, is thanked as much as whoever
//! drinks coffee, so without both it is not set up. Of a token that is not drunk only the day is asked.

use chrono::NaiveDate;

use super::step::Said;
use crate::floor::{
    error::{Complaints, Error, Result},
    web::Form,
};

/// What can stand there: the tick's value, and its words.
pub const DRINKS: [(&str, &str); 3] =
    [("coffee", "Coffee"), ("tea", "Tea"), ("without_caffeine", "Something without caffeine")];
/// Without these two it is not set up.
const NEEDED: [(&str, &str); 2] = [
    (
        "tea",
        "Tea is missing. Whoever drinks tea is thanked as much as whoever drinks coffee, so set it up once there is tea.",
    ),
    (
        "without_caffeine",
        "Something without caffeine is missing. It stands beside coffee and tea as their equal, so set it up once there is some.",
    ),
];

/// Reads the day, and where people drink it the ticks. What they can drink is kept as the words of the step.
///
/// # Errors
/// `Invalid`, where tea or something without caffeine is missing, with why that matters.
pub fn parse(form: &Form, drinks: bool, today: NaiveDate) -> Result<Said> {
    if !drinks {
        return Said::parse(form, ("set_up_on", "none"), today);
    }
    let mut complaints = Complaints::default();
    let said = Said::read(form, ("set_up_on", "none"), today, &mut complaints);
    let stands: Vec<&str> = form.all("stands").collect();
    for (drink, says) in NEEDED {
        if !stands.contains(&drink) {
            complaints.add("stands", says);
        }
    }
    let there = DRINKS.iter().filter(|(drink, _)| stands.contains(drink)).map(|(_, words)| words.to_lowercase());
    let why = there.collect::<Vec<_>>().join(", ");
    let said = complaints.or(said)?.ok_or_else(|| Error::broken("a day was read and lost"))?;
    Ok(Said { why, ..said })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(stands: &[&str], drinks: bool) -> Result<Said> {
        let day = ("set_up_on".to_owned(), "2027-03-05".to_owned());
        let ticks = stands.iter().map(|one| ("stands".to_owned(), (*one).to_owned()));
        parse(
            &Form::of(std::iter::once(day).chain(ticks).collect()),
            drinks,
            NaiveDate::from_ymd_opt(2027, 3, 5).unwrap(),
        )
    }

    #[test]
    fn tea_and_something_without_caffeine_stand_there_as_equals() {
        assert_eq!(
            parsed(&["without_caffeine", "tea", "coffee"], true).unwrap().why,
            "coffee, tea, something without caffeine"
        );
        assert_eq!(parsed(&["tea", "without_caffeine"], true).unwrap().why, "tea, something without caffeine");
        for (stands, missing) in [
            (&["coffee", "tea"][..], "without caffeine is missing"),
            (&["coffee", "without_caffeine"], "Tea is missing"),
        ] {
            let told = parsed(stands, true).unwrap_err().to_string();
            assert!(told.contains(missing) && told.contains("once there is"), "{told}");
        }
        let Err(Error::Invalid(both)) = parsed(&["coffee"], true) else { panic!("coffee alone was set up") };
        assert_eq!(both.iter().count(), 2);
    }

    #[test]
    fn a_biscuit_tin_asks_for_no_tea() {
        assert_eq!(parsed(&[], false).unwrap().why, "");
    }
}
