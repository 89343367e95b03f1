//! The county's surveys: ONS4, by a link of one's own, answered by most.

use chrono::TimeDelta;

use crate::{
    demo::{cast::Cast, chance::Chance},
    floor::{Floor, db::Conn, error::Result},
    trial::surveys::{
        instrument::Shelf,
        sheet::{
            saved::{Found, Whose, send},
            steps,
        },
        wave::{
            Mode, Wave,
            asked::{everyone, is_asked},
            launch::launch as go,
            set_up::{Plan, Typed, set_up},
        },
    },
};

/// How many of those who are asked answer.
const ANSWERS: f64 = 0.7;

/// Sets a survey up that opens today, and launches it; its id.
pub fn launch(floor: &Floor, cast: &Cast, trial_id: &str, name: &str, days: i64) -> Result<String> {
    let today = floor.clock.today();
    let typed = Typed {
        name: name.into(),
        instruments: vec![("ons4".into(), "1".into())],
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
        for person_id in everyone(conn, floor, &wave.trial_id)? {
            // Whoever has left or asked to be left out is asked nothing more.
            if chance.does(ANSWERS) && is_asked(conn, floor, &wave, &person_id)? {
                answer_one(conn, floor, &wave, person_id, &mut chance, better)?;
            }
        }
        Ok(())
    })
}

fn answer_one(
    conn: &mut Conn,
    floor: &Floor,
    wave: &Wave,
    person_id: String,
    chance: &mut Chance,
    better: usize,
) -> Result<()> {
    let whose = Whose::Person(person_id);
    let (asked, mut found) = (wave.asked(conn)?, Found::held(conn, floor, wave.clone(), &whose)?);
    for step in steps(&asked) {
        let good = (4 + chance.below(5) + chance.below(2) * better).min(10);
        let given = if step.item.id == "anxiety" { 10 - good } else { good };
        found.sheet.take(&step, &given.to_string(), chance.does(0.03))?;
    }
    send(conn, floor, found, &whose)
}
