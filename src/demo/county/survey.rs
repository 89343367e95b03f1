//! The county's surveys, by a link of one's own, answered by most: ONS4, and after it all what reached them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;

use crate::{
    demo::{cast::Cast, chance::Chance},
    floor::{Floor, db::Conn, error::Result},
    trial::{
        allocation::trial::Trial,
        spill_over::answered::thing,
        surveys::{
            instrument::Shelf,
            sheet::{
                saved::{Found, Whose, send},
                steps,
            },
            wave::{
                Mode, Wave,
                asked::{WHAT_REACHED, everyone, is_asked, locked},
                launch::launch as go,
                set_up::{Plan, Typed, set_up},
            },
        },
    },
};

/// How many of those who are asked answer.
const ANSWERS: f64 = 0.7;

/// How many recall what they were given, and how many are not sure; most do neither.
const RECALL: [f64; 2] = [0.35, 0.12];
/// The same of what somebody was not given: a ready yes.
const READY_YES: [f64; 2] = [0.02, 0.05];
/// Of what others got: how many heard of it, saw it or took part.
const CONTACT: [f64; 3] = [0.08, 0.03, 0.01];

/// Who was given which of the things that the items ask about.
type Given = BTreeMap<&'static str, BTreeSet<String>>;

/// Sets a survey up that opens today and asks these in turn, and launches it; its id.
pub fn launch(floor: &Floor, cast: &Cast, trial_id: &str, name: &str, days: i64, asks: &[&str]) -> Result<String> {
    let today = floor.clock.today();
    let places = (1..).zip(asks).map(|(place, id): (usize, _)| ((*id).to_owned(), place.to_string()));
    let typed = Typed {
        name: name.into(),
        instruments: places.collect(),
        mode: Mode::Named.name().into(),
        opens_on: Some(today),
        closes_on: Some(today + TimeDelta::days(days)),
        reminders: "1".into(),
        days_between: "5".into(),
        follow_up: true,
    };
    let plan = Plan::parse(&typed, &Shelf::load(&floor.settings.surveys)?, today)?;
    floor.db.write(|conn| {
        let id = set_up(conn, floor, &cast.researcher, trial_id, &plan)?;
        let wave = Wave::find(conn, &id)?;
        go(conn, floor, &cast.researcher, &wave)?;
        Ok(id)
    })
}

/// Most answer; `better` is added to how good a week they had, by chance.
pub fn answer(floor: &Floor, wave_id: &str, seed: u64, better: usize) -> Result<()> {
    let mut chance = Chance::of(seed);
    floor.db.write(|conn| {
        let wave = Wave::find(conn, wave_id)?;
        let given = given(conn)?;
        for person_id in everyone(conn, floor, &wave.trial_id)? {
            // Whoever has left or asked to be left out is asked nothing more.
            if chance.does(ANSWERS) && is_asked(conn, floor, &wave, &person_id)? {
                answer_one(conn, floor, &wave, &person_id, &given, &mut chance, better)?;
            }
        }
        Ok(())
    })
}

/// What the lists that are locked by now give to whom.
fn given(conn: &mut Conn) -> Result<Given> {
    let mut given = Given::new();
    for trial in Trial::all(conn)? {
        let Some(whole) = locked(conn, &trial.id)? else { continue };
        let Some(thing) = thing(&trial.intervention) else { continue };
        let served = whole.list.header.scheme.arms().iter().filter(|arm| arm.receives);
        let served: BTreeSet<&str> = served.map(|arm| arm.name.as_str()).collect();
        let rows = whole.rows.iter().filter(|sealed| served.contains(sealed.row.arm.as_str()));
        given.entry(thing).or_default().extend(rows.flat_map(|sealed| sealed.members.clone()));
    }
    Ok(given)
}

fn answer_one(
    conn: &mut Conn,
    floor: &Floor,
    wave: &Wave,
    person_id: &str,
    given: &Given,
    chance: &mut Chance,
    better: usize,
) -> Result<()> {
    let (asked, whose) = (wave.asked(conn)?, Whose::Person(person_id.to_owned()));
    let mut found = Found::held(conn, floor, wave.clone(), &whose)?;
    for step in steps(&asked) {
        let code = if step.instrument.id == WHAT_REACHED {
            reached(&step.item.id, |thing| given.get(thing).is_some_and(|people| people.contains(person_id)), chance)
        } else {
            let good = (4 + chance.below(5) + chance.below(2) * better).min(10);
            if step.item.id == "anxiety" { 10 - good } else { good }
        };
        // Nobody made up writes in words of their own.
        found.sheet.take(&step, &code.to_string(), chance.does(0.03) || step.is_text())?;
    }
    send(conn, floor, found, &whose)
}

/// The code of an answer to one of the items, as the instrument has it: of recall 1 yes, 0 no and 2 not sure; of contact 0 to 3.
fn reached(item: &str, was_given: impl Fn(&str) -> bool, chance: &mut Chance) -> usize {
    match item.split_once('_') {
        Some(("recall", thing)) => {
            let shares = if was_given(thing) { RECALL } else { READY_YES };
            chance.which(&shares).map_or(0, |nth| nth + 1)
        }
        _ => chance.which(&CONTACT).map_or(0, |nth| nth + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_made_up_answer_is_offered_and_more_recall_what_they_were_given() {
        let shelf = Shelf::shipped().unwrap();
        let instrument = shelf.find(WHAT_REACHED).unwrap();
        let (mut chance, mut yes) = (Chance::of(1), [0, 0]);
        for item in instrument.items.iter().filter(|item| item.id != "words") {
            for (nth, was_given) in [false, true].into_iter().enumerate() {
                for _ in 0..200 {
                    let code = reached(&item.id, |_| was_given, &mut chance);
                    assert!(instrument.codes(item).contains(&i32::try_from(code).unwrap()), "{}: {code}", item.id);
                    yes[nth] += usize::from(item.id.starts_with("recall") && code == 1);
                }
            }
        }
        assert!((1..60).contains(&yes[0]) && yes[1] > 250, "{yes:?} of 1000 each");
    }
}
