//! What an intervention tells of a trial: what it planned and did that is no event of a person, and what is known under each heading of
//! a description. No names of people: whoever reads it may be anybody who may look at the trial.

use std::collections::BTreeMap;

use crate::floor::{Floor, db::Conn, error::Result};

/// The headings of a description: the twelve of TIDieR (Hoffmann and others, BMJ 2014;348:g1687), in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading {
    Name,
    Why,
    Materials,
    Procedures,
    Who,
    How,
    Where,
    WhenAndHowMuch,
    Tailoring,
    Modifications,
    Planned,
    Actual,
}

impl Heading {
    pub const ALL: [Self; 12] = [
        Self::Name,
        Self::Why,
        Self::Materials,
        Self::Procedures,
        Self::Who,
        Self::How,
        Self::Where,
        Self::WhenAndHowMuch,
        Self::Tailoring,
        Self::Modifications,
        Self::Planned,
        Self::Actual,
    ];

    /// As files and the database have it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "brief_name",
            Self::Why => "why",
            Self::Materials => "materials",
            Self::Procedures => "procedures",
            Self::Who => "who_provided",
            Self::How => "how",
            Self::Where => "where",
            Self::WhenAndHowMuch => "when_and_how_much",
            Self::Tailoring => "tailoring",
            Self::Modifications => "modifications",
            Self::Planned => "how_well_planned",
            Self::Actual => "how_well_actual",
        }
    }

    /// For people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Name => "Brief name",
            Self::Why => "Why",
            Self::Materials => "What: materials",
            Self::Procedures => "What: procedures",
            Self::Who => "Who provided it",
            Self::How => "How it was delivered",
            Self::Where => "Where",
            Self::WhenAndHowMuch => "When and how much",
            Self::Tailoring => "Tailoring",
            Self::Modifications => "Modifications",
            Self::Planned => "How well: planned",
            Self::Actual => "How well: actual",
        }
    }

    /// What a researcher is asked for under it.
    #[must_use]
    pub const fn asks(self) -> &'static str {
        match self {
            Self::Name => "A name or a phrase for what was done.",
            Self::Why => "The reason, theory or goal behind what it is made of.",
            Self::Materials => "What people were given, and where it can be had.",
            Self::Procedures => "What was done, step by step, and what supported it.",
            Self::Who => "Who did it: their background, and what training they were given for it.",
            Self::How => "Face to face, by post, by mail; to one person or to a group.",
            Self::Where => "What kind of places it happened in, and what had to be there.",
            Self::WhenAndHowMuch => "How often, over what time, how long each time.",
            Self::Tailoring => "What was fitted to people or places, why, when and how.",
            Self::Modifications => "What was changed while the trial ran: what, why, when and how.",
            Self::Planned => {
                "How it was to be seen whether it was delivered as planned, by whom, and what was done to keep it so."
            }
            Self::Actual => "How far it was delivered as planned.",
        }
    }

    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|heading| heading.name() == name)
    }
}

/// A dose that is no event of a person, such as a Round that was held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dose {
    /// The name in files.
    pub key: &'static str,
    pub words: &'static str,
    /// `None` where nobody plans it in numbers.
    pub planned: Option<usize>,
    pub actual: usize,
    /// What else there is to say; '' for nothing.
    pub note: String,
    /// Whether how many people are in the units of an arm can be worked out from it.
    pub tells_sizes: bool,
}

/// All that one room tells of a trial; nothing, where it does nothing in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// How often one person of an authority, by its name, is meant to get what it gives.
    pub each: BTreeMap<String, usize>,
    pub doses: Vec<Dose>,
    /// What is known under a heading, a sentence each, in the order in which it reads.
    pub facts: Vec<(Heading, String)>,
    /// What is known only because somebody receives, such as that there is a plan for an authority. Where an authority is one building
    /// or one team it tells an arm, so it is for those to whom the arms are open.
    pub of_served: Vec<(Heading, String)>,
}

impl Told {
    /// Adds a sentence under a heading.
    pub fn fact(&mut self, heading: Heading, says: impl Into<String>) {
        self.facts.push((heading, says.into()));
    }

    /// Adds a sentence that would not be there if nobody received.
    pub fn fact_of_served(&mut self, heading: Heading, says: impl Into<String>) {
        self.of_served.push((heading, says.into()));
    }

    /// How often somebody of this authority is meant to get it.
    #[must_use]
    pub fn each_of(&self, authority: &str) -> usize {
        self.each.get(authority).copied().unwrap_or_default()
    }
}

/// What a room tells of a trial, by the trial's id.
pub type Tells = fn(&mut Conn, &Floor, &str) -> Result<Told>;

/// Every room that tells something, by the name of its intervention.
#[derive(Debug, Clone)]
pub struct Rooms(pub Vec<(&'static str, Tells)>);

impl Rooms {
    /// All that is told of a trial.
    pub fn tell(&self, conn: &mut Conn, floor: &Floor, trial_id: &str) -> Result<Told> {
        let mut all = Told::default();
        for (_, tells) in &self.0 {
            let Told { each, doses, facts, of_served } = tells(conn, floor, trial_id)?;
            all.each.extend(each);
            all.doses.extend(doses);
            all.facts.extend(facts);
            all.of_served.extend(of_served);
        }
        Ok(all)
    }

    /// What is told of a trial by the room of one intervention.
    pub fn tell_of(&self, conn: &mut Conn, floor: &Floor, trial_id: &str, intervention: &str) -> Result<Told> {
        let room = self.0.iter().find(|(of, _)| *of == intervention);
        room.map_or_else(|| Ok(Told::default()), |(_, tells)| tells(conn, floor, trial_id))
    }
}
