//! What became of the people of an arm. Each of them is on one side of each parting: served or not, at a site that stayed or not, followed
//! up or not, and with data of an outcome or without. Of whole units it takes one of their people to be on the better side.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Count, Known, Member, count, road::Road};
use crate::trial::{outcomes::told::held::Held, roster::gone::Gone, uptake::so_far::People};

/// What became of the people of an arm.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Inside {
    /// What was meant for them: the intervention, or in a comparison arm its absence.
    pub received: Count,
    pub did_not: Count,
    /// People of whom that is so, by why.
    pub not_received: BTreeMap<String, usize>,
    /// Where a site of the trial has withdrawn.
    pub sites: Option<Sites>,
    /// Who is still there to be asked.
    pub followed_up: Count,
    pub not_followed_up: Count,
    /// Who left. They stay in their arm; nothing more can be asked of them.
    pub lost: usize,
    /// Whose data were withdrawn.
    pub withdrawn: usize,
    /// Who asked to be left out of what was offered. They are followed up, and stay in the analysis.
    pub discontinued: usize,
    /// Each outcome that the trial holds data of.
    pub outcomes: Vec<Analysed>,
}

/// Those whose site has withdrawn and those whose has not. All of them stay in their arm, and are analysed there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Sites {
    pub stayed: Count,
    pub withdrew: Count,
}

/// Of how many an outcome is held, whoever they are: those who left are among them where they have data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Analysed {
    pub outcome: String,
    pub title: String,
    pub analysed: Count,
    pub no_data: Count,
}

impl Inside {
    /// All but the sites, of everybody of one arm.
    pub(super) fn of(road: &Road, served: bool, mine: &[&Member], known: Known<'_>) -> Self {
        let mut inside = Self::default();
        let (mut got, mut stayed) = (Vec::new(), Vec::new());
        for member in mine {
            let gone = known.gone.get(&member.person).copied();
            match not_received(road, served, member, known.ever, gone) {
                None => got.push(true),
                Some(why) => {
                    got.push(false);
                    *inside.not_received.entry(why.to_owned()).or_default() += 1;
                }
            }
            match gone {
                Some(Gone::Left) => inside.lost += 1,
                Some(Gone::Erased) => inside.withdrawn += 1,
                Some(Gone::OptedOut) => inside.discontinued += 1,
                None => {}
            }
            stayed.push(!matches!(gone, Some(Gone::Left | Gone::Erased)));
        }
        (inside.received, inside.did_not) = parted(mine, got);
        (inside.followed_up, inside.not_followed_up) = parted(mine, stayed);
        inside.outcomes = known.outcomes.iter().map(|held| Analysed::of(held, mine)).collect();
        inside
    }
}

impl Sites {
    pub(super) fn of(mine: &[&Member]) -> Self {
        let (stayed, withdrew) = parted(mine, mine.iter().map(|member| !member.out));
        Self { stayed, withdrew }
    }
}

impl Analysed {
    fn of(held: &Held, mine: &[&Member]) -> Self {
        let (analysed, no_data) = parted(mine, mine.iter().map(|member| held.people.contains(&member.person)));
        Self { outcome: held.key.clone(), title: held.title.clone(), analysed, no_data }
    }
}

/// Those of whom it is so and those of whom it is not; a unit is among the first where one or more of its people are.
fn parted(mine: &[&Member], so: impl IntoIterator<Item = bool>) -> (Count, Count) {
    let (mut are, mut are_not) = (Vec::new(), Vec::new());
    for (member, so) in mine.iter().copied().zip(so) {
        if so { are.push(member) } else { are_not.push(member) }
    }
    let partly: BTreeSet<&str> = are.iter().map(|member| member.unit.as_str()).collect();
    let people = are_not.len();
    are_not.retain(|member| !partly.contains(member.unit.as_str()));
    (count(&are), Count { people, ..count(&are_not) })
}

/// Why somebody did not get what was meant for them; `None` where they did.
fn not_received(road: &Road, served: bool, member: &Member, ever: &People, gone: Option<Gone>) -> Option<&'static str> {
    let person = &member.person;
    let had_it = ever.saw(person, road.received);
    let undone = road.undone.filter(|(event, _)| ever.saw(person, *event));
    match (served, had_it, undone) {
        (false, true, _) => Some("had it all the same"),
        (false, false, _) | (true, true, None) => None,
        (true, true, Some((_, why))) => Some(why),
        (true, false, _) => Some(match gone {
            Some(Gone::Left) => "left",
            Some(Gone::OptedOut) => "asked to be left out",
            Some(Gone::Erased) => "their data were withdrawn",
            None if member.out => "their site withdrew",
            None => road.steps.iter().find(|(event, _)| ever.saw(person, *event)).map_or(road.none, |(_, why)| why),
        }),
    }
}
