//! Somebody tells. Nothing is kept of who they are: no account, no address, the day and not the hour. The same thing told again while
//! it is open is counted, so that a queue before an empty machine is one line for the coordinator.

use chrono::NaiveTime;

use super::Kind;
use crate::{
    floor::{
        Floor,
        clock::london_moment,
        db::Conn,
        error::{Complaints, Error, Result},
        web::Form,
    },
    interventions::tokens::{
        placement::{Act, Here, Placement, State},
        record::record,
        step::{By, CODE, Said, take},
        stock::{self, What},
        store,
    },
    trial::uptake::event::Event,
};

/// The longest note, in characters.
pub const LONGEST: usize = 300;
/// More notes than this wait for nobody: what is wrong is counted all the same.
const MOST_NOTES: usize = 20;

/// What somebody chose, and wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    kind: Kind,
    note: String,
}

impl Told {
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form) -> Result<Self> {
        let (mut complaints, kind) = (Complaints::default(), Kind::parse(form.text("kind")));
        if kind.is_none() {
            complaints.add("kind", "Choose what is wrong.");
        }
        let note = form.line("note");
        if note.chars().count() > LONGEST {
            complaints.add("note", format!("Keep it to {LONGEST} letters."));
        }
        complaints.or(kind)?.map(|kind| Self { kind, note }).ok_or_else(|| Error::broken("a choice was read and lost"))
    }
}

/// Puts it on record. What is broken is out of order from today; where nothing is left, that is so from today. That holds as well for what
/// is told again of a fault that nobody has seen to, where it worked in between, or something was delivered.
///
/// # Errors
/// `TooLate`, where it was taken away.
pub fn tell(conn: &mut Conn, floor: &Floor, placement: &Placement, told: &Told) -> Result<()> {
    let today = floor.clock.today();
    let here = Here::find(conn, &placement.id, today)?.held(conn)?;
    if here.placement.state == State::TakenAway {
        return Err(Error::TooLate("This was taken away. Thank you for telling us all the same.".into()));
    }
    let by = By { who: CODE, at: london_moment(today, NaiveTime::MIN) };
    let open = store::faults::of_placement(conn, &placement.id)?.into_iter();
    let fault_id = match open.filter(|fault| fault.closed.is_none()).find(|fault| fault.kind == told.kind) {
        Some(fault) => {
            store::faults::told_again(conn, &fault.id, today)?;
            fault.id
        }
        None => begin(conn, floor, &here, by, told.kind)?,
    };
    goes_without(conn, floor, &here, by, told.kind)?;
    keep_note(conn, floor, &here, &fault_id, &told.note)
}

fn begin(conn: &mut Conn, floor: &Floor, here: &Here, by: By<'_>, kind: Kind) -> Result<String> {
    let (id, today) = (floor.ids.random(), floor.clock.today());
    store::faults::add(conn, &id, &here.placement.id, kind, today)?;
    record(conn, by.at, here, Event::TokenFault, (&id, today), kind.name())?;
    Ok(id)
}

/// From today it does not do what it is there for, where that is not on record yet.
fn goes_without(conn: &mut Conn, floor: &Floor, here: &Here, by: By<'_>, kind: Kind) -> Result<()> {
    let today = floor.clock.today();
    match kind {
        Kind::Broken if here.placement.state == State::Working => {
            let said = Said { on: today, why: String::new() };
            take(conn, by, here, Act::BreakDown, ("", &said))
        }
        Kind::NothingLeft => stock::out::begin(conn, &floor.ids.random(), here, by, (What::Everything, today)),
        _ => Ok(()),
    }
}

fn keep_note(conn: &mut Conn, floor: &Floor, here: &Here, fault_id: &str, note: &str) -> Result<()> {
    if note.is_empty() || store::faults::notes(conn, &here.placement.id, "to_screen")?.len() >= MOST_NOTES {
        return Ok(());
    }
    let id = floor.ids.random();
    let sealed = floor.secrets.seal(&floor.ids, &context(&id), note.as_bytes())?;
    store::faults::add_note(conn, &id, fault_id, floor.clock.today(), &sealed)
}

/// What a note is sealed beside.
pub(super) fn context(id: &str) -> String {
    format!("tokens/note:{id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(kind: &str, note: &str) -> Result<Told> {
        Told::parse(&Form::of(vec![("kind".into(), kind.into()), ("note".into(), note.into())]))
    }

    #[test]
    fn something_is_chosen_and_a_note_is_short() {
        assert_eq!(parsed("broken", " it  leaks ").unwrap(), Told { kind: Kind::Broken, note: "it leaks".into() });
        assert!(parsed("", "").unwrap_err().to_string().contains("Choose what is wrong"));
        assert!(parsed("flooded", "").is_err());
        assert!(parsed("other", &"a".repeat(301)).unwrap_err().to_string().contains("300 letters"));
        assert!(Kind::ALL.into_iter().all(|kind| Kind::parse(kind.name()) == Some(kind)));
    }
}
