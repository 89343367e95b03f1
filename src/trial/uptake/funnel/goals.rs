//! The funnel of a goal-setting trial: a time proposed, agreed and put into a diary, a course begun and come to its end. Four
//! figures of the first trial are lines to beat, each on its own denominator.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Denominator, Event, Figure, Funnel, Members, Seen, ToBeat, check, figure};

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

impl Funnel {
    /// The funnel of a goal-setting trial. What those of the course's arm answered is said where the arms may be told, and of
    /// `smallest` people or more.
    #[must_use]
    pub fn of_goals(seen: &[Seen], members: &Members, arms_told: bool, smallest: usize) -> Self {
        let people = People::sort(seen);
        let mut figures = people.people(members);
        figures.extend(people.half_hours());
        figures.extend(recalled(seen, members, arms_told, smallest));
        Self { checks: people.checks(members), not_owed: BTreeMap::new(), figures }
    }
}

/// Who did what, and in which half hour.
#[derive(Default)]
struct People<'a> {
    ever: BTreeMap<Event, BTreeSet<&'a str>>,
    /// A half hour is a person and a week; moves and answers within one are one.
    half_hours: BTreeMap<Event, BTreeSet<(&'a str, &'a str)>>,
    /// What the manager said last.
    agreed: BTreeMap<&'a str, bool>,
    /// Whose first message came back.
    sent_back: BTreeSet<&'a str>,
}

impl<'a> People<'a> {
    fn sort(seen: &'a [Seen]) -> Self {
        let mut people = Self::default();
        for one in seen {
            people.ever.entry(one.event).or_default().insert(&one.person);
            people.half_hours.entry(one.event).or_default().insert((&one.person, week(&one.occasion)));
            match one.event {
                Event::TimeAgreed => drop(people.agreed.insert(&one.person, true)),
                Event::TimeDeclined => drop(people.agreed.insert(&one.person, false)),
                Event::GoalsBounced if one.detail == "welcome" => drop(people.sent_back.insert(&one.person)),
                _ => {}
            }
        }
        people
    }

    fn ever(&self, event: Event) -> usize {
        self.ever.get(&event).map_or(0, BTreeSet::len)
    }

    fn halves(&self, event: Event) -> usize {
        self.half_hours.get(&event).map_or(0, BTreeSet::len)
    }

    fn decided(&self, agreed: bool) -> usize {
        self.agreed.values().filter(|said| **said == agreed).count()
    }

    /// Those whose first message left and has not come back. A mail host says no more than that it took it.
    fn delivered(&self) -> usize {
        self.ever.get(&Event::GoalsOffered).map_or(0, |offered| offered.difference(&self.sent_back).count())
    }

    /// Those who came to the end of every week.
    fn finished(&self) -> usize {
        let mut weeks: BTreeMap<&str, usize> = BTreeMap::new();
        for (person, _) in self.half_hours.get(&Event::PartFinished).into_iter().flatten() {
            *weeks.entry(person).or_default() += 1;
        }
        weeks.values().filter(|weeks| **weeks >= WEEKS).count()
    }

