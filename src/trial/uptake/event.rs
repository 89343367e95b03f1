//! The codebook: every event that a researcher can count, with what it means, who causes it and what it is a share
//! of. A name here is permanent, for it is stored.

use std::fmt;
use std::str::FromStr;

/// Whom a figure is a share of. Two figures may be set side by side only when this is the same for both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Denominator {
    /// A plain count, a share of nothing.
    None,
    InTrial,
    Asked,
    Allocated,
    Posted,
    AnsweredPosted,
    AnsweredOther,
    /// People who were offered a weekly half hour: allocated to the course.
    Offered,
    /// People allocated to goal-setting who answered the question.
    AnsweredOffered,
    /// Half hours that were put into somebody's diary.
    InDiary,
    /// People allocated to Rounds.
    RoundsOffered,
    /// Invitations to Rounds: a person is invited to several.
    InvitedToRounds,
    /// Buildings in a trial of tokens.
    Buildings,
    /// Buildings allocated to a token.
    TokensAllocated,
    /// People who worked in a building allocated to a token when the list was drawn.
    InTokenBuildings,
    /// Working days on which a token was meant to stand and that have gone by, over all buildings.
    TokenDays,
}

impl Denominator {
    /// The name in files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::InTrial => "in_trial",
            Self::Asked => "asked",
            Self::Allocated => "allocated",
            Self::Posted => "posted",
            Self::AnsweredPosted => "answered_and_posted",
            Self::AnsweredOther => "answered_in_another_arm",
            Self::Offered => "allocated_to_goals",
            Self::AnsweredOffered => "answered_and_allocated_to_goals",
            Self::InDiary => "half_hours_in_a_diary",
            Self::RoundsOffered => "allocated_to_rounds",
            Self::InvitedToRounds => "invitations_to_rounds",
            Self::Buildings => "buildings_in_trial",
            Self::TokensAllocated => "buildings_allocated_to_a_token",
            Self::InTokenBuildings => "people_in_buildings_allocated_to_a_token",
            Self::TokenDays => "planned_working_days_of_tokens",
        }
    }

    /// The name on pages, after 'of'.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::None => "none, a count",
            Self::InTrial => "people in the trial",
            Self::Asked => "people whose manager was asked for lines",
            Self::Allocated => "people allocated to a letter",
            Self::Posted => "people whose letter was posted",
            Self::AnsweredPosted => "people who answered and whose letter was posted",
            Self::AnsweredOther => "people of another arm who answered",
            Self::Offered => "people allocated to goal-setting",
            Self::AnsweredOffered => "people allocated to goal-setting who answered",
            Self::InDiary => "half hours that were put into a diary",
            Self::RoundsOffered => "people allocated to Rounds",
            Self::InvitedToRounds => "invitations to Rounds",
            Self::Buildings => "buildings in the trial",
            Self::TokensAllocated => "buildings allocated to a token",
            Self::InTokenBuildings => "people in buildings allocated to a token",
            Self::TokenDays => "working days that were planned and have gone by",
        }
    }
}

macro_rules! codebook {
    ($($event:ident $name:literal, by $who:literal, of $of:ident: $meaning:literal)+) => {
        /// One thing that happened to one person, letter, list or building.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Event { $(#[doc = $meaning] $event),+ }

        impl Event {
            /// Every event, in the order of the codebook.
            pub const ALL: &[Self] = &[$(Self::$event),+];

            /// The permanent name, as stored.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$event => $name),+ }
            }

            /// What it means, in a sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$event => $meaning),+ }
            }

            /// Who causes it.
            #[must_use]
            pub const fn caused_by(self) -> &'static str {
                match self { $(Self::$event => $who),+ }
            }

            /// Whom a count of it is a share of.
            #[must_use]
            pub const fn denominator(self) -> Denominator {
                match self { $(Self::$event => Denominator::$of),+ }
            }
        }
    };
}

