//! The funnel of a trial of Rounds. A person is invited to several, so that people and invitations are counted apart, each over
//! its own denominator: what became of an invitation is one of nine things that add up, and how many Rounds somebody came to
//! is their dose.

use std::collections::BTreeMap;

use super::{Check, Counting, Denominator, Event, Figure, Funnel, Members, check, figure};
use crate::trial::uptake::so_far::{Ever, Place, Question, SoFar, Tally};

/// A person's road, in order.
const STEPS: [&str; 5] = ["in_trial", "allocated", "invited", "booked", "attended"];
/// A dose of this many Rounds or more is counted as one.
const MOST: usize = 3;

/// What became of an invitation, as the last thing that happened to it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Silent,
    Booked,
    Waiting,
    Offered,
    Declined,
    Apologised,
    Expired,
    Left,
    SetAside,
}

impl End {
    /// Each with its key and label.
    const ALL: [(Self, &str, &str); 9] = [
        (Self::Silent, "places_silent", "Nothing was heard"),
        (Self::Booked, "places_booked", "Booked to the end"),
        (Self::Waiting, "places_waiting", "Waiting to the end"),
        (Self::Offered, "places_offered", "A place is kept for them"),
        (Self::Declined, "places_declined", "Declined"),
        (Self::Apologised, "places_apologised", "Gave a booked place back"),
        (Self::Expired, "places_expired", "Let an offered place go by"),
        (Self::Left, "places_left", "Left, or asked to be left out"),
        (Self::SetAside, "places_set_aside", "Set aside, since their site withdrew"),
    ];

    /// Of an invitation, or of a place that somebody had without one. Whoever was invited and never heard of is silent.
    fn of(place: Place<'_>) -> Option<Self> {
        match place.last(Question::Place) {
            Some(Event::RoundBooked) => Some(Self::Booked),
            Some(Event::RoundWaiting) => Some(Self::Waiting),
            Some(Event::RoundOffered) => Some(Self::Offered),
            Some(Event::RoundDeclined) => Some(Self::Declined),
            Some(Event::RoundApologised) => Some(Self::Apologised),
            Some(Event::RoundExpired) => Some(Self::Expired),
            Some(Event::RoundLeft) => Some(Self::Left),
            Some(Event::RoundSetAside) => Some(Self::SetAside),
            Some(Event::RoundBroughtBack) => Some(Self::Silent),
            _ => place.saw(Event::RoundInvited).then_some(Self::Silent),
        }
    }
}

/// Which places saw which event, and where each stands at the end.
#[derive(Debug)]
pub struct Rounds<'m> {
    members: &'m Members,
    places: Tally,
    ends: [usize; End::ALL.len()],
    /// People of the arm that is served who saw an event once or more.
    served: Tally,
    /// How many of those came to no Round, to one, two, and more; who has no row came to none.
    came_to: [usize; MOST + 1],
    /// Invited, and of another arm.
    invited_beside: usize,
    came_of_invited: usize,
    came_besides: usize,
    /// Attendances of people in the trial whose arm is not served.
    came_of_another_arm: usize,
}

impl<'m> Rounds<'m> {
    #[must_use]
    pub fn new(members: &'m Members) -> Self {
        Self {
            members,
            places: Tally::default(),
            ends: [0; End::ALL.len()],
            served: Tally::default(),
            came_to: [0; MOST + 1],
            invited_beside: 0,
            came_of_invited: 0,
            came_besides: 0,
            came_of_another_arm: 0,
        }
    }

    fn many(&self, event: Event) -> usize {
        self.places.of(event)
    }

    fn people(&self) -> Vec<Figure> {
        let (trial, whole) = (self.members.in_trial.len(), self.members.receiving.len());
        let of = |key, label, event| figure(key, label, self.served.of(event), Denominator::RoundsOffered, whole);
        let figures = vec![
            figure("in_trial", "In the trial", trial, Denominator::None, 0),
            figure("allocated", "Allocated to Rounds", whole, Denominator::InTrial, trial),
            of("invited", "Invited to a Round or more", Event::RoundInvited),
            of("booked", "Booked a place", Event::RoundBooked),
            of("attended", "Came to a Round or more", Event::RoundAttended),
        ];
        figures.into_iter().map(|figure| figure.along(&STEPS)).collect()
    }

