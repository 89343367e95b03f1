//! What may be shown of the forms of a Round: nothing before its form has closed, nothing of fewer forms than the smallest group,
//! and no question that fewer than that answered.

use serde::Serialize;

use super::{
    has_closed,
    instrument::{Instrument, Kind, Question},
};
use crate::{
    floor::{Floor, clock::Moment, db::Conn, error::Result},
    interventions::rounds::{
        round::Round,
        store::{self, feedback::Tallies},
    },
    trial::uptake::hide::{Group, Shown, hide_small},
};

/// All that is said of a Round's forms.
#[derive(Debug, Clone)]
pub struct Figures {
    pub by_link: usize,
    pub on_paper: usize,
    pub shows: Shows,
    /// Empty unless figures are shown.
    pub questions: Vec<Distribution>,
}

/// Whether figures are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shows {
    Figures,
    /// The form is still open.
    NotYet,
    /// Fewer forms than the smallest group.
    TooFew,
}

/// How one question was answered.
#[derive(Debug, Clone)]
pub struct Distribution {
    pub question: String,
    pub kind: Kind,
    /// Words, and how many chose them; `None` where that is hidden.
    pub answers: Vec<(String, Option<usize>)>,
}

impl Distribution {
    /// How many answered; `None` where any of it is hidden.
    #[must_use]
    pub fn answered(&self) -> Option<usize> {
        self.answers.iter().map(|(_, count)| *count).sum()
    }

    /// How many chose one of the upper two of five, as ratings are told of (Baker 2021); `None` where that is hidden or no
    /// question of steps.
    #[must_use]
    pub fn upper_two(&self) -> Option<usize> {
        let steps = matches!(self.kind, Kind::Agreement | Kind::Rating);
        self.answers.iter().rev().take(2).map(|(_, count)| *count).sum::<Option<usize>>().filter(|_| steps)
    }
}

impl Figures {
    /// Those of a Round, as they may be shown now.
    pub fn of(conn: &mut Conn, floor: &Floor, round: &Round) -> Result<Self> {
        let (by_link, on_paper) = store::feedback::forms(conn, &round.id)?;
        let smallest = usize::try_from(floor.settings.reports.smallest_group).unwrap_or(usize::MAX);
        let shows = shows(round, floor.clock.now(), by_link + on_paper, smallest);
        let mut questions = Vec::new();
        if shows == Shows::Figures {
            let tallies = store::feedback::tallies(conn, &round.id, None)?;
            let all = Instrument::of(floor)?.questions();
            questions = all.iter().map(|question| distribution(question, &tallies, smallest)).collect();
        }
        Ok(Self { by_link, on_paper, shows, questions })
    }
}

fn shows(round: &Round, now: Moment, forms: usize, smallest: usize) -> Shows {
    match () {
        () if !has_closed(round, now) => Shows::NotYet,
        () if forms < smallest => Shows::TooFew,
        () => Shows::Figures,
    }
}

fn distribution(question: &Question, tallies: &Tallies, smallest: usize) -> Distribution {
    let count = |answer: &String| tallies.get(&(question.key.clone(), answer.clone())).copied().unwrap_or_default();
    let counts: Vec<(String, usize)> =
        question.answers.iter().map(|(key, words)| (words.clone(), count(key))).collect();
    let all: usize = counts.iter().map(|(_, count)| count).sum();
    let answers = match question.kind {
        Kind::Agreement | Kind::Rating => {
            let seen = all == 0 || all >= smallest;
            counts.into_iter().map(|(words, count)| (words, seen.then_some(count))).collect()
        }
        // Who somebody is, rather than what they think: each answer is a group of people.
        Kind::Group | Kind::Before => {
            let groups = counts.into_iter().map(|(name, count)| Group { name, count, size: count }).collect();
            hide_small(groups, smallest).into_iter().map(of_group).collect()
        }
    };
    Distribution { question: question.words.clone(), kind: question.kind, answers }
}

fn of_group(shown: Shown) -> (String, Option<usize>) {
    match shown {
        Shown::Figure(group) => (group.name, Some(group.count)),
        Shown::Hidden { name } => (name, None),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn question(kind: Kind) -> Question {
        let answers = (1..=5).map(|n| (n.to_string(), format!("Step {n}"))).collect();
        Question { key: "q".into(), words: "Q".into(), kind, answers }
    }

    fn tallies(counts: &[usize]) -> Tallies {
        (1..).zip(counts).map(|(n, count): (usize, _)| (("q".into(), n.to_string()), *count)).collect()
    }

    #[test]
    fn a_question_that_few_answered_is_hidden_whole() {
        let few = distribution(&question(Kind::Agreement), &tallies(&[0, 0, 1, 2, 4]), 8);
        assert!(few.answers.iter().all(|(_, count)| count.is_none()) && few.answered().is_none());
        let enough = distribution(&question(Kind::Rating), &tallies(&[0, 0, 1, 3, 4]), 8);
        assert_eq!((enough.answered(), enough.upper_two()), (Some(8), Some(7)));
    }

    proptest! {
        #[test]
        fn no_group_of_a_few_is_shown(counts in prop::collection::vec(0..30_usize, 5)) {
            let shown = distribution(&question(Kind::Group), &tallies(&counts), 8);
            for ((_, shown), count) in shown.answers.iter().zip(&counts) {
                prop_assert!(shown.is_none_or(|shown| shown == *count && (shown == 0 || shown >= 8)));
            }
            prop_assert!(shown.upper_two().is_none());
        }
    }
}