codebook! {
    PersonJoined "person.joined", by "the import", of None: "A person was added to the roster."
    PersonMoved "person.moved", by "the import", of InTrial: "A person changed team, manager or site; what is owed to them does not change."
    PersonLeft "person.left", by "the import or the coordinator", of InTrial: "A person left; nothing more is sent to them."
    PersonOptedOut "person.opted_out", by "the person", of InTrial: "A person asked to be left out; nothing more is sent to them."
    TrialAllocated "trial.allocated", by "the researcher", of InTrial: "A person is on a trial's live list; the arm is not said here."
    TrialRevealed "trial.revealed", by "the one with the right to see", of None: "Somebody was shown the arms of a list, and why."
    TrialUnblinded "trial.unblinded", by "whoever told, or Hearten", of InTrial: "Somebody learned, or could learn, the arm of a person outside the service itself."
    LinesAsked "lines.asked", by "Hearten", of None: "A manager was asked for two lines about this person."
    LinesGave "lines.gave", by "the manager, or who writes for them", of Asked: "Two lines that fit the letter were given; the detail says whether by the manager, by a deputy, or by a colleague whose lines the manager took on."
    LinesFallback "lines.fallback", by "the coordinator", of Asked: "The manager's lines were not waited for; the coordinator wrote two in their place."
    LinesNone "lines.none", by "the coordinator", of Asked: "Nobody could write two lines, for the reason in the detail, so that no letter is made."
    LinesNoLongerAsked "lines.no_longer_asked", by "Hearten", of Asked: "Lines were no longer wanted before they came, for the reason in the detail."
    LetterComposed "letter.composed", by "Hearten", of Allocated: "A letter was put together for a person to whom it is owed."
    LetterNotOwed "letter.not_owed", by "Hearten", of Allocated: "No letter is owed any more to a person allocated to one, for the reason in the detail."
    LetterReady "letter.ready", by "Hearten", of Allocated: "A letter passed every check before signing."
    LetterHeld "letter.held", by "Hearten", of Allocated: "A letter waits for a person to mend it, for the reason in the detail."
    LetterSigned "letter.signed", by "the senior leader", of Allocated: "The senior leader signed the letter."
    LetterPrinted "letter.printed", by "Hearten", of Allocated: "The letter left Hearten in a pack to be printed."
    LetterSent "letter.sent", by "Hearten", of Allocated: "The letter was handed to a carrier, which prints and posts it."
    LetterPosted "letter.posted", by "the coordinator or the carrier", of Allocated: "The letter was handed to the post."
    LetterReturned "letter.returned", by "the coordinator or the carrier", of Posted: "The post brought the letter back, for the reason in the detail."
    LetterWithdrawn "letter.withdrawn", by "the coordinator or the senior leader", of Allocated: "The letter was taken back before it was posted, for the reason in the detail."
    ContactChose "contact.chose", by "the person", of Offered: "A person asked for fewer messages, for none for a while, or for paper, or took that back; the detail says which."
    TimeProposed "time.proposed", by "Hearten", of Offered: "A weekly half hour was proposed to the person's manager."
    TimeAgreed "time.agreed", by "the manager", of Offered: "The manager agreed to a weekly half hour."
    TimeDeclined "time.declined", by "the manager", of Offered: "The manager agreed to no weekly half hour."
    GoalsOffered "goals.offered", by "Hearten", of Offered: "The person's mail host, or the one that mail leaves by, took the first message; that it was seen is not said, and one that came back later is goals.bounced."
    GoalsBounced "goals.bounced", by "the person's mail host", of Offered: "A message came back, or was refused, for the reason in the detail."
    GoalsFirstStep "goals.first_step", by "the person", of Offered: "The person chose a first small goal; this is not yet a start of the course."
    SlotInvited "slot.invited", by "Hearten", of Offered: "An invitation to the half hour of the week in the occasion left."
    SlotAccepted "slot.accepted", by "the person", of InDiary: "The person's diary accepted a half hour."
    SlotTentative "slot.tentative", by "the person", of InDiary: "The person's diary answered 'perhaps' to a half hour."
    SlotMoved "slot.moved", by "the person or the manager", of InDiary: "A half hour moved to another time; the detail says from where."
    SlotDeclined "slot.declined", by "the person", of InDiary: "The person's diary declined a half hour."
    SlotSkipped "slot.skipped", by "the person", of InDiary: "The person passed over a half hour, for the reason in the detail."
    SlotUntouched "slot.untouched", by "Hearten", of InDiary: "A half hour went by with nothing begun, and another time was offered."
    SlotCancelled "slot.cancelled", by "Hearten", of InDiary: "A half hour was taken out of the diary, for the reason in the detail."
    PartStarted "part.started", by "the person", of Offered: "The person began the part of the week in the occasion; the detail says for how many minutes it was written."
    PartFinished "part.finished", by "the person", of Offered: "The person came to the end of a week's part; the detail says for how many minutes it was written."
    RecallAsked "recall.asked", by "Hearten", of InTrial: "A person of any arm was asked which of several things reached them."
    RecallAnswered "recall.answered", by "the person", of InTrial: "A person of any arm said which of several things reached them, one of which was never sent to anybody; the detail names what was chosen, and the newest answer counts."
    SurveyAsked "survey.asked", by "Hearten", of InTrial: "A person of any arm was sent the survey in the occasion."
    SurveyAnswered "survey.answered", by "the person", of InTrial: "A person of any arm sent their answers to the survey in the occasion, which was no anonymous one; what they answered stands elsewhere."
    ChannelChanged "channel.changed", by "Hearten", of Offered: "A person who did not recall the course is reached another way; the detail says which."
    RoundInvited "round.invited", by "Hearten", of RoundsOffered: "A person was invited to the Round in the occasion."
    RoundDelivered "round.delivered", by "Hearten", of InvitedToRounds: "The invitation to a Round left."
    RoundBounced "round.bounced", by "the person's mail host", of InvitedToRounds: "The invitation to a Round came back, or was refused."
    RoundBooked "round.booked", by "the person", of InvitedToRounds: "The person booked a place in a Round."
    RoundWaiting "round.waiting", by "the person, or Hearten", of InvitedToRounds: "The person wanted a place in a Round, and none was free for them; the detail says where one had to be given back, or their site was back."
    RoundOffered "round.offered", by "Hearten", of InvitedToRounds: "A place that came free was offered to the person, for a while."
    RoundExpired "round.expired", by "Hearten", of InvitedToRounds: "The time to take an offered place went by."
    RoundDeclined "round.declined", by "the person", of InvitedToRounds: "The person said no to a Round, or to a place in it that was offered."
    RoundApologised "round.apologised", by "the person, or Hearten", of InvitedToRounds: "The person gave a booked place back beforehand; the detail says where it was for want of cover."
    RoundCovered "round.covered", by "a colleague", of InvitedToRounds: "A colleague agreed to cover for the person during a Round."
    RoundCoverLost "round.cover_lost", by "a colleague", of InvitedToRounds: "A colleague who was asked to cover could not, or no longer can."
    RoundOtherTime "round.other_time", by "the person", of InvitedToRounds: "The person's diary proposed another time, which a Round does not have."
    RoundLeft "round.left", by "the person, or Hearten", of InvitedToRounds: "A place was free again because the person left, or asked to be left out."
    RoundAttended "round.attended", by "the coordinator, or the person", of RoundsOffered: "The person came to the Round in the occasion; the detail says invited or not invited. The newest of this and round.not_attended counts, whatever stands behind a stroke in the occasion."
    RoundNotAttended "round.not_attended", by "the coordinator", of RoundsOffered: "That the person came to the Round in the occasion was taken back; the newest of this and round.attended counts."
    GoalsPaperMade "goals.paper_made", by "the coordinator", of Offered: "A page on paper with the person's own address to type was made, since they did not recall the course or asked for nothing by mail; the occasion ends in the day."
    LetterRecalled "letter.recalled", by "the person, when asked", of InTrial: "A person of any arm said whether they recall getting a letter; the detail says yes, no or not_sure, and the newest answer counts."
    TokenPlaced "token.placed", by "the coordinator", of TokensAllocated: "A token was planned for a building; the detail has the first and the last day and how many people work there."
    TokenDelivered "token.delivered", by "the coordinator", of TokensAllocated: "A token was delivered to a building."
    TokenSetUp "token.set_up", by "the coordinator", of TokensAllocated: "A token was set up in a building and works: of one that is drunk, with coffee where there is any, tea, and something without caffeine."
    TokenOut "token.out", by "the coordinator, or whoever told by the code", of TokensAllocated: "A token went out of order in a building."
    TokenNotOut "token.not_out", by "the coordinator", of TokensAllocated: "That a token was out of order was taken back: it was found working."
    TokenBack "token.back", by "the coordinator", of TokensAllocated: "A token that was out of order works again."
    TokenAway "token.away", by "the coordinator", of TokensAllocated: "A token was taken away from a building."
    TokenCard "token.card", by "the coordinator", of TokensAllocated: "A card for a token was made; the occasion ends in its version."
    TokenFault "token.fault", by "whoever told by the code", of TokensAllocated: "Somebody told that something is wrong with a token; the detail says what. Told again while it is open, it is one."
    TokenFaultClosed "token.fault_closed", by "the coordinator", of TokensAllocated: "What was told was seen to; the detail says what it was."
    TokenStockOut "token.stock_out", by "the coordinator, or whoever told by the code", of TokensAllocated: "Nothing was left in a building; the detail says of what."
    TokenStockBack "token.stock_back", by "the coordinator", of TokensAllocated: "What had run out in a building came back with a delivery."
    TokenStocked "token.stocked", by "the coordinator", of TokensAllocated: "A delivery came to a building; the detail has the cups of coffee, tea and drinks without caffeine, or the pieces of a token that is not drunk."
    RoundSetAside "round.set_aside", by "Hearten", of InvitedToRounds: "The person's site withdrew from the trial, and their place in a Round was free for somebody else for as long as it is out."
    RoundBroughtBack "round.brought_back", by "Hearten", of InvitedToRounds: "The person's site was back in the trial before the Round, and they are invited anew; whoever had wanted a place waits for one instead, which is round.waiting."
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is in no codebook.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no event is called '{0}'")]
pub struct NoSuchEvent(pub String);

impl FromStr for Event {
    type Err = NoSuchEvent;

    fn from_str(name: &str) -> Result<Self, NoSuchEvent> {
        Self::ALL.iter().copied().find(|event| event.name() == name).ok_or_else(|| NoSuchEvent(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_back_and_no_two_are_the_same() {
        for event in Event::ALL {
            assert_eq!(event.name().parse(), Ok(*event));
            assert!(event.meaning().ends_with('.') && !event.caused_by().is_empty());
        }
        assert!("letter.opened".parse::<Event>().is_err());
    }
}
