//! A researcher brings in what people answered when asked whether they recall a letter: all of a file, or nothing. An answer
//! that is on record already stays as it is; another answer comes beside it, and the newest counts.

use std::collections::BTreeMap;

use super::{
    event::Event,
    recall_sheet::{Answers, Fault, read},
    record::{self, record},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
    },
    trial::allocation::stored::List,
};

/// What bringing a file in did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Brought {
    pub new: usize,
    pub changed: usize,
    pub same: usize,
}

impl std::fmt::Display for Brought {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} new, {} changed, {} as before", self.new, self.changed, self.same)
    }
}

/// Brings a file in. To be called inside one writing transaction.
///
/// # Errors
/// `TooLate`, where the trial's list is not locked yet.
pub fn bring_recall(
    conn: &mut Conn,
    floor: &Floor,
    actor: &str,
    trial_id: &str,
    file: &[u8],
) -> Result<std::result::Result<Brought, Vec<Fault>>> {
    let list = List::live(conn, trial_id)?.filter(|list| list.locked_at.is_some());
    let list = list.ok_or_else(|| Error::TooLate("People are asked once the list of the trial is locked.".into()))?;
    let members = list.whole(conn)?.members;
    match read(file, &members) {
        Err(faults) => Ok(Err(faults)),
        Ok(answers) => keep(conn, floor, actor, trial_id, &answers).map(Ok),
    }
}

fn keep(conn: &mut Conn, floor: &Floor, actor: &str, trial_id: &str, answers: &Answers) -> Result<Brought> {
    let (now, known, mut brought) = (floor.clock.now(), on_record(conn, trial_id)?, Brought::default());
    for (person, answer) in answers {
        let occasion = match known.get(person) {
            None => "recall".to_owned(),
            Some((_, said)) if said == answer.name() => {
                brought.same += 1;
                continue;
            }
            Some((times, _)) => format!("recall/{}", times + 1),
        };
        record(conn, now, Event::LetterRecalled, person, trial_id, &occasion, answer.name())?;
        let count = if known.contains_key(person) { &mut brought.changed } else { &mut brought.new };
        *count += 1;
    }
    audit::write(conn, now, &Act::new(actor, "recall.brought", trial_id).because(brought.to_string()))?;
    Ok(brought)
}

/// How often each person answered, and what last.
fn on_record(conn: &mut Conn, trial_id: &str) -> Result<BTreeMap<String, (usize, String)>> {
    let mut known: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for seen in record::about(conn, trial_id)?.into_iter().filter(|seen| seen.event == Event::LetterRecalled) {
        let times = known.get(&seen.person).map_or(0, |(times, _)| *times);
        known.insert(seen.person, (times + 1, seen.detail));
    }
    Ok(known)
}