    /// To how many Rounds each of those allocated came.
    fn dose(&self) -> Vec<Figure> {
        let whole = self.members.receiving.len();
        let came: usize = self.came_to[1..].iter().sum();
        let keys = [
            ("dose_0", "Came to no Round", whole.saturating_sub(came)),
            ("dose_1", "Came to one", self.came_to[1]),
            ("dose_2", "Came to two", self.came_to[2]),
            ("dose_3_or_more", "Came to three or more", self.came_to[MOST]),
        ];
        keys.map(|(key, label, count)| figure(key, label, count, Denominator::RoundsOffered, whole)).into()
    }

    fn invitations(&self) -> Vec<Figure> {
        let whole = self.many(Event::RoundInvited);
        let of = |key, label, count| figure(key, label, count, Denominator::InvitedToRounds, whole);
        let plain = |key, label, count| figure(key, label, count, Denominator::None, 0);
        let ever = |key, label, event| of(key, label, self.many(event));
        let mut figures = vec![
            plain("invitations", "Invitations to Rounds", whole),
            plain("attendances", "Attendances", self.many(Event::RoundAttended)),
            plain("came_besides", "Attendances without an invitation", self.came_besides),
            plain("from_another_arm", "Of these, by people of another arm", self.came_of_another_arm),
            ever("delivered", "The invitation left", Event::RoundDelivered),
            ever("bounced", "The invitation came back", Event::RoundBounced),
            ever("ever_booked", "Booked at some time", Event::RoundBooked),
            ever("ever_waiting", "Waited at some time", Event::RoundWaiting),
            ever("ever_offered", "Were offered a place", Event::RoundOffered),
            ever("covered", "A colleague agreed to cover", Event::RoundCovered),
            of("came", "Came, of those invited", self.came_of_invited),
        ];
        figures.extend(End::ALL.map(|(end, key, label)| of(key, label, self.ended(end))));
        figures
    }

    /// Places that stand so at the end.
    fn ended(&self, end: End) -> usize {
        self.ends[end as usize]
    }

    fn checks(&self) -> Vec<Check> {
        let ended = End::ALL.iter().map(|(end, _, _)| self.ended(*end)).sum();
        let dose: usize = self.dose().iter().map(|figure| figure.count).sum();
        vec![
            check(
                "invitations = silent + booked + waiting + offered + declined + apologised + expired + left + set aside",
                self.many(Event::RoundInvited),
                ended,
            ),
            check(
                "people allocated to Rounds = those who came to none, one, two, and three or more",
                self.members.receiving.len(),
                dose,
            ),
            check("nobody of another arm was invited", 0, self.invited_beside),
        ]
    }
}

impl Counting for Rounds<'_> {
    fn take(&mut self, person: &str, so_far: &SoFar, ever: Ever) {
        let served = self.members.receiving.contains(person);
        let mut came_to = 0;
        for place in so_far.places() {
            place.events().for_each(|event| self.places.add(event));
            if let Some(end) = End::of(place) {
                self.ends[end as usize] += 1;
            }
            let came = usize::from(place.saw(Event::RoundAttended));
            let invited = place.saw(Event::RoundInvited);
            *if invited { &mut self.came_of_invited } else { &mut self.came_besides } += came;
            came_to += came;
        }
        if served {
            ever.events().for_each(|event| self.served.add(event));
            self.came_to[came_to.min(MOST)] += 1;
        } else {
            self.invited_beside += usize::from(ever.saw(Event::RoundInvited));
            self.came_of_another_arm += if self.members.in_trial.contains(person) { came_to } else { 0 };
        }
    }

    fn funnel(self: Box<Self>) -> Funnel {
        let figures = [self.people(), self.dose(), self.invitations()].concat();
        Funnel { checks: self.checks(), not_owed: BTreeMap::new(), figures }
    }
}

#[cfg(test)]
mod tests;
