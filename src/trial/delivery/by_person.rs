//! Doses that are events of people: how many were planned for those of an arm, and how many came about.

use std::collections::BTreeMap;

use super::told::Told;
use crate::{
    floor::{db::Conn, error::Result},
    trial::{
        allocation::{frame::Member, stored::Whole},
        uptake::{event::Event, roll_up},
    },
};

/// What is counted of people.
#[derive(Debug, Clone, Copy)]
pub struct Count {
    pub key: &'static str,
    pub words: &'static str,
    /// Counted once a Round, a week of a run or a round of letters, however often it happened there.
    event: Event,
    /// Whether it is what was planned, or only what became of it.
    planned: bool,
}

const fn count(key: &'static str, words: &'static str, event: Event) -> Count {
    Count { key, words, event, planned: true }
}

const LETTERS: &[Count] = &[
    count("letters_posted", "Letters posted", Event::LetterPosted),
    Count { planned: false, ..count("letters_returned", "Letters that came back", Event::LetterReturned) },
];
const GOALS: &[Count] = &[
    count("half_hours_invited", "Half hours put into a diary", Event::SlotInvited),
    count("half_hours_accepted", "Half hours accepted in the diary", Event::SlotAccepted),
    count("weeks_begun", "Weeks begun", Event::PartStarted),
    count("weeks_finished", "Weeks come to their end", Event::PartFinished),
];
const ROUNDS: &[Count] = &[
    count("round_invitations", "Invitations to Rounds", Event::RoundInvited),
    Count { planned: false, ..count("round_bookings", "Places booked at some time", Event::RoundBooked) },
    count("round_attendances", "Rounds attended", Event::RoundAttended),
];

/// What is counted of an intervention.
pub const fn counts(intervention: &str) -> &'static [Count] {
    match intervention.as_bytes() {
        b"letters" => LETTERS,
        b"goals" => GOALS,
        b"rounds" => ROUNDS,
        _ => &[],
    }
}

impl Count {
    /// How often each of these people was meant to get it, together; `None` for what nobody plans.
    pub fn planned(&self, meant_for: &[&Member], told: &Told) -> Option<usize> {
        self.planned.then(|| meant_for.iter().map(|member| told.each_of(&member.authority)).sum())
    }
}

/// How many came about of each measure, person by person, as far as it compares arms.
pub fn of_each(
    conn: &mut Conn,
    intervention: &str,
    whole: &Whole,
) -> Result<Vec<(&'static Count, BTreeMap<String, usize>)>> {
    let mut counted: Vec<(&'static Count, BTreeMap<String, usize>)> =
        counts(intervention).iter().map(|count| (count, BTreeMap::new())).collect();
    roll_up::each(conn, &whole.list.trial.id, Some(whole), |person, so_far| {
        for (count, each) in &mut counted {
            let many = so_far.many(count.event);
            if many > 0 {
                each.insert(person.clone(), many);
            }
        }
    })?;
    Ok(counted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_planned_is_what_each_authority_planned_for_its_people() {
        let each = [("Oakby".to_owned(), 3), ("Elmby".to_owned(), 6)].into();
        let told = Told { each, ..Told::default() };
        let people =
            ["Oakby", "Elmby", "Oakby"].map(|authority| Member { authority: authority.into(), ..Member::default() });
        assert_eq!(counts("goals")[0].planned(&people.iter().collect::<Vec<_>>(), &told), Some(12));
    }
}
