//! The funnel of a trial of Rounds. A person is invited to several, so that people and invitations are counted apart, each over
//! its own denominator: what became of an invitation is one of eight things that add up, and how many Rounds somebody came to
//! is their dose.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Denominator, Event, Figure, Funnel, Members, Seen, check, figure};

/// A person's road, in order.
const STEPS: [&str; 5] = ["in_trial", "allocated", "invited", "booked", "attended"];
/// A dose of this many Rounds or more is counted as one.
const MOST: usize = 3;

/// A person and a Round.
type Place<'a> = (&'a str, &'a str);

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
}

impl End {
    /// Each with its key and label.
    const ALL: [(Self, &str, &str); 8] = [
        (Self::Silent, "places_silent", "Nothing was heard"),
        (Self::Booked, "places_booked", "Booked to the end"),
        (Self::Waiting, "places_waiting", "Waiting to the end"),
        (Self::Offered, "places_offered", "A place is kept for them"),
        (Self::Declined, "places_declined", "Declined"),
        (Self::Apologised, "places_apologised", "Gave a booked place back"),
        (Self::Expired, "places_expired", "Let an offered place go by"),
        (Self::Left, "places_left", "Left, or asked to be left out"),
    ];

    fn by(event: Event) -> Option<Self> {
        match event {
            Event::RoundBooked => Some(Self::Booked),
            Event::RoundWaiting => Some(Self::Waiting),
            Event::RoundOffered => Some(Self::Offered),
            Event::RoundDeclined => Some(Self::Declined),
            Event::RoundApologised => Some(Self::Apologised),
            Event::RoundExpired => Some(Self::Expired),
            Event::RoundLeft => Some(Self::Left),
            _ => None,
        }
    }
}

impl Funnel {
    /// The funnel of a trial of Rounds.
    #[must_use]
    pub fn of_rounds(seen: &[Seen], members: &Members) -> Self {
        let seen = as_said_last(seen);
        let places = Places::sort(&seen);
        let mut figures = places.people(members);
        figures.extend(places.dose(members));
        figures.extend(places.invitations(members));
        Self { checks: places.checks(members), not_owed: BTreeMap::new(), figures }
    }
}

/// Which places saw which event, and where each stands at the end.
#[derive(Default)]
struct Places<'a> {
    ever: BTreeMap<Event, BTreeSet<Place<'a>>>,
    ends: BTreeMap<Place<'a>, End>,
}

impl<'a> Places<'a> {
    fn sort(seen: &'a [Seen]) -> Self {
        let mut places = Self::default();
        for one in seen {
            let place = (one.person.as_str(), round(&one.occasion));
            places.ever.entry(one.event).or_default().insert(place);
            if let Some(end) = End::by(one.event) {
                places.ends.insert(place, end);
            }
        }
        places
    }

