//! What having received an intervention is, and how far else somebody can have come.

use crate::trial::uptake::event::Event;

/// What having received an intervention is, and how far else somebody can have come, the furthest first.
pub(super) struct Road {
    pub received: Event,
    /// What undoes it.
    pub undone: Option<(Event, &'static str)>,
    pub steps: &'static [(Event, &'static str)],
    /// Whoever took no step at all.
    pub none: &'static str,
}

const LETTERS: Road = Road {
    received: Event::LetterPosted,
    undone: Some((Event::LetterReturned, "the letter came back")),
    steps: &[
        (Event::LetterWithdrawn, "the letter was taken back"),
        (Event::LetterNotOwed, "no longer owed a letter"),
        (Event::LetterPrinted, "printed, not posted"),
        (Event::LetterSigned, "signed, not printed"),
        (Event::LetterHeld, "held, something to mend"),
        (Event::LetterComposed, "put together, not signed"),
        (Event::LinesNone, "nobody could write lines"),
        (Event::LinesAsked, "lines were asked for, no letter was made"),
    ],
    none: "nothing was begun",
};

const GOALS: Road = Road {
    received: Event::PartStarted,
    undone: None,
    steps: &[
        (Event::SlotInvited, "in the diary, not begun"),
        (Event::GoalsOffered, "offered, not in the diary"),
        (Event::TimeDeclined, "the manager declined"),
        (Event::TimeAgreed, "agreed, not offered"),
        (Event::TimeProposed, "proposed, the manager did not answer"),
    ],
    none: "nothing was proposed",
};

const ROUNDS: Road = Road {
    received: Event::RoundAttended,
    undone: None,
    steps: &[
        (Event::RoundBooked, "booked, did not come"),
        (Event::RoundWaiting, "waited for a place"),
        (Event::RoundDeclined, "declined"),
        (Event::RoundInvited, "invited, not heard of"),
    ],
    none: "not invited",
};

/// Of whoever works in a building with one.
const TOKENS: Road =
    Road { received: Event::TokenSetUp, undone: None, steps: &[], none: "none was set up in their building" };

/// Of an intervention, by its name.
pub(super) fn road(intervention: &str) -> &'static Road {
    match intervention {
        "goals" => &GOALS,
        "rounds" => &ROUNDS,
        "tokens" => &TOKENS,
        _ => &LETTERS,
    }
}
