//! Doses that are events of people: how many were planned for those of an arm, and how many came about.

use std::collections::{BTreeMap, BTreeSet};

use super::told::Told;
use crate::trial::{
    allocation::frame::Member,
    uptake::{event::Event, funnel::Seen},
};

/// What is counted of people.
#[derive(Debug, Clone, Copy)]
pub struct Count {
    pub key: &'static str,
    pub words: &'static str,
    event: Event,
    /// How many parts of an occasion tell one unit from another.
    parts: usize,
    /// Whether it is what was planned, or only what became of it.
    planned: bool,
}

const fn count(key: &'static str, words: &'static str, event: Event, parts: usize) -> Count {
    Count { key, words, event, parts, planned: true }
}

const LETTERS: &[Count] = &[
    count("letters_posted", "Letters posted", Event::LetterPosted, 1),
    Count { planned: false, ..count("letters_returned", "Letters that came back", Event::LetterReturned, 1) },
];
const GOALS: &[Count] = &[
    count("half_hours_invited", "Half hours put into a diary", Event::SlotInvited, 2),
    count("half_hours_accepted", "Half hours accepted in the diary", Event::SlotAccepted, 2),
    count("weeks_begun", "Weeks begun", Event::PartStarted, 2),
    count("weeks_finished", "Weeks come to their end", Event::PartFinished, 2),
];
const ROUNDS: &[Count] = &[
    count("round_invitations", "Invitations to Rounds", Event::RoundInvited, 1),
    Count { planned: false, ..count("round_bookings", "Places booked at some time", Event::RoundBooked, 1) },
    count("round_attendances", "Rounds attended", Event::RoundAttended, 1),
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

    /// How many came about, person by person.
    pub fn of_each<'a>(&self, seen: &'a [Seen]) -> BTreeMap<&'a str, usize> {
        let of_it = seen.iter().filter(|one| one.event == self.event);
        let units: BTreeSet<(&str, &str)> =
            of_it.map(|one| (one.person.as_str(), start(&one.occasion, self.parts))).collect();
        let mut each = BTreeMap::new();
        units.into_iter().for_each(|(person, _)| *each.entry(person).or_default() += 1);
        each
    }
}

/// The first so many parts of an occasion, between strokes.
fn start(occasion: &str, parts: usize) -> &str {
    occasion.match_indices('/').nth(parts.saturating_sub(1)).map_or(occasion, |(at, _)| &occasion[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happens_again_within_one_unit_is_one_unit() {
        assert_eq!([start("r/3/2", 1), start("r/3/2", 2), start("r", 2)], ["r", "r/3", "r"]);
        let seen = |person: &str, event, occasion: &str| Seen {
            event,
            person: person.into(),
            occasion: occasion.into(),
            detail: String::new(),
        };
        let log = [
            seen("ann", Event::SlotInvited, "run/1"),
            seen("ann", Event::SlotInvited, "run/1/2"),
            seen("ann", Event::SlotInvited, "run/2"),
            seen("ben", Event::SlotInvited, "run/1"),
            seen("cai", Event::SlotAccepted, "run/1"),
        ];
        let invited = counts("goals")[0];
        assert_eq!(invited.of_each(&log), [("ann", 2), ("ben", 1)].into());
        let each = [("Oakby".to_owned(), 3), ("Elmby".to_owned(), 6)].into();
        let told = Told { each, ..Told::default() };
        let people =
            ["Oakby", "Elmby", "Oakby"].map(|authority| Member { authority: authority.into(), ..Member::default() });
        assert_eq!(invited.planned(&people.iter().collect::<Vec<_>>(), &told), Some(12));
    }
}