    fn of(&self, event: Event) -> impl Iterator<Item = &Place<'a>> {
        self.ever.get(&event).into_iter().flatten()
    }

    fn many(&self, event: Event) -> usize {
        self.of(event).count()
    }

    fn people_of(&self, event: Event) -> BTreeSet<&'a str> {
        self.of(event).map(|(person, _)| *person).collect()
    }

    /// People of the arm that is served who saw an event.
    fn served(&self, event: Event, members: &Members) -> usize {
        self.people_of(event).iter().filter(|person| members.receiving.contains(**person)).count()
    }

    fn invited(&self, place: &Place<'_>) -> bool {
        self.ever.get(&Event::RoundInvited).is_some_and(|invited| invited.contains(place))
    }

    fn people(&self, members: &Members) -> Vec<Figure> {
        let (trial, whole) = (members.in_trial.len(), members.receiving.len());
        let of = |key, label, event| figure(key, label, self.served(event, members), Denominator::RoundsOffered, whole);
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
    fn dose(&self, members: &Members) -> Vec<Figure> {
        let whole = members.receiving.len();
        let mut came: BTreeMap<&str, usize> = BTreeMap::new();
        for (person, _) in self.of(Event::RoundAttended) {
            *came.entry(person).or_default() += 1;
        }
        let doses = members.receiving.iter().map(|person| came.get(person.as_str()).copied().unwrap_or_default());
        let doses: Vec<usize> = doses.map(|dose| dose.min(MOST)).collect();
        let keys = [
            ("dose_0", "Came to no Round"),
            ("dose_1", "Came to one"),
            ("dose_2", "Came to two"),
            ("dose_3_or_more", "Came to three or more"),
        ];
        let many = |dose: usize| doses.iter().filter(|one| **one == dose).count();
        let figures = keys.into_iter().enumerate();
        figures.map(|(dose, (key, label))| figure(key, label, many(dose), Denominator::RoundsOffered, whole)).collect()
    }

    fn invitations(&self, members: &Members) -> Vec<Figure> {
        let whole = self.many(Event::RoundInvited);
        let of = |key, label, count| figure(key, label, count, Denominator::InvitedToRounds, whole);
        let ever = |key, label, event| of(key, label, self.many(event));
        let came = self.of(Event::RoundAttended).filter(|place| self.invited(place)).count();
        let mut figures = vec![
            figure("invitations", "Invitations to Rounds", whole, Denominator::None, 0),
            figure("attendances", "Attendances", self.many(Event::RoundAttended), Denominator::None, 0),
            figure("came_besides", "Attendances without an invitation", self.besides(), Denominator::None, 0),
            figure(
                "from_another_arm",
                "Of these, by people of another arm",
                self.others(members),
                Denominator::None,
                0,
            ),
            ever("delivered", "The invitation left", Event::RoundDelivered),
            ever("bounced", "The invitation came back", Event::RoundBounced),
            ever("ever_booked", "Booked at some time", Event::RoundBooked),
            ever("ever_waiting", "Waited at some time", Event::RoundWaiting),
            ever("ever_offered", "Were offered a place", Event::RoundOffered),
            ever("covered", "A colleague agreed to cover", Event::RoundCovered),
            of("came", "Came, of those invited", came),
        ];
        let ends = End::ALL.map(|(end, key, label)| of(key, label, self.ended(end)));
        figures.extend(ends);
        figures
    }

    /// Places that stand so at the end. Whoever was invited and never heard of is silent.
    fn ended(&self, end: End) -> usize {
        let silent = || self.of(Event::RoundInvited).filter(|place| !self.ends.contains_key(*place)).count();
        if end == End::Silent { silent() } else { self.ends.values().filter(|one| **one == end).count() }
    }

    fn besides(&self) -> usize {
        self.of(Event::RoundAttended).filter(|place| !self.invited(place)).count()
    }

    /// Attendances of people in the trial whose arm is not served.
    fn others(&self, members: &Members) -> usize {
        let other = |person: &str| members.in_trial.contains(person) && !members.receiving.contains(person);
        self.of(Event::RoundAttended).filter(|(person, _)| other(person)).count()
    }

    fn checks(&self, members: &Members) -> Vec<Check> {
        let invited = self.people_of(Event::RoundInvited);
        let beside = invited.iter().filter(|person| !members.receiving.contains(**person)).count();
        let ended = End::ALL.iter().map(|(end, _, _)| self.ended(*end)).sum();
        let dose: usize = self.dose(members).iter().map(|figure| figure.count).sum();
        vec![
            check(
                "invitations = silent + booked + waiting + offered + declined + apologised + expired + left",
                self.many(Event::RoundInvited),
                ended,
            ),
            check(
                "people allocated to Rounds = those who came to none, one, two, and three or more",
                members.receiving.len(),
                dose,
            ),
            check("nobody of another arm was invited", 0, beside),
        ]
    }
}

/// The record without attendances that were taken back, and with each of the others once: of what was said of a person at a
/// Round, the newest counts, by the number behind the stroke in its occasion.
#[must_use]
pub fn as_said_last(seen: &[Seen]) -> Vec<Seen> {
    let said = |one: &Seen| matches!(one.event, Event::RoundAttended | Event::RoundNotAttended);
    let times = |one: &Seen| one.occasion.split_once('/').and_then(|(_, times)| times.parse().ok()).unwrap_or(1_usize);
    let mut newest: BTreeMap<Place<'_>, &Seen> = BTreeMap::new();
    for one in seen.iter().filter(|one| said(one)) {
        let newest = newest.entry((&one.person, round(&one.occasion))).or_insert(one);
        if times(one) > times(newest) {
            *newest = one;
        }
    }
    let counts = |one: &&Seen| {
        let newest = newest.get(&(one.person.as_str(), round(&one.occasion)));
        !said(one) || one.event == Event::RoundAttended && newest == Some(one)
    };
    seen.iter().filter(counts).cloned().collect()
}

