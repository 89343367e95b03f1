//! The funnel of a letters trial: lines asked of a manager, then a letter put together, signed, printed and posted.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Denominator, Event, Figure, Funnel, Members, Seen, check, figure};

impl Funnel {
    /// The funnel of a letters trial.
    #[must_use]
    pub fn of_letters(seen: &[Seen], members: &Members) -> Self {
        let people = People::sort(seen, members);
        let mut figures = people.lines(members);
        figures.extend(people.letters(members));
        let figures = figures.into_iter().map(|figure| figure.along(&STEPS)).collect();
        Self { checks: people.checks(members), not_owed: people.reasons(), figures }
    }
}

/// Each person under where they stand. Nobody stands in two places of one sum.
#[derive(Default)]
struct People<'a> {
    ever: BTreeMap<Event, BTreeSet<&'a str>>,
    gave: BTreeSet<&'a str>,
    fallback: BTreeSet<&'a str>,
    no_lines: BTreeSet<&'a str>,
    no_longer_asked: BTreeSet<&'a str>,
    posted: BTreeSet<&'a str>,
    withdrawn: BTreeSet<&'a str>,
    held: BTreeSet<&'a str>,
    not_owed: BTreeMap<&'a str, &'a str>,
    in_hand: BTreeSet<&'a str>,
    of_comparison: BTreeSet<&'a str>,
}

/// A letter's road, in order.
const STEPS: [&str; 6] = ["in_trial", "allocated", "composed", "signed", "printed", "posted"];
const NOBODY: &BTreeSet<&str> = &BTreeSet::new();
const LETTER: [Event; 6] = [
    Event::LetterComposed,
    Event::LetterReady,
    Event::LetterHeld,
    Event::LetterSigned,
    Event::LetterPrinted,
    Event::LetterPosted,
];

impl<'a> People<'a> {
    fn sort(seen: &'a [Seen], members: &'a Members) -> Self {
        let mut people = Self::default();
        let mut held = BTreeMap::new();
        let mut reasons = BTreeMap::new();
        for Seen { event, person, detail, .. } in seen {
            people.ever.entry(*event).or_default().insert(person);
            if LETTER.contains(event) {
                held.insert(person.as_str(), *event == Event::LetterHeld);
            }
            if *event == Event::LetterNotOwed {
                reasons.insert(person.as_str(), detail.as_str());
            }
        }
        people.settle_lines();
        people.settle_letters(members, &held, &reasons);
        people
    }

