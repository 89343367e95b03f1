//! The funnel of a letters trial: lines asked of a manager, then a letter put together, signed, printed and posted.

use std::collections::BTreeMap;

use super::{Answers, Check, Counting, Denominator, Event, Figure, Funnel, Members, check, figure};
use crate::trial::uptake::so_far::{Ever, Question, SoFar};

/// A letter's road, in order.
const STEPS: [&str; 6] = ["in_trial", "allocated", "composed", "signed", "printed", "posted"];

/// Each person under where they stand. Nobody stands in two places of one sum.
#[derive(Debug)]
pub struct Letters<'m> {
    members: &'m Members,
    answers: Answers<'m>,
    arms_told: bool,
    smallest: usize,
    asked: usize,
    gave: usize,
    fallback: usize,
    no_lines: usize,
    no_longer_asked: usize,
    outstanding: usize,
    composed: usize,
    signed: usize,
    printed: usize,
    posted: usize,
    returned: usize,
    withdrawn: usize,
    held: usize,
    /// By reason.
    not_owed: BTreeMap<String, usize>,
    /// Of those who are served, whose letter has come to an end or is held.
    settled: usize,
    of_comparison: usize,
}

impl<'m> Letters<'m> {
    /// What each arm answered is said where the arms may be told, and of `smallest` people or more.
    #[must_use]
    pub fn new(members: &'m Members, arms_told: bool, smallest: usize) -> Self {
        Self {
            members,
            answers: Answers::new(members),
            arms_told,
            smallest,
            asked: 0,
            gave: 0,
            fallback: 0,
            no_lines: 0,
            no_longer_asked: 0,
            outstanding: 0,
            composed: 0,
            signed: 0,
            printed: 0,
            posted: 0,
            returned: 0,
            withdrawn: 0,
            held: 0,
            not_owed: BTreeMap::new(),
            settled: 0,
            of_comparison: 0,
        }
    }

    fn take_lines(&mut self, ever: Ever) {
        let asked = ever.saw(Event::LinesAsked);
        self.asked += usize::from(asked);
        let ended = [
            (Event::LinesGave, &mut self.gave),
            (Event::LinesFallback, &mut self.fallback),
            (Event::LinesNone, &mut self.no_lines),
            (Event::LinesNoLongerAsked, &mut self.no_longer_asked),
        ];
        match ended.into_iter().find(|(event, _)| ever.saw(*event)) {
            Some((_, count)) => *count += 1,
            None => self.outstanding += usize::from(asked),
        }
    }

    /// What is done cannot be undone, so 'posted' comes before every other ending.
    fn take_letter(&mut self, so_far: &SoFar, ever: Ever, served: bool) {
        let stands = so_far.last(Question::Letter).map(|(event, _)| event);
        if stands.is_some() && !served {
            self.of_comparison += 1;
        } else {
            self.composed += usize::from(ever.saw(Event::LetterComposed));
            self.signed += usize::from(ever.saw(Event::LetterSigned));
            self.printed += usize::from(ever.saw(Event::LetterPrinted));
        }
        self.returned += usize::from(ever.saw(Event::LetterReturned));
        let not_owed = so_far.last(Question::NotOwed).filter(|_| served);
        if ever.saw(Event::LetterPosted) {
            self.posted += 1;
        } else if ever.saw(Event::LetterWithdrawn) {
            self.withdrawn += 1;
        } else if let Some((_, reason)) = not_owed {
            *self.not_owed.entry(reason.to_owned()).or_default() += 1;
        } else if stands == Some(Event::LetterHeld) {
            self.held += 1;
        } else {
            return;
        }
        self.settled += usize::from(served);
    }

    fn lines(&self) -> Vec<Figure> {
        let of_asked = |key, label, count| figure(key, label, count, Denominator::Asked, self.asked);
        vec![
            figure("in_trial", "In the trial", self.members.in_trial.len(), Denominator::None, 0),
            figure("asked", "Manager asked for two lines", self.asked, Denominator::None, 0),
            of_asked("gave", "Two lines were given", self.gave),
            of_asked("fallback", "Written by the coordinator instead", self.fallback),
            of_asked("no_lines", "Nobody could write lines", self.no_lines),
            of_asked("no_longer_asked", "Lines no longer wanted", self.no_longer_asked),
            of_asked("outstanding", "Lines still to come", self.outstanding),
        ]
    }

    fn letters(&self) -> Vec<Figure> {
        let (trial, whole) = (self.members.in_trial.len(), self.members.receiving.len());
        let of_allocated = |key, label, count| figure(key, label, count, Denominator::Allocated, whole);
        let other = "Letters for people of another arm";
        vec![
            figure("allocated", "Allocated to a letter", whole, Denominator::InTrial, trial),
            of_allocated("composed", "Letter put together", self.composed),
            of_allocated("signed", "Letter signed", self.signed),
            of_allocated("printed", "Letter printed", self.printed),
            of_allocated("posted", "Letter posted", self.posted),
            of_allocated("held", "Held, something to mend", self.held),
            of_allocated("withdrawn", "Letter taken back", self.withdrawn),
            of_allocated("not_owed", "No longer owed a letter", self.no_longer_owed()),
            of_allocated("in_hand", "In hand", self.in_hand()),
            figure("returned", "Letter came back", self.returned, Denominator::Posted, self.posted),
            figure("comparison_letters", other, self.of_comparison, Denominator::None, 0),
        ]
    }

    fn no_longer_owed(&self) -> usize {
        self.not_owed.values().sum()
    }

    /// Those who are served whose letter is neither held nor at an end, with those of whom nothing is on record.
    fn in_hand(&self) -> usize {
        self.members.receiving.len().saturating_sub(self.settled)
    }

    fn checks(&self) -> Vec<Check> {
        let asked = self.gave + self.fallback + self.outstanding + self.no_lines + self.no_longer_asked;
        let letters = self.posted + self.held + self.withdrawn + self.no_longer_owed() + self.in_hand();
        vec![
            check("asked = gave + fallback + outstanding + no lines + no longer asked", self.asked, asked),
            check(
                "allocated to letter = posted + held + withdrawn + not owed + in hand",
                self.members.receiving.len(),
                letters,
            ),
            check("no control has a letter", 0, self.of_comparison),
        ]
    }
}

impl Counting for Letters<'_> {
    fn take(&mut self, person: &str, so_far: &SoFar, ever: Ever) {
        self.take_lines(ever);
        self.take_letter(so_far, ever, self.members.receiving.contains(person));
        self.answers.take(person, so_far);
    }

    fn funnel(self: Box<Self>) -> Funnel {
        let mut figures: Vec<Figure> =
            self.lines().into_iter().chain(self.letters()).map(|figure| figure.along(&STEPS)).collect();
        figures.extend(self.answers.figures(self.arms_told, self.smallest));
        Funnel { checks: self.checks(), figures, not_owed: self.not_owed }
    }
}