/// The Round of an occasion, which may go on to say when.
fn round(occasion: &str) -> &str {
    occasion.split('/').next().unwrap_or(occasion)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn seen(person: &str, event: Event, occasion: &str) -> Seen {
        Seen { event, person: person.into(), occasion: occasion.into(), detail: String::new() }
    }

    fn members(receiving: &[&str], others: &[&str]) -> Members {
        let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        Members { in_trial: &own(receiving) | &own(others), receiving: own(receiving) }
    }

    #[test]
    fn people_and_invitations_are_counted_apart_each_where_it_ended() {
        let mut log: Vec<Seen> = ["r1", "r2", "r3"]
            .iter()
            .flat_map(|round| ["ann", "bob", "cai"].map(|person| seen(person, Event::RoundInvited, round)))
            .collect();
        log.extend([
            seen("ann", Event::RoundBooked, "r1/1"),
            seen("ann", Event::RoundApologised, "r1/2"),
            seen("ann", Event::RoundBooked, "r1/3"),
            seen("ann", Event::RoundAttended, "r1"),
            seen("ann", Event::RoundAttended, "r2"),
            seen("ann", Event::RoundAttended, "r3"),
            seen("bob", Event::RoundWaiting, "r1/1"),
            seen("bob", Event::RoundOffered, "r1/2"),
            seen("bob", Event::RoundExpired, "r1/3"),
            seen("bob", Event::RoundDeclined, "r2/1"),
            seen("dee", Event::RoundAttended, "r2"),
            seen("eva", Event::RoundAttended, "r2"),
        ]);
        let funnel = Funnel::of_rounds(&log, &members(&["ann", "bob", "cai"], &["dee"]));
        let counts = |keys: &[&str]| keys.iter().map(|key| funnel.count(key)).collect::<Vec<_>>();
        assert_eq!(counts(&["invited", "booked", "attended"]), [3, 1, 1]);
        assert_eq!(counts(&["dose_0", "dose_1", "dose_2", "dose_3_or_more"]), [2, 0, 0, 1]);
        assert_eq!(
            counts(&["invitations", "attendances", "came", "came_besides", "from_another_arm"]),
            [9, 5, 3, 2, 1]
        );
        assert_eq!(counts(&["ever_booked", "places_booked", "places_apologised"]), [1, 1, 0]);
        assert_eq!(counts(&["places_expired", "places_declined", "places_silent"]), [1, 1, 6]);
        assert!(funnel.adds_up(), "{:?}", funnel.checks);
        let step = |key| funnel.step(funnel.figure(key).unwrap());
        assert_eq!((step("allocated"), step("invited"), step("booked")), (None, None, Some(1.0 / 3.0)));
    }

    #[test]
    fn an_attendance_that_was_taken_back_counts_only_once_it_is_said_again() {
        let log = [("r1", Event::RoundInvited), ("r1", Event::RoundAttended), ("r1/2", Event::RoundNotAttended)]
            .map(|(occasion, event)| seen("ann", event, occasion));
        let counts = |log: &[Seen]| {
            let funnel = Funnel::of_rounds(log, &members(&["ann"], &[]));
            ["attended", "attendances", "came", "dose_1"].map(|key| funnel.count(key))
        };
        assert_eq!(counts(&log), [0, 0, 0, 0]);
        // In the order of the codebook, as two things of one moment come.
        let again = [&log[..2], &[seen("ann", Event::RoundAttended, "r1/3")], &log[2..]].concat();
        assert_eq!(counts(&again), [1, 1, 1, 1]);
    }

    #[test]
    fn a_place_that_nobody_was_invited_to_breaks_the_sum() {
        let log = [seen("ann", Event::RoundBooked, "r1/1")];
        assert!(!Funnel::of_rounds(&log, &members(&["ann"], &[])).checks[0].holds);
    }

    #[test]
    fn an_invitation_to_another_arm_shows_in_the_sums() {
        let log = [seen("dee", Event::RoundInvited, "r1")];
        assert!(!Funnel::of_rounds(&log, &members(&["ann"], &["dee"])).adds_up());
    }

    proptest! {
        /// Whatever happens to places that people were invited to, in any order and however often.
        #[test]
        fn the_sums_hold_for_any_order_of_events(
            happened in prop::collection::vec((0..12_u8, 0..4_u8, 0..Event::ALL.len()), 0..300),
        ) {
            let name = |n: u8| format!("p{n}");
            let mut log: Vec<Seen> = (0..12)
                .flat_map(|n| (0..4).map(move |round| (n, round)))
                .map(|(n, round)| seen(&name(n), Event::RoundInvited, &format!("r{round}")))
                .collect();
            for (nth, (n, round, event)) in happened.into_iter().enumerate() {
                log.push(seen(&name(n), Event::ALL[event], &format!("r{round}/{nth}")));
            }
            let own: BTreeSet<String> = (0..12).map(name).collect();
            let funnel = Funnel::of_rounds(&log, &Members { in_trial: own.clone(), receiving: own });
            prop_assert!(funnel.adds_up(), "{:?}", funnel.checks);
        }
    }
}
