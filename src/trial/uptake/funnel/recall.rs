//! Whether people recall a letter, as they said when asked. Everyone is asked, whatever their arm: those of another arm who say
//! yes measure contamination.

use super::{Denominator, Event, Figure, Members, figure};
use crate::trial::uptake::{
    recalled::Recalled,
    so_far::{Question, SoFar},
};

/// What the newest answer of each person in a trial said.
#[derive(Debug)]
pub struct Answers<'m> {
    members: &'m Members,
    answered: usize,
    /// Of those whose letter was posted, and of those of another arm: how many answered, and how many said yes.
    posted: (usize, usize),
    other: (usize, usize),
}

impl<'m> Answers<'m> {
    #[must_use]
    pub const fn new(members: &'m Members) -> Self {
        Self { members, answered: 0, posted: (0, 0), other: (0, 0) }
    }

    pub fn take(&mut self, person: &str, so_far: &SoFar) {
        let Some((_, answer)) = so_far.last(Question::LetterRecall) else { return };
        if !self.members.in_trial.contains(person) {
            return;
        }
        self.answered += 1;
        let group = match self.members.receiving.contains(person) {
            false => &mut self.other,
            true if so_far.saw(Event::LetterPosted) => &mut self.posted,
            true => return,
        };
        group.0 += 1;
        group.1 += usize::from(answer == Recalled::Yes.name());
    }

    /// How many answered; and, where the arms may be told, what those said whose letter was posted, and those of another arm.
    /// Both are left out where either group is smaller than `smallest`.
    #[must_use]
    pub fn figures(&self, arms_told: bool, smallest: usize) -> Vec<Figure> {
        let (Self { posted, other, .. }, trial) = (self, self.members.in_trial.len());
        let mut figures =
            vec![figure("answered", "Answered whether a letter came", self.answered, Denominator::InTrial, trial)];
        if arms_told && posted.0.min(other.0) >= smallest {
            let label = "Recalled one, though none was theirs";
            figures.extend([
                figure("recalled", "Recalled a letter", posted.1, Denominator::AnsweredPosted, posted.0),
                figure("comparison_recalled", label, other.1, Denominator::AnsweredOther, other.0),
            ]);
        }
        figures
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::uptake::{record::Seen, roll_up::so_far_of};

    fn seen(event: Event, person: usize, detail: &str) -> Seen {
        Seen { event, person: format!("p{person}"), occasion: String::new(), detail: detail.into() }
    }

    fn read<'m>(log: &[Seen], members: &'m Members) -> Answers<'m> {
        let mut answers = Answers::new(members);
        so_far_of(log).iter().for_each(|(person, so_far)| answers.take(person, so_far));
        answers
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
        let figures = read(&log, &members).figures(true, 5);
        assert_eq!(counts(&figures), [("answered", 10, 10), ("recalled", 3, 5), ("comparison_recalled", 1, 5)]);
    }

    #[test]
    fn arms_are_not_told_where_they_may_not_be_or_where_a_group_is_small() {
        let (log, members) = everyone();
        let answers = read(&log, &members);
        assert_eq!(counts(&answers.figures(false, 5)), [("answered", 10, 10)]);
        assert_eq!(counts(&answers.figures(true, 6)), [("answered", 10, 10)]);
    }
}
