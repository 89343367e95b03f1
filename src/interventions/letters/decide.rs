//! Somebody decides about a letter that the carrier refused or lost sight of: it is made again, under a new reference, or
//! withdrawn; or they know from the carrier's staff that it was posted after all. Nothing of this happens by itself.

use chrono::NaiveDate;

use super::{
    heard::{posted, refused},
    hold::{Reason, withdraw},
    look_for::{LookFor, is_in_work},
    one_letter::OneLetter,
    print_letter::PrintLetter,
    round::run_by,
    sending::{News, Stage},
    state::{State, Step},
    store::{
        self,
        road::OnRoad,
        sendings::{Changes, Sending},
    },
};
use crate::floor::{
    Floor,
    audit::{self, Act},
    clock::london_date,
    db::Conn,
    error::{Complaints, Error, Result},
    jobs,
    web::{Form, Visitor},
};

/// What was decided.
#[derive(Debug, Clone)]
pub enum Decision {
    MakeAgain,
    Withdraw(Reason),
    Posted(NaiveDate),
    /// The carrier is asked once more whether it has the letter.
    LookFor,
}

impl Decision {
    /// Reads the field `decide`, and `reason` or `posted_on` with the letter's id behind a dot.
    ///
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form, letter_id: &str, today: NaiveDate) -> Result<Self> {
        let (on, why) = (format!("posted_on.{letter_id}"), format!("reason.{letter_id}"));
        let day = form.text(&on).trim().parse().ok().filter(|day: &NaiveDate| *day <= today);
        match (form.text("decide"), day) {
            ("again", _) => Ok(Self::MakeAgain),
            ("look", _) => Ok(Self::LookFor),
            ("withdraw", _) => Reason::parse(&why, form.text(&why)).map(Self::Withdraw),
            ("posted", Some(day)) => Ok(Self::Posted(day)),
            ("posted", None) => Err(Error::invalid(on, "Give the day it was posted: none that is to come.")),
            _ => Err(Error::Invalid(Complaints::of("decide", "Choose what becomes of the letter."))),
        }
    }
}

/// # Errors
/// `TooLate`, where the letter is not one that waits for somebody, or an earlier day than its own is given.
pub fn decide(
    conn: &mut Conn,
    floor: &Floor,
    visitor: &Visitor,
    round_id: &str,
    letter_id: &str,
    decision: &Decision,
) -> Result<()> {
    let round = run_by(conn, visitor, round_id)?;
    let letter = store::road::one(conn, letter_id)?;
    let sending = store::sendings::newest(conn, letter_id)?.filter(|_| letter.round_id == round.id);
    let sending = sending.ok_or(Error::Missing("This letter"))?;
    let actor = &visitor.account_id;
    match decision {
        Decision::LookFor => asked_once_more(conn, floor, actor, &letter, &sending),
        Decision::Posted(on) => found_posted(conn, floor, actor, &letter, &sending, *on),
        Decision::MakeAgain => {
            let letter = given_up(conn, floor, actor, &letter, &sending)?;
            make_again(conn, floor, actor, &letter)
        }
        Decision::Withdraw(why) => {
            given_up(conn, floor, actor, &letter, &sending)?;
            withdraw(conn, floor, visitor, round_id, letter_id, why)
        }
    }
}

fn found_posted(
    conn: &mut Conn,
    floor: &Floor,
    actor: &str,
    letter: &OnRoad,
    sending: &Sending,
    on: NaiveDate,
) -> Result<()> {
    if floor.settings.post.trial_run {
        return Err(Error::TooLate("This is a trial run: Notify prints none of its letters.".into()));
    }
    if on < london_date(sending.accepted_at.unwrap_or(sending.promised_at)) {
        return Err(Error::invalid(
            format!("posted_on.{}", letter.id),
            "That day was before the carrier had the letter.",
        ));
    }
    let changes = Changes { posted_on: Some(on), ..Changes::default() };
    store::sendings::go(conn, sending, News::FoundPosted, &changes)?;
    posted(conn, floor, actor, letter, on)
}

/// Promises a look for a letter whose handing-over was let go. It may be with the carrier, so nothing else is decided before.
fn asked_once_more(conn: &mut Conn, floor: &Floor, actor: &str, letter: &OnRoad, sending: &Sending) -> Result<()> {
    if sending.stage()? != Stage::Asked || is_in_work(conn, &letter.id)? {
        return Err(Error::TooLate("This letter does not wait for anybody to decide.".into()));
    }
    jobs::enqueue::<LookFor>(conn, floor, &OneLetter { letter_id: letter.id.clone() })?;
    audit::write(conn, floor.clock.now(), &Act::new(actor, "letter.looked_for", &letter.id).because(&sending.reference))
}

/// The letter, once it counts as refused: at once where it does, and by this decision where the carrier lost sight of it.
fn given_up(conn: &mut Conn, floor: &Floor, actor: &str, letter: &OnRoad, sending: &Sending) -> Result<OnRoad> {
    if sending.stage()? == Stage::Lost {
        store::sendings::go(conn, sending, News::GivenUp, &Changes::default())?;
        refused(conn, floor, actor, letter, Stage::Lost.name())?;
        return store::road::one(conn, &letter.id);
    }
    if letter.state == State::Refused {
        return Ok(letter.clone());
    }
    Err(Error::TooLate("This letter does not wait for anybody to decide.".into()))
}

fn make_again(conn: &mut Conn, floor: &Floor, actor: &str, letter: &OnRoad) -> Result<()> {
    let changes = store::road::Changes { reason: Some(None), ..store::road::Changes::default() };
    store::road::go(conn, letter, Step::Remake, &changes)?;
    jobs::enqueue::<PrintLetter>(conn, floor, &OneLetter { letter_id: letter.id.clone() })?;
    audit::write(conn, floor.clock.now(), &Act::new(actor, "letter.made_again", &letter.id))
}
