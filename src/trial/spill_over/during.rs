//! After the draw: each time that somebody of a comparison arm came near what the other arm gets, with its date, its kind, and
//! where it is known from.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use crate::{
    floor::{clock::london_date, db::Conn, error::Result},
    trial::{
        allocation::stored::Whole,
        roster::{people, vault},
        uptake::{
            event::Event,
            recalled::Recalled,
            record::{self, Seen},
        },
    },
};

/// How somebody came near it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    SharedTeam,
    SharedBuilding,
    SharedHome,
    Moved,
    CameToARound,
    WasSent,
    SaysSo,
}

impl Kind {
    pub const ALL: [Self; 7] = [
        Self::SharedTeam,
        Self::SharedBuilding,
        Self::SharedHome,
        Self::Moved,
        Self::CameToARound,
        Self::WasSent,
        Self::SaysSo,
    ];

    /// For pages: of somebody in a comparison arm.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::SharedTeam => "Is in a team with people who are served",
            Self::SharedBuilding => "Works in a building with people who are served",
            Self::SharedHome => "Lives with somebody who is served",
            Self::Moved => "Moved to a team with people who are served",
            Self::CameToARound => "Came to a Round",
            Self::WasSent => "Was sent what the other arm gets",
            Self::SaysSo => "Says that it reached them",
        }
    }

    /// Where it is known from.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::SharedTeam | Self::SharedBuilding => "the frame, as it was frozen",
            Self::SharedHome => "the vault, by addresses that are alike",
            Self::Moved => "the roster",
            Self::CameToARound | Self::WasSent => "the uptake record",
            Self::SaysSo => "their answer, when everyone was asked",
        }
    }
}

/// One exposure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exposure {
    pub on: NaiveDate,
    pub kind: Kind,
    pub person_id: String,
}

/// What would serve somebody, were they owed it.
const SERVES: [Event; 5] =
    [Event::LetterPosted, Event::GoalsOffered, Event::SlotInvited, Event::GoalsPaperMade, Event::RoundInvited];

/// What of the question that everybody is asked only those who are served were sent.
const OFFERED: [&str; 2] = ["half_hour", "diary"];

/// Every exposure of a trial's comparison arms, the oldest first.
pub fn exposures(conn: &mut Conn, whole: &Whole) -> Result<Vec<Exposure>> {
    let arms = Arms::of(whole);
    let frozen = london_date(whole.list.made_at);
    let mut found = arms.of_frame(whole, frozen);
    found.extend(arms.of_homes(&vault::households(conn)?, frozen));
    found.extend(arms.of_moves(conn, whole, frozen)?);
    found.extend(arms.of_record(&record::dated(conn, &whole.list.trial.id)?));
    // Whoever waited is served after all from a day on, and exposed no more.
    let crossing = whole.crossing();
    found.retain(|one| crossing.get(&one.person_id).is_none_or(|day| one.on < *day));
    found.sort();
    // Of each kind the first of a person counts.
    let mut known = BTreeSet::new();
    found.retain(|one| known.insert((one.kind, one.person_id.clone())));
    Ok(found)
}

/// Who is served, and who is compared with them.
struct Arms {
    served: BTreeSet<String>,
    compared: BTreeSet<String>,
}

impl Arms {
    fn of(whole: &Whole) -> Self {
        let served = whole.served_from_the_start();
        let everyone = whole.members.iter().map(|member| member.person_id.clone());
        Self { compared: everyone.filter(|person| !served.contains(person)).collect(), served }
    }

    /// Those of groups that hold both.
    fn beside<'a>(
        &'a self,
        kind: Kind,
        on: NaiveDate,
        groups: impl Iterator<Item = Vec<&'a str>>,
    ) -> impl Iterator<Item = Exposure> {
        let mixed = groups.filter(|people| people.iter().any(|person| self.served.contains(*person)));
        let compared = mixed.flatten().filter(|person| self.compared.contains(*person));
        compared.map(move |person| Exposure { on, kind, person_id: person.to_owned() })
    }

    fn of_frame(&self, whole: &Whole, on: NaiveDate) -> Vec<Exposure> {
        let (mut teams, mut buildings): (BTreeMap<_, Vec<&str>>, BTreeMap<_, Vec<&str>>) = Default::default();
        for member in &whole.members {
            let person = member.person_id.as_str();
            if !member.team.is_empty() {
                teams.entry((&member.authority, &member.team)).or_default().push(person);
            }
            if !member.site.is_empty() {
                buildings.entry((&member.authority, &member.site)).or_default().push(person);
            }
        }
        let teams = self.beside(Kind::SharedTeam, on, teams.into_values());
        teams.chain(self.beside(Kind::SharedBuilding, on, buildings.into_values())).collect()
    }

    fn of_homes(&self, homes: &[Vec<String>], on: NaiveDate) -> Vec<Exposure> {
        let homes = homes.iter().map(|home| home.iter().map(String::as_str).collect());
        self.beside(Kind::SharedHome, on, homes).collect()
    }

    /// Those whose team of today is another than when the frame was frozen, and holds people who are served.
    fn of_moves(&self, conn: &mut Conn, whole: &Whole, frozen: NaiveDate) -> Result<Vec<Exposure>> {
        let then: HashMap<&str, (&str, &str)> = whole
            .members
            .iter()
            .map(|member| (member.person_id.as_str(), (member.authority.as_str(), member.team.as_str())))
            .collect();
        let now: HashMap<String, (String, String)> = people::everyone(conn)?
            .into_iter()
            .filter_map(|person| Some((person.id, (person.authority, person.team?.name))))
            .collect();
        let with_served: BTreeSet<&(String, String)> =
            self.served.iter().filter_map(|person| now.get(person)).collect();
        let mut found = Vec::new();
        for person in &self.compared {
            let (Some(team), Some(before)) = (now.get(person), then.get(person.as_str())) else { continue };
            if (team.0.as_str(), team.1.as_str()) != *before && with_served.contains(team) {
                let since = people::history(conn, person)?.last().map_or(frozen, |posting| posting.from_on);
                found.push(Exposure { on: since, kind: Kind::Moved, person_id: person.clone() });
            }
        }
        Ok(found)
    }

    fn of_record(&self, seen: &[(NaiveDate, Seen)]) -> Vec<Exposure> {
        let kind = |seen: &Seen| match seen.event {
            Event::RoundAttended => Some(Kind::CameToARound),
            Event::LetterRecalled if seen.detail == Recalled::Yes.name() => Some(Kind::SaysSo),
            Event::RecallAnswered if seen.detail.split('+').any(|chosen| OFFERED.contains(&chosen)) => {
                Some(Kind::SaysSo)
            }
            event if SERVES.contains(&event) => Some(Kind::WasSent),
            _ => None,
        };
        let compared = seen.iter().filter(|(_, seen)| self.compared.contains(&seen.person));
        compared
            .filter_map(|(on, seen)| Some(Exposure { on: *on, kind: kind(seen)?, person_id: seen.person.clone() }))
            .collect()
    }
}
