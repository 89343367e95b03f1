//! Somebody asks for fewer messages, for none for a while, or for paper; or takes that back.

use chrono::NaiveDate;

use super::{choice::Choice, may_send::LONGEST_SNOOZE, store};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        clock::long_date,
        db::Conn,
        error::{Error, Result},
    },
    trial::uptake::{event::Event, record::record},
};

/// Puts a choice on record; `holds` is false where one is taken back. `until` is for a snooze.
///
/// # Errors
/// `Invalid`, for a snooze that ends too soon or too late.
pub fn choose(
    conn: &mut Conn,
    floor: &Floor,
    person_id: &str,
    choice: Choice,
    holds: bool,
    until: Option<NaiveDate>,
) -> Result<()> {
    let (now, today) = (floor.clock.now(), floor.clock.today());
    let until = until.filter(|_| choice == Choice::Snooze);
    if choice == Choice::Snooze && holds {
        let latest = today + LONGEST_SNOOZE;
        if until.is_none_or(|day| day <= today || day > latest) {
            let says = format!("Give a day after today, {} at the latest.", long_date(latest));
            return Err(Error::invalid("until", says));
        }
    }
    store::add_choice(conn, floor, person_id, choice, holds, until)?;
    let detail = if holds { choice.name().to_owned() } else { format!("{} taken back", choice.name()) };
    record(conn, now, Event::ContactChose, person_id, "", &now.to_string(), &detail)?;
    audit::write(conn, now, &Act::new(person_id, "contact.chose", person_id).because(detail))
}
