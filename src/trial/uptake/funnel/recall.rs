//! Whether people recall a letter, as they said when asked. Everyone is asked, whatever their arm: those of another arm who say
//! yes measure contamination.

use std::collections::{BTreeMap, BTreeSet};

use super::{Denominator, Event, Figure, Members, Seen, figure};
use crate::trial::uptake::recalled::Recalled;

/// The newest answer of each person.
#[derive(Debug, Default)]
pub struct Answers<'a> {
    of: BTreeMap<&'a str, &'a str>,
    posted: BTreeSet<&'a str>,
}

impl<'a> Answers<'a> {
    /// Reads them from what is on record, in the order in which it happened.
    #[must_use]
    pub fn read(seen: &'a [Seen]) -> Self {
        let mut answers = Self::default();
        for one in seen {
            match one.event {
                Event::LetterRecalled => drop(answers.of.insert(&one.person, &one.detail)),
                Event::LetterPosted => drop(answers.posted.insert(&one.person)),
                _ => {}
            }
        }
        answers
    }

    /// How many answered; and, where the arms may be told, what those said whose letter was posted, and those of another arm.
    /// Both are left out where either group is smaller than `smallest`.
    #[must_use]
    pub fn figures(&self, members: &Members, arms_told: bool, smallest: usize) -> Vec<Figure> {
        let answered: Vec<(&str, &str)> =
            self.of.iter().filter(|(person, _)| members.in_trial.contains(**person)).map(|(p, a)| (*p, *a)).collect();
        let label = "Answered whether a letter came";
        let all = figure("answered", label, answered.len(), Denominator::InTrial, members.in_trial.len());
        let (served, other): (Vec<_>, Vec<_>) =
            answered.into_iter().partition(|(person, _)| members.receiving.contains(*person));
        let posted: Vec<_> = served.into_iter().filter(|(person, _)| self.posted.contains(person)).collect();
        if !arms_told || posted.len().min(other.len()) < smallest {
            return vec![all];
        }
        let yes = |group: &[(&str, &str)]| group.iter().filter(|(_, answer)| *answer == Recalled::Yes.name()).count();
        vec![
            all,
            figure("recalled", "Recalled a letter", yes(&posted), Denominator::AnsweredPosted, posted.len()),
            figure(
                "comparison_recalled",
                "Recalled a letter, though none was theirs",
                yes(&other),
                Denominator::AnsweredOther,
                other.len(),
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(event: Event, person: usize, detail: &str) -> Seen {
        Seen { event, person: format!("p{person}"), occasion: String::new(), detail: detail.into() }
    }

    /// Ten people, of whom the first five are owed a letter and got one. All answered.
    fn everyone() -> (Vec<Seen>, Members) {
        let posted = (0..5).map(|person| seen(Event::LetterPosted, person, ""));
        let said = ["yes", "yes", "no", "not_sure", "no", "yes", "no", "no", "no", "not_sure"];
        let answers = said.iter().enumerate().map(|(person, said)| seen(Event::LetterRecalled, person, said));
        let name = |person: usize| format!("p{person}");
        let members = Members { in_trial: (0..10).map(name).collect(), receiving: (0..5).map(name).collect() };
        (posted.chain(answers).collect(), members)
    }

    fn counts(figures: &[Figure]) -> Vec<(&str, usize, usize)> {
        figures.iter().map(|figure| (figure.key, figure.count, figure.whole)).collect()
    }

    #[test]
    fn the_newest_answer_counts_and_each_arm_has_its_own_share() {
        let (mut log, members) = everyone();
        log.push(seen(Event::LetterRecalled, 2, "yes"));
        log.push(seen(Event::LetterRecalled, 99, "yes"));
        let figures = Answers::read(&log).figures(&members, true, 5);
        assert_eq!(counts(&figures), [("answered", 10, 10), ("recalled", 3, 5), ("comparison_recalled", 1, 5)]);
    }

    #[test]
    fn arms_are_not_told_where_they_may_not_be_or_where_a_group_is_small() {
        let (log, members) = everyone();
        let answers = Answers::read(&log);
        assert_eq!(counts(&answers.figures(&members, false, 5)), [("answered", 10, 10)]);
        assert_eq!(counts(&answers.figures(&members, true, 6)), [("answered", 10, 10)]);
    }
}
