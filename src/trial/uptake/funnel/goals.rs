//! The funnel of a goal-setting trial: a time proposed, agreed and put into a diary, a course begun and come to its end. Four
//! figures of the first trial are lines to beat, each on its own denominator.

use std::collections::BTreeMap;

use super::{Check, Counting, Denominator, Event, Figure, Funnel, Members, ToBeat, check, figure};
use crate::trial::uptake::so_far::{Ever, Question, SoFar, Tally};

/// How many weeks there are to come to the end of.
const WEEKS: usize = 6;

/// What the first trial came to (spring webinar of What Works for Children's Social Care, 2021), as shares of those assigned to
/// it. Under 2% finished; the line stands at 2%.
const STARTED: ToBeat = ToBeat { share: 0.20, says: "20% in the first trial" };
const FINISHED: ToBeat = ToBeat { share: 0.02, says: "under 2% in the first trial" };
/// As shares of those in the treatment arm who answered a survey.
const RECALLED: ToBeat = ToBeat { share: 1.0 / 3.0, says: "one third in the first trial" };
const DIARY_RECALLED: ToBeat = ToBeat { share: 0.10, says: "10% in the first trial" };

/// A person's road, in order.
const STEPS: [&str; 5] = ["in_trial", "allocated", "offered", "in_diary", "started"];

/// What only somebody who was offered the course should have seen.
const SERVED: [Event; 5] =
    [Event::GoalsOffered, Event::GoalsPaperMade, Event::SlotInvited, Event::PartStarted, Event::GoalsFirstStep];

/// Who did what, and in which half hour.
#[derive(Debug)]
pub struct Goals<'m> {
    members: &'m Members,
    arms_told: bool,
    smallest: usize,
    people: Tally,
    /// A half hour is a person and a week; moves and answers within one are one.
    half_hours: Tally,
    /// What the manager said last.
    agreed: usize,
    declined: usize,
    /// Those whose first message left and has not come back. A mail host says no more than that it took it.
    delivered: usize,
    /// Those who came to the end of every week.
    finished: usize,
    ended_without_beginning: usize,
    beside: usize,
    /// What those who were offered the course chose, when asked.
    chosen: Vec<String>,
}

impl<'m> Goals<'m> {
    /// What those of the course's arm answered is said where the arms may be told, and of `smallest` people or more.
    #[must_use]
    pub fn new(members: &'m Members, arms_told: bool, smallest: usize) -> Self {
        Self {
            members,
            arms_told,
            smallest,
            people: Tally::default(),
            half_hours: Tally::default(),
            agreed: 0,
            declined: 0,
            delivered: 0,
            finished: 0,
            ended_without_beginning: 0,
            beside: 0,
            chosen: Vec::new(),
        }
    }

    fn ever(&self, event: Event) -> usize {
        self.people.of(event)
    }

    fn halves(&self, event: Event) -> usize {
        self.half_hours.of(event)
    }

    fn people(&self) -> Vec<Figure> {
        let (trial, whole) = (self.members.in_trial.len(), self.members.receiving.len());
        let of = |key, label, count| figure(key, label, count, Denominator::Offered, whole);
        let figures = vec![
            figure("in_trial", "In the trial", trial, Denominator::None, 0),
            figure("allocated", "Allocated to goal-setting", whole, Denominator::InTrial, trial),
            of("proposed", "A weekly half hour was proposed", self.ever(Event::TimeProposed)),
            of("agreed", "The manager agreed", self.agreed),
            of("declined", "The manager declined", self.declined),
            of("offered", "The first message left", self.ever(Event::GoalsOffered)),
            of("delivered", "The first message was not sent back", self.delivered),
            of("bounced", "A message came back", self.ever(Event::GoalsBounced)),
            of("in_diary", "Put into the diary", self.ever(Event::SlotInvited)),
            of("accepted", "Accepted in the diary", self.ever(Event::SlotAccepted)),
            of("first_step", "Took a first step", self.ever(Event::GoalsFirstStep)),
            of("started", "Began the course", self.ever(Event::PartStarted)).beside(STARTED),
            of("finished", "Came to the end of all six weeks", self.finished).beside(FINISHED),
            of("moved", "Moved a half hour", self.ever(Event::SlotMoved)),
            of("skipped", "Passed a half hour over", self.ever(Event::SlotSkipped)),
            of("on_paper", "A page on paper was made", self.ever(Event::GoalsPaperMade)),
        ];
        figures.into_iter().map(|figure| figure.along(&STEPS)).collect()
    }

    fn half_hours(&self) -> Vec<Figure> {
        let whole = self.halves(Event::SlotInvited);
        let of = |key, label, event| figure(key, label, self.halves(event), Denominator::InDiary, whole);
        vec![
            figure("half_hours", "Half hours put into diaries", whole, Denominator::None, 0),
            of("half_hours_accepted", "Half hours accepted", Event::SlotAccepted),
            of("half_hours_declined", "Half hours declined in the diary", Event::SlotDeclined),
            of("half_hours_skipped", "Half hours passed over", Event::SlotSkipped),
            of("half_hours_untouched", "Half hours that went by untouched", Event::SlotUntouched),
            of("parts_started", "Weeks begun", Event::PartStarted),
            of("parts_finished", "Weeks come to their end", Event::PartFinished),
        ]
    }

