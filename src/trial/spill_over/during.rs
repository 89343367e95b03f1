//! After the draw: each time that somebody of a comparison arm came near what the other arm gets, with its date, its kind, and
//! where it is known from.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    answered::answered,
    exposure::{Exposure, Kind},
    moved::moved,
    store,
};
use crate::{
    floor::{
        Floor,
        clock::{Moment, london_date},
        db::Conn,
        error::{Error, Result},
        schedule::{Missed, Schedule},
    },
    trial::{
        allocation::{
            end::ended_at,
            stored::{List, Whole},
            trial::Trial,
        },
        roster::vault,
        uptake::{
            event::Event,
            recalled::Recalled,
            record::{self, Seen},
        },
    },
};

/// What would serve somebody with an intervention, were they owed it.
const fn serves(intervention: &str) -> &'static [Event] {
    match intervention.as_bytes() {
        b"letters" => &[Event::LetterPosted],
        b"goals" => &[Event::GoalsOffered, Event::SlotInvited, Event::GoalsPaperMade],
        b"rounds" => &[Event::RoundInvited],
        _ => &[],
    }
}

/// What of the question that everybody is asked only those who are served were sent.
const OFFERED: [&str; 2] = ["half_hour", "diary"];

/// Every exposure of a trial's comparison arms, the oldest first; of each kind the first of a person.
pub fn exposures(conn: &mut Conn, floor: &Floor, whole: &Whole) -> Result<Vec<Exposure>> {
    let (arms, trial_id) = (Arms::of(whole), &whole.list.trial.id);
    let intervention = &whole.list.trial.intervention;
    let mut found = arms.of_frame(whole);
    found.extend(arms.as_things_stand(conn, whole)?);
    found.extend(kept(conn, (trial_id, intervention))?);
    let seen = record::dated(conn, trial_id)?;
    found.extend(arms.of_record(&seen, intervention));
    found.extend(answered(conn, floor, &whole.list.trial, &arms.compared, &seen)?);
    Ok(first_of_each(found, whole))
}

fn kept(conn: &mut Conn, of: (&str, &str)) -> Result<Vec<Exposure>> {
    let known = |(person_id, kind, on): (String, String, NaiveDate)| {
        let kind = Kind::named(&kind).ok_or_else(|| Error::broken(format!("no exposure is called {kind}")))?;
        Ok(Exposure { on, kind, person_id })
    };
    store::of_trial(conn, of)?.into_iter().map(known).collect()
}

fn first_of_each(mut found: Vec<Exposure>, whole: &Whole) -> Vec<Exposure> {
    // Whoever waited is served after all from a day on, and exposed no more.
    let crossing = whole.crossing();
    found.retain(|one| crossing.get(&one.person_id).is_none_or(|day| one.on < *day));
    found.sort();
    let mut known = BTreeSet::new();
    found.retain(|one| known.insert((one.kind, one.person_id.clone())));
    found
}

/// Each night, what is known from a roster and a vault is put down: a move back or an erased home takes none of it away.
pub fn schedule() -> Result<Schedule> {
    Schedule::new("spill_over.keep", "0 15 0 * * *", Missed::Skip, each_night)
}

fn each_night(floor: &Floor, conn: &mut Conn, _: Moment) -> Result<()> {
    for trial in Trial::all(conn)? {
        let list = List::live(conn, &trial.id)?.filter(|list| list.locked_at.is_some());
        if let (Some(list), None) = (list, ended_at(conn, &trial.id)?) {
            let mut whole = list.whole(conn)?;
            for part in trial.parts() {
                whole = whole.looked_at_by(&part);
                keep(conn, floor, &whole)?;
            }
        }
    }
    Ok(())
}

/// Puts down what passes; what was put down before stands as it was.
fn keep(conn: &mut Conn, floor: &Floor, whole: &Whole) -> Result<()> {
    let of = (whole.list.trial.id.as_str(), whole.list.trial.intervention.as_str());
    let known: BTreeSet<(Kind, String)> = kept(conn, of)?.into_iter().map(|one| (one.kind, one.person_id)).collect();
    let mut found = first_of_each(Arms::of(whole).as_things_stand(conn, whole)?, whole);
    found.retain(|one| !known.contains(&(one.kind, one.person_id.clone())));
    store::add(conn, of, &found, floor.clock.now())
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

    fn of_frame(&self, whole: &Whole) -> Vec<Exposure> {
        let on = london_date(whole.list.made_at);
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
        let mut found = Vec::new();
        for (kind, groups) in [(Kind::SharedTeam, teams.into_values()), (Kind::SharedBuilding, buildings.into_values())]
        {
            let mixed = groups.filter(|people| people.iter().any(|person| self.served.contains(*person)));
            let compared = mixed.flatten().filter(|person| self.compared.contains(*person));
            found.extend(compared.map(|person| Exposure { on, kind, person_id: person.to_owned() }));
        }
        found
    }

    /// What the roster and the vault tell today.
    fn as_things_stand(&self, conn: &mut Conn, whole: &Whole) -> Result<Vec<Exposure>> {
        let mut found = moved(conn, whole, &self.served)?;
        found.extend(self.of_homes(&vault::homes(conn)?, london_date(whole.list.made_at)));
        Ok(found)
    }

    /// From the day on which both addresses were in the vault.
    fn of_homes(&self, homes: &[Vec<(String, Moment)>], frozen: NaiveDate) -> Vec<Exposure> {
        let mut found = Vec::new();
        for home in homes {
            let served = home.iter().filter(|(person, _)| self.served.contains(person)).map(|(_, put_at)| *put_at);
            let Some(since) = served.min() else { continue };
            let compared = home.iter().filter(|(person, _)| self.compared.contains(person));
            found.extend(compared.map(|(person, put_at)| Exposure {
                on: london_date(since.max(*put_at)).max(frozen),
                kind: Kind::SharedHome,
                person_id: person.clone(),
            }));
        }
        found
    }

    /// What came to people of an intervention of the trial, or what they said of it.
    fn of_record(&self, seen: &[(NaiveDate, Seen)], intervention: &str) -> Vec<Exposure> {
        let kind = |seen: &Seen| match (intervention, seen.event) {
            ("rounds", Event::RoundAttended) => Some(Kind::CameToARound),
            ("letters", Event::LetterRecalled) if seen.detail == Recalled::Yes.name() => Some(Kind::SaysSo),
            ("goals", Event::RecallAnswered) if seen.detail.split('+').any(|chosen| OFFERED.contains(&chosen)) => {
                Some(Kind::SaysSo)
            }
            (_, event) if serves(intervention).contains(&event) => Some(Kind::WasSent),
            _ => None,
        };
        let compared = seen.iter().filter(|(_, seen)| self.compared.contains(&seen.person));
        compared
            .filter_map(|(on, seen)| Some(Exposure { on: *on, kind: kind(seen)?, person_id: seen.person.clone() }))
            .collect()
    }
}