    fn people(&self, members: &Members) -> Vec<Figure> {
        let (trial, whole) = (members.in_trial.len(), members.receiving.len());
        let of = |key, label, count| figure(key, label, count, Denominator::Offered, whole);
        let figures = vec![
            figure("in_trial", "In the trial", trial, Denominator::None, 0),
            figure("allocated", "Allocated to goal-setting", whole, Denominator::InTrial, trial),
            of("proposed", "A weekly half hour was proposed", self.ever(Event::TimeProposed)),
            of("agreed", "The manager agreed", self.decided(true)),
            of("declined", "The manager declined", self.decided(false)),
            of("offered", "The first message left", self.ever(Event::GoalsOffered)),
            of("delivered", "The first message left and did not come back", self.delivered()),
            of("bounced", "A message came back", self.ever(Event::GoalsBounced)),
            of("in_diary", "Put into the diary", self.ever(Event::SlotInvited)),
            of("accepted", "Accepted in the diary", self.ever(Event::SlotAccepted)),
            of("first_step", "Took a first step", self.ever(Event::GoalsFirstStep)),
            of("started", "Began the course", self.ever(Event::PartStarted)).beside(STARTED),
            of("finished", "Came to the end of all six weeks", self.finished()).beside(FINISHED),
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

    fn checks(&self, members: &Members) -> Vec<Check> {
        let proposed = self.ever(Event::TimeProposed);
        let undecided = proposed.saturating_sub(self.agreed.len());
        let served =
            [Event::GoalsOffered, Event::GoalsPaperMade, Event::SlotInvited, Event::PartStarted, Event::GoalsFirstStep];
        let beside = served.iter().flat_map(|event| self.ever.get(event).into_iter().flatten());
        let beside: BTreeSet<&&str> = beside.filter(|person| !members.receiving.contains(**person)).collect();
        vec![
            check(
                "proposed = agreed + declined + without an answer",
                proposed,
                self.decided(true) + self.decided(false) + undecided,
            ),
            check("nobody of another arm was offered the course", 0, beside.len()),
            check("whoever came to the end of a week had begun it", 0, self.ended_without_beginning()),
        ]
    }

    fn ended_without_beginning(&self) -> usize {
        let none = BTreeSet::new();
        let begun = self.half_hours.get(&Event::PartStarted).unwrap_or(&none);
        self.half_hours.get(&Event::PartFinished).unwrap_or(&none).difference(begun).count()
    }
}

/// What those who answered said reached them: of those who were offered the course, since the first trial's figures are theirs.
fn recalled(seen: &[Seen], members: &Members, arms_told: bool, smallest: usize) -> Vec<Figure> {
    let asked = seen.iter().filter(|one| one.event == Event::RecallAsked).map(|one| one.person.as_str());
    let asked: BTreeSet<&str> = asked.collect();
    let answers = seen.iter().filter(|one| one.event == Event::RecallAnswered);
    let newest: BTreeMap<&str, &str> = answers.map(|one| (one.person.as_str(), one.detail.as_str())).collect();
    let (trial, offered) = (members.in_trial.len(), newest.iter().filter(|(one, _)| members.receiving.contains(**one)));
    let offered: Vec<&str> = offered.map(|(_, chosen)| *chosen).collect();
    let said = |key: &str| offered.iter().filter(|chosen| chosen.split('+').any(|one| one == key)).count();
    let of = |key, label, count| figure(key, label, count, Denominator::AnsweredOffered, offered.len());
    let mut figures = vec![
        figure("recall_asked", "Asked what reached them", asked.len(), Denominator::InTrial, trial),
        figure("recall_answered", "Answered", newest.len(), Denominator::InTrial, trial),
    ];
    if arms_told && offered.len() >= smallest && newest.len() - offered.len() >= smallest {
        figures.extend([
            of("recalled", "Recalled the offer", said("half_hour")).beside(RECALLED),
            of("recalled_diary", "Recalled time in the diary", said("diary")).beside(DIARY_RECALLED),
            of("recalled_decoy", "Chose what was never sent", said("decoy")),
        ]);
    }
    figures
}

/// `run/week` of an occasion that may go on to say which of several times.
fn week(occasion: &str) -> &str {
    let mut strokes = occasion.match_indices('/').map(|(at, _)| at);
    let _ = strokes.next();
    strokes.next().map_or(occasion, |second| &occasion[..second])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(person: &str, event: Event, occasion: &str) -> Seen {
        Seen { event, person: person.into(), occasion: occasion.into(), detail: String::new() }
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
        let funnel = Funnel::of_goals(&log, &members(&["ann", "bob"], &["cai"]), true, 8);
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
            let funnel = Funnel::of_goals(&log, &members(&["ann", "bob"], &[]), true, 8);
            assert_eq!(["offered", "delivered", "bounced"].map(|key| funnel.count(key)), [2, delivered, 1]);
        }
    }

    #[test]
    fn whoever_is_served_by_mistake_shows_in_the_sums() {
        let funnel = Funnel::of_goals(&[seen("cai", Event::SlotInvited, "r/1")], &members(&["ann"], &["cai"]), true, 8);
        assert!(!funnel.adds_up());
    }
}