    fn ever(&self, event: Event) -> &BTreeSet<&'a str> {
        self.ever.get(&event).unwrap_or(NOBODY)
    }

    fn settle_lines(&mut self) {
        self.gave = self.ever(Event::LinesGave).clone();
        self.fallback = self.ever(Event::LinesFallback) - &self.gave;
        self.no_lines = &(self.ever(Event::LinesNone) - &self.gave) - &self.fallback;
        let ended = &(&self.gave | &self.fallback) | &self.no_lines;
        self.no_longer_asked = self.ever(Event::LinesNoLongerAsked) - &ended;
    }

    /// What is done cannot be undone, so 'posted' comes before every other ending.
    fn settle_letters(
        &mut self,
        members: &'a Members,
        held: &BTreeMap<&'a str, bool>,
        reasons: &BTreeMap<&'a str, &'a str>,
    ) {
        let receiving: BTreeSet<&str> = members.receiving.iter().map(String::as_str).collect();
        self.posted = self.ever(Event::LetterPosted).clone();
        self.withdrawn = self.ever(Event::LetterWithdrawn) - &self.posted;
        let ended = |person: &str| self.posted.contains(person) || self.withdrawn.contains(person);
        let not_owed = reasons.iter().filter(|(person, _)| receiving.contains(*person) && !ended(person));
        self.not_owed = not_owed.map(|(person, reason)| (*person, *reason)).collect();
        let open = |person: &str| !ended(person) && !self.not_owed.contains_key(person);
        self.held = held.iter().filter(|(person, held)| **held && open(person)).map(|(person, _)| *person).collect();
        self.in_hand =
            receiving.iter().filter(|person| open(person) && !self.held.contains(*person)).copied().collect();
        self.of_comparison = held.keys().filter(|person| !receiving.contains(*person)).copied().collect();
    }

    fn lines(&self, members: &Members) -> Vec<Figure> {
        let (trial, asked) = (members.in_trial.len(), self.ever(Event::LinesAsked).len());
        let of_asked = |key, label, count| figure(key, label, count, Denominator::Asked, asked);
        vec![
            figure("in_trial", "In the trial", trial, Denominator::None, 0),
            figure("asked", "Manager asked for two lines", asked, Denominator::None, 0),
            of_asked("gave", "Two lines were given", self.gave.len()),
            of_asked("fallback", "Written by the coordinator instead", self.fallback.len()),
            of_asked("no_lines", "Nobody could write lines", self.no_lines.len()),
            of_asked("no_longer_asked", "Lines no longer wanted", self.no_longer_asked.len()),
            of_asked("outstanding", "Lines still to come", self.outstanding()),
        ]
    }

    fn outstanding(&self) -> usize {
        let settled = |person: &&&str| {
            [&self.gave, &self.fallback, &self.no_lines, &self.no_longer_asked].iter().any(|set| set.contains(**person))
        };
        self.ever(Event::LinesAsked).iter().filter(|person| !settled(person)).count()
    }

    fn letters(&self, members: &Members) -> Vec<Figure> {
        let (trial, whole) = (members.in_trial.len(), members.receiving.len());
        let of_allocated = |key, label, count| figure(key, label, count, Denominator::Allocated, whole);
        let passed = |event| (self.ever(event) - &self.of_comparison).len();
        vec![
            figure("allocated", "Allocated to a letter", whole, Denominator::InTrial, trial),
            of_allocated("composed", "Letter put together", passed(Event::LetterComposed)),
            of_allocated("signed", "Letter signed", passed(Event::LetterSigned)),
            of_allocated("printed", "Letter printed", passed(Event::LetterPrinted)),
            of_allocated("posted", "Letter posted", self.posted.len()),
            of_allocated("held", "Held, something to mend", self.held.len()),
            of_allocated("withdrawn", "Letter taken back", self.withdrawn.len()),
            of_allocated("not_owed", "No longer owed a letter", self.not_owed.len()),
            of_allocated("in_hand", "In hand", self.in_hand.len()),
            figure(
                "returned",
                "Letter came back",
                self.ever(Event::LetterReturned).len(),
                Denominator::Posted,
                self.posted.len(),
            ),
            figure(
                "comparison_letters",
                "Letters for people of another arm",
                self.of_comparison.len(),
                Denominator::None,
                0,
            ),
        ]
    }

    fn reasons(&self) -> BTreeMap<String, usize> {
        let mut reasons = BTreeMap::new();
        for reason in self.not_owed.values() {
            *reasons.entry((*reason).to_owned()).or_default() += 1;
        }
        reasons
    }

    fn checks(&self, members: &Members) -> Vec<Check> {
        let closed = self.no_lines.len() + self.no_longer_asked.len();
        let asked = self.gave.len() + self.fallback.len() + self.outstanding() + closed;
        let letters =
            self.posted.len() + self.held.len() + self.withdrawn.len() + self.not_owed.len() + self.in_hand.len();
        vec![
            check(
                "asked = gave + fallback + outstanding + no lines + no longer asked",
                self.ever(Event::LinesAsked).len(),
                asked,
            ),
            check(
                "allocated to letter = posted + held + withdrawn + not owed + in hand",
                members.receiving.len(),
                letters,
            ),
            check("no control has a letter", 0, self.of_comparison.len()),
        ]
    }
}