    /// What those who answered said reached them: of those who were offered the course, since the first trial's figures are theirs.
    fn recalled(&self) -> Vec<Figure> {
        let (trial, offered) = (self.members.in_trial.len(), self.chosen.len());
        let (asked, answered) = (self.ever(Event::RecallAsked), self.ever(Event::RecallAnswered));
        let said = |key: &str| self.chosen.iter().filter(|chosen| chosen.split('+').any(|one| one == key)).count();
        let of = |key, label, count| figure(key, label, count, Denominator::AnsweredOffered, offered);
        let mut figures = vec![
            figure("recall_asked", "Asked what reached them", asked, Denominator::InTrial, trial),
            figure("recall_answered", "Answered", answered, Denominator::InTrial, trial),
        ];
        if self.arms_told && offered >= self.smallest && answered - offered >= self.smallest {
            figures.extend([
                of("recalled", "Recalled the offer", said("half_hour")).beside(RECALLED),
                of("recalled_diary", "Recalled time in the diary", said("diary")).beside(DIARY_RECALLED),
                of("recalled_decoy", "Chose what was never sent", said("decoy")),
            ]);
        }
        figures
    }

    fn checks(&self) -> Vec<Check> {
        let proposed = self.ever(Event::TimeProposed);
        let undecided = proposed.saturating_sub(self.agreed + self.declined);
        vec![
            check(
                "proposed = agreed + declined + without an answer",
                proposed,
                self.agreed + self.declined + undecided,
            ),
            check("nobody of another arm was offered the course", 0, self.beside),
            check("whoever came to the end of a week had begun it", 0, self.ended_without_beginning),
        ]
    }
}

impl Counting for Goals<'_> {
    fn take(&mut self, person: &str, so_far: &SoFar, ever: Ever) {
        let served = self.members.receiving.contains(person);
        ever.events().for_each(|event| self.people.add(event));
        let mut weeks = 0;
        for place in so_far.places() {
            place.events().for_each(|event| self.half_hours.add(event));
            let ended = place.saw(Event::PartFinished);
            weeks += usize::from(ended);
            self.ended_without_beginning += usize::from(ended && !place.saw(Event::PartStarted));
        }
        match so_far.last(Question::Time) {
            Some((Event::TimeAgreed, _)) => self.agreed += 1,
            Some(_) => self.declined += 1,
            None => {}
        }
        let sent_back = so_far.last(Question::SentBack).is_some();
        self.delivered += usize::from(ever.saw(Event::GoalsOffered) && !sent_back);
        self.finished += usize::from(weeks >= WEEKS);
        self.beside += usize::from(!served && SERVED.into_iter().any(|event| ever.saw(event)));
        let chosen = so_far.last(Question::Recall).filter(|_| served);
        self.chosen.extend(chosen.map(|(_, chosen)| chosen.to_owned()));
    }

    fn funnel(self: Box<Self>) -> Funnel {
        let figures = [self.people(), self.half_hours(), self.recalled()].concat();
        Funnel { checks: self.checks(), not_owed: BTreeMap::new(), figures }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{super::counted, *};
    use crate::trial::uptake::record::Seen;

    fn seen(person: &str, event: Event, occasion: &str) -> Seen {
        Seen { event, person: person.into(), occasion: occasion.into(), detail: String::new() }
    }

    fn of_goals(log: &[Seen], members: &Members) -> Funnel {
        counted(Goals::new(members, true, 8), log)
    }

    fn members(receiving: &[&str], others: &[&str]) -> Members {
        let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        Members { in_trial: &own(receiving) | &own(others), receiving: own(receiving) }
    }

    #[test]
    fn a_start_is_apart_from_a_first_step_and_six_weeks_make_an_end() {
        let mut log = vec![
            seen("ann", Event::TimeProposed, "r"),
            seen("bob", Event::TimeProposed, "r"),
            seen("ann", Event::TimeDeclined, "r"),
            seen("ann", Event::TimeAgreed, "r"),
            seen("bob", Event::GoalsFirstStep, "r"),
            seen("ann", Event::SlotInvited, "r/1"),
            seen("ann", Event::SlotAccepted, "r/1/0"),
            seen("ann", Event::SlotAccepted, "r/1/1"),
        ];
        log.extend((1..=6).flat_map(|week| {
            [Event::PartStarted, Event::PartFinished].map(|event| seen("ann", event, &format!("r/{week}")))
        }));
        let funnel = of_goals(&log, &members(&["ann", "bob"], &["cai"]));
        let counts = ["agreed", "declined", "first_step", "started", "finished", "half_hours_accepted"];
        assert_eq!(counts.map(|key| funnel.count(key)), [1, 0, 1, 1, 1, 1]);
        assert_eq!(funnel.figure("started").unwrap().to_beat, Some(STARTED));
        assert!(funnel.adds_up(), "{:?}", funnel.checks);
    }

    #[test]
    fn a_first_message_that_came_back_was_offered_and_not_delivered() {
        let came_back = |detail: &str| Seen { detail: detail.into(), ..seen("bob", Event::GoalsBounced, "r") };
        let offered = ["ann", "bob"].map(|person| seen(person, Event::GoalsOffered, "r"));
        for (detail, delivered) in [("welcome", 1), ("invitation", 2)] {
            let log = [offered.to_vec(), vec![came_back(detail)]].concat();
            let funnel = of_goals(&log, &members(&["ann", "bob"], &[]));
            assert_eq!(["offered", "delivered", "bounced"].map(|key| funnel.count(key)), [2, delivered, 1]);
        }
    }

    #[test]
    fn whoever_is_served_by_mistake_shows_in_the_sums() {
        let funnel = of_goals(&[seen("cai", Event::SlotInvited, "r/1")], &members(&["ann"], &["cai"]));
        assert!(!funnel.adds_up());
    }
}
