//! What is typed on somebody's page, read into a time that is taken, or into what is to be mended.

use chrono::{Months, NaiveDate, NaiveTime, Weekday};

use super::{
    absence::{Absence, Kind, Taken, WeekTime},
    reads::LAST_MINUTE,
    span::Span,
};
use crate::floor::{
    error::{Complaints, Error, Result},
    web::Form,
};

/// How far off a day may lie: what is further off is a slip of the year.
const MONTHS: Months = Months::new(24);

/// Days, or times of them: `what`, `from`, `until`, and perhaps `from_time` and `until_time`. Without `until` it is one day.
///
/// # Errors
/// A complaint beside each field that is not as it should be.
pub fn once(form: &Form, today: NaiveDate) -> Result<Absence> {
    let mut complaints = Complaints::default();
    let kind = kind(form, "what", &mut complaints);
    let from = day(form, "from", &mut complaints);
    let until = if form.text("until").trim().is_empty() { from } else { day(form, "until", &mut complaints) };
    let (from_time, until_time) = (time(form, "from_time", &mut complaints), time(form, "until_time", &mut complaints));
    for (name, day) in [("from", from), ("until", until)] {
        if day.is_some_and(|day| !is_near(day, today)) {
            complaints.add(name, "This is more than two years off. Look at the year.");
        }
    }
    if !complaints.is_empty() {
        return Err(Error::Invalid(complaints));
    }
    let stretch = from.zip(until).and_then(|(from, until)| Span::stretch((from, from_time), (until, until_time)));
    if stretch.is_none() {
        let field = if from == until && until_time.is_some() { "until_time" } else { "until" };
        complaints.add(field, "This ends before it starts. Put the later day or time here.");
    }
    if until.is_some_and(|day| day < today) {
        let field = if form.text("until").trim().is_empty() { "from" } else { "until" };
        complaints.add(field, "This has gone by. Choose days that are still to come.");
    }
    match (kind, stretch, complaints.is_empty()) {
        (Some(kind), Some(span), true) => Ok(Absence { kind, taken: Taken::Once(span) }),
        _ => Err(Error::Invalid(complaints)),
    }
}

/// A time of every week: `every_what`, `every`, and perhaps `every_from` and `every_until`.
///
/// # Errors
/// A complaint beside each field that is not as it should be.
pub fn weekly(form: &Form) -> Result<Absence> {
    let mut complaints = Complaints::default();
    let kind = kind(form, "every_what", &mut complaints);
    let weekday = form.text("every").parse::<Weekday>().ok();
    if weekday.is_none() {
        complaints.add("every", "Choose a day of the week.");
    }
    let last = NaiveTime::from_hms_opt(LAST_MINUTE.0, LAST_MINUTE.1, 0).unwrap_or_default();
    let from = time(form, "every_from", &mut complaints).unwrap_or(NaiveTime::MIN);
    let until = time(form, "every_until", &mut complaints).unwrap_or(last);
    if until <= from {
        complaints.add("every_until", "This ends before it starts. Put the later time here.");
    }
    match (kind, weekday, complaints.is_empty()) {
        (Some(kind), Some(weekday), true) => {
            Ok(Absence { kind, taken: Taken::Weekly(WeekTime { weekday, from, until }) })
        }
        _ => Err(Error::Invalid(complaints)),
    }
}

fn kind(form: &Form, field: &str, complaints: &mut Complaints) -> Option<Kind> {
    let kind = Kind::ALL.into_iter().find(|kind| kind.name() == form.text(field));
    if kind.is_none() {
        complaints.add(field, "Choose what it is.");
    }
    kind
}

fn day(form: &Form, field: &str, complaints: &mut Complaints) -> Option<NaiveDate> {
    let day = form.day(field);
    if day.is_none() {
        complaints.add(field, "Give a day, such as 2027-03-01.");
    }
    day
}

/// `None` where nothing was typed, which is all of the day.
fn time(form: &Form, field: &str, complaints: &mut Complaints) -> Option<NaiveTime> {
    let text = form.text(field).trim();
    let time = ["%H:%M", "%H:%M:%S"].iter().find_map(|as_typed| NaiveTime::parse_from_str(text, as_typed).ok());
    if time.is_none() && !text.is_empty() {
        complaints.add(field, "Give a time of day, such as 09:00, or nothing for the whole day.");
    }
    time
}

fn is_near(day: NaiveDate, today: NaiveDate) -> bool {
    let (first, last) = (today.checked_sub_months(MONTHS), today.checked_add_months(MONTHS));
    first.is_none_or(|first| first <= day) && last.is_none_or(|last| day <= last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(fields: &[(&str, &str)]) -> Form {
        Form::of(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    fn march(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 3, day).unwrap()
    }

    fn complaints(read: Result<Absence>) -> Vec<String> {
        let Err(Error::Invalid(complaints)) = read else { panic!("nothing to mend") };
        complaints.iter().map(|one| one.field.clone()).collect()
    }

    #[test]
    fn a_day_alone_is_the_whole_of_it_and_times_narrow_it() {
        let read = |fields: &[(&str, &str)]| once(&of(fields), march(1)).unwrap().taken;
        assert_eq!(read(&[("what", "leave"), ("from", "2027-03-03")]), Taken::Once(Span::days(march(3), march(3))));
        let nine_to_one = [("what", "court"), ("from", "2027-03-03"), ("from_time", "09:00"), ("until_time", "13:00")];
        assert_eq!(read(&nine_to_one).reads(), "3 March 2027, 09:00 to 13:00");
        let begun = [("what", "leave"), ("from", "2027-02-20"), ("until", "2027-03-01")];
        assert_eq!(read(&begun), Taken::Once(Span::days(NaiveDate::from_ymd_opt(2027, 2, 20).unwrap(), march(1))));
    }

    #[test]
    fn each_slip_is_told_beside_its_field() {
        let told = |from: &str, until: &str, times: [&str; 2]| {
            let fields = [
                ("what", "leave"),
                ("from", from),
                ("until", until),
                ("from_time", times[0]),
                ("until_time", times[1]),
            ];
            complaints(once(&of(&fields), march(10)))
        };
        assert_eq!(complaints(once(&of(&[]), march(10))), ["what", "from"]);
        assert_eq!(told("soon", "", ["", ""]), ["from"]);
        assert_eq!(told("2027-03-12", "2027-03-11", ["", ""]), ["until"]);
        assert_eq!(told("2027-03-12", "", ["13:00", "09:00"]), ["until_time"]);
        assert_eq!(told("2027-03-12", "", ["nine", ""]), ["from_time"]);
        assert_eq!(told("2027-03-09", "", ["", ""]), ["from"], "yesterday");
        assert_eq!(told("2027-03-01", "2027-03-09", ["", ""]), ["until"], "up to yesterday");
        assert_eq!(told("2027-03-12", "2029-03-11", ["", ""]), ["until"]);
        assert_eq!(told("9999-12-31", "+262142-12-31", ["", ""]), ["from", "until"]);
    }

    #[test]
    fn a_time_of_the_week_is_read() {
        let friday = weekly(&of(&[("every_what", "other"), ("every", "Fri"), ("every_from", "13:00")])).unwrap();
        assert_eq!(friday.taken.reads(), "Every Friday from 13:00");
        let wrong = [("every_from", "13:00"), ("every_until", "12:00")];
        assert_eq!(complaints(weekly(&of(&wrong))), ["every_what", "every", "every_until"]);
    }
}
