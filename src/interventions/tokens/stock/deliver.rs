//! Something is brought: so many cups of each on a day, or pieces of a token that is not drunk. What had run out of it is there again.

use chrono::NaiveDate;

use super::{What, out};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Complaints, Error, Result},
        web::Form,
    },
    interventions::tokens::{
        owed,
        placement::{Here, State},
        record::record,
        step::{By, past_day},
        store::{self, stock::Delivery},
    },
    trial::uptake::event::Event,
};

/// More of one kind than this in one delivery is a slip of the pen.
const MOST: i32 = 100_000;
/// The fields, each with what it is called.
const FIELDS: [(&str, &str); 3] =
    [("coffee", "coffee"), ("tea", "tea"), ("without_caffeine", "drinks without caffeine")];

/// How much, as it was typed: cups of each drink, or pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brought {
    pub on: NaiveDate,
    pub coffee: i32,
    pub tea: i32,
    pub without_caffeine: i32,
    pub pieces: i32,
}

impl Brought {
    /// An empty field is none. `drinks` says whether people drink it.
    ///
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form, drinks: bool, today: NaiveDate) -> Result<Self> {
        let mut complaints = Complaints::default();
        let on = past_day(form, "stock_on", today, &mut complaints);
        let mut count = |field: &str, says: String| {
            let text = form.text(field).trim().replace(',', "");
            let number = if text.is_empty() { Some(0) } else { text.parse().ok() };
            let number = number.filter(|number| (0..=MOST).contains(number));
            if number.is_none() {
                complaints.add(field, says);
            }
            number.unwrap_or_default()
        };
        let ([coffee, tea, without_caffeine], pieces) = if drinks {
            let cups = |called| format!("Write how many cups of {called} as a whole number, or leave it empty.");
            (FIELDS.map(|(field, called)| count(field, cups(called))), 0)
        } else {
            ([0; 3], count("pieces", "Write how many were brought as a whole number.".to_owned()))
        };
        if complaints.is_empty() && coffee + tea + without_caffeine + pieces == 0 {
            let (field, says) = if drinks { ("coffee", "cups of something") } else { ("pieces", "pieces") };
            complaints.add(field, format!("Say how many {says} were brought."));
        }
        let on = complaints.or(on)?.ok_or_else(|| Error::broken("a day was read and lost"))?;
        Ok(Self { on, coffee, tea, without_caffeine, pieces })
    }

    /// Whether it brings more of what was used up.
    #[must_use]
    pub const fn brings(&self, what: What) -> bool {
        match what {
            What::Everything => true,
            What::Coffee => self.coffee > 0,
            What::Tea => self.tea > 0,
            What::WithoutCaffeine => self.without_caffeine > 0,
        }
    }
}

/// Puts a delivery on record; how many times that something was used up it ends.
///
/// # Errors
/// `NotAllowed`, where the list gives this building nothing; `TooLate`, where nothing stands there.
pub fn deliver(conn: &mut Conn, floor: &Floor, actor: &str, here: &Here, brought: Brought) -> Result<usize> {
    let here = here.held(conn)?;
    owed::required(conn, floor, &here)?;
    if matches!(here.placement.state, State::Planned | State::TakenAway) {
        return Err(Error::TooLate("Nothing stands there that could be filled up.".into()));
    }
    let (id, now) = (floor.ids.next(), floor.clock.now());
    let Brought { on, coffee, tea, without_caffeine, pieces } = brought;
    let delivery = Delivery {
        placement_id: here.placement.id.clone(),
        on_day: on,
        coffee,
        tea,
        without_caffeine,
        noted_by: actor.to_owned(),
        noted_at: now,
        pieces,
        id,
    };
    store::stock::add_delivery(conn, &delivery)?;
    let (detail, of) = if here.placement.drinks {
        (format!("{coffee}/{tea}/{without_caffeine}"), "cups")
    } else {
        (pieces.to_string(), "pieces")
    };
    record(conn, now, &here, Event::TokenStocked, (&delivery.id, on), &detail)?;
    audit::write(conn, now, &Act::new(actor, "tokens.stocked", &here.placement.id).because(format!("{detail} {of}")))?;
    let by = By { who: actor, at: now };
    let mut ended = 0;
    for gap in store::stock::stock_outs(conn, &here.placement.id)? {
        if gap.until_on.is_none() && gap.from_on <= on && brought.brings(gap.what) {
            out::end(conn, by, &here, &gap, on)?;
            ended += 1;
        }
    }
    Ok(ended)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(fields: &[(&str, &str)], drinks: bool) -> Result<Brought> {
        let day = ("stock_on".to_owned(), "2027-03-05".to_owned());
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Brought::parse(
            &Form::of(std::iter::once(day).chain(fields).collect()),
            drinks,
            NaiveDate::from_ymd_opt(2027, 3, 5).unwrap(),
        )
    }

    #[test]
    fn cups_are_whole_numbers_and_at_least_one_of_something() {
        let cups = parsed(&[("coffee", "1,200"), ("tea", "")], true).unwrap();
        assert_eq!((cups.coffee, cups.tea), (1200, 0));
        assert!(cups.brings(What::Coffee) && cups.brings(What::Everything) && !cups.brings(What::Tea));
        for (fields, says) in [
            (&[][..], "cups of something"),
            (&[("tea", "some")], "cups of tea"),
            (&[("without_caffeine", "-1")], "without caffeine"),
            (&[("coffee", "100001")], "cups of coffee"),
        ] {
            let told = parsed(fields, true).unwrap_err().to_string();
            assert!(told.contains(says), "{told}");
        }
        assert_eq!(
            parsed(&[("pieces", "12"), ("coffee", "9")], false).map(|tin| (tin.pieces, tin.coffee)).unwrap(),
            (12, 0)
        );
        for (fields, says) in [(&[][..], "how many pieces"), (&[("pieces", "a few")], "whole number")] {
            let told = parsed(fields, false).unwrap_err().to_string();
            assert!(told.contains(says), "{told}");
        }
        assert!(What::ALL.into_iter().all(|what| What::parse(what.name()) == Some(what)));
    }
}
