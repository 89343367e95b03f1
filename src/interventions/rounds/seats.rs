//! Who gets a seat: first come, nobody past those who wait, and no two in one room who are to be kept apart. Pure, so that
//! it can be asked of any order of events.

use super::place::State;
use crate::floor::clock::Moment;

/// A place, as far as seats go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    pub place_id: String,
    pub person_id: String,
    pub state: State,
    /// Since when they wait.
    pub since: Option<Moment>,
}

/// The seats of one Round.
#[expect(missing_debug_implementations, reason = "it holds a question to ask")]
pub struct Seats<'a> {
    pub seats: &'a [Seat],
    pub capacity: usize,
    /// Whether two people, by their ids, are to be kept apart.
    pub apart: &'a dyn Fn(&str, &str) -> bool,
}

impl Seats<'_> {
    /// Seats that are booked, or kept for somebody.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.held().count()
    }

    /// Whether somebody can have a seat at once: there is one, the room suits them, and nobody who waits comes before them.
    #[must_use]
    pub fn may_book(&self, person_id: &str) -> bool {
        self.suits(person_id) && self.next().is_none_or(|next| next.person_id == person_id)
    }

    /// Whose turn it is: whoever has waited longest of those whom the room suits.
    #[must_use]
    pub fn next(&self) -> Option<&Seat> {
        let waiting = self.seats.iter().filter(|seat| seat.state == State::Waiting && self.suits(&seat.person_id));
        waiting.min_by_key(|seat| (seat.since, &seat.place_id))
    }

    /// Those who have to give theirs back, the last to have come first: beyond what the room holds, and whoever was there
    /// later of two who are to be kept apart.
    #[must_use]
    pub fn to_give_back(&self) -> Vec<&Seat> {
        let mut held: Vec<&Seat> = self.held().collect();
        held.sort_by_key(|seat| (seat.since, &seat.place_id));
        let (mut kept, mut back): (Vec<&Seat>, Vec<&Seat>) = (Vec::new(), Vec::new());
        for seat in held {
            let clashes = kept.iter().any(|other| (self.apart)(&other.person_id, &seat.person_id));
            if clashes || kept.len() >= self.capacity { back.push(seat) } else { kept.push(seat) }
        }
        back
    }

    fn suits(&self, person_id: &str) -> bool {
        let others = || self.held().filter(|seat| seat.person_id != person_id);
        others().count() < self.capacity && !others().any(|seat| (self.apart)(&seat.person_id, person_id))
    }

    fn held(&self) -> impl Iterator<Item = &Seat> {
        self.seats.iter().filter(|seat| seat.state.is_held())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seat(person: &str, state: State, minute: u32) -> Seat {
        let since = chrono::NaiveDate::from_ymd_opt(2027, 3, 1).unwrap().and_hms_opt(9, minute, 0);
        Seat { place_id: format!("place of {person}"), person_id: person.into(), state, since }
    }

    fn nobody_apart(_: &str, _: &str) -> bool {
        false
    }

    #[test]
    fn nobody_goes_past_those_who_wait() {
        let seats = [seat("ann", State::Booked, 1), seat("bea", State::Waiting, 3), seat("cat", State::Waiting, 2)];
        let seats = Seats { seats: &seats, capacity: 2, apart: &nobody_apart };
        assert_eq!(seats.next().unwrap().person_id, "cat");
        assert!(seats.may_book("cat") && !seats.may_book("bea") && !seats.may_book("dan"));
    }

    #[test]
    fn a_seat_that_is_offered_is_taken() {
        let seats = [seat("ann", State::Booked, 1), seat("bea", State::Offered, 2)];
        let seats = Seats { seats: &seats, capacity: 2, apart: &nobody_apart };
        assert_eq!(seats.taken(), 2);
        assert!(seats.may_book("bea"), "it is kept for her");
        assert!(!seats.may_book("cat"));
    }

    #[test]
    fn two_who_are_kept_apart_are_never_in_one_room_and_the_next_one_is_not_held_up() {
        let apart = |a: &str, b: &str| matches!((a, b), ("ann", "boss") | ("boss", "ann"));
        let seats = [seat("ann", State::Booked, 1), seat("boss", State::Waiting, 2), seat("cat", State::Waiting, 3)];
        let room = Seats { seats: &seats, capacity: 3, apart: &apart };
        assert!(!room.may_book("boss"));
        assert_eq!(room.next().unwrap().person_id, "cat");
        let both = [seat("ann", State::Booked, 2), seat("boss", State::Booked, 1)];
        let room = Seats { seats: &both, capacity: 3, apart: &apart };
        assert_eq!(room.to_give_back()[0].person_id, "ann", "who came later");
    }

    #[test]
    fn a_smaller_room_asks_the_last_to_come() {
        let seats = [seat("ann", State::Booked, 3), seat("bea", State::Booked, 1), seat("cat", State::Booked, 2)];
        let room = Seats { seats: &seats, capacity: 2, apart: &nobody_apart };
        assert_eq!(room.to_give_back().iter().map(|seat| seat.person_id.as_str()).collect::<Vec<_>>(), ["ann"]);
    }
}
