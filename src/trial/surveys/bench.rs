//! A survey that everybody answered, to measure how long its scores take.

use chrono::TimeDelta;

use super::{
    sheet::{Sheet, saved, steps},
    store::sheets,
    wave::{Wave, asked, launch::launch, set_up, told},
};
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::{allocation::trial::Trial, roster::governance, trial_ids},
};

const WHO: &str = "bench";

/// Everyone of a trial.
pub fn everyone(conn: &mut Conn, floor: &Floor, trial: &Trial) -> Result<Vec<String>> {
    Ok(asked::everyone(conn, floor, &trial.id)?.into_iter().collect())
}

/// Sets up and launches a survey with names, and sends a sheet of each person's, no two in a row alike.
pub fn answered_by(conn: &mut Conn, floor: &Floor, trial: &Trial, people: &[String]) -> Result<Wave> {
    let today = floor.clock.today();
    let footing = governance::Typed {
        lawful_basis: "public task",
        article_9_condition: "research",
        dpia_reference: "none: nobody here exists",
        privacy_notice: "none: nobody here exists",
        notice_given_on: &today.to_string(),
    };
    governance::record(conn, floor, WHO, governance::Statement::parse(footing, today)?)?;
    let typed = set_up::Typed {
        name: "Bench".into(),
        instruments: vec![("ons4".into(), "1".into())],
        mode: "named".into(),
        opens_on: Some(today + TimeDelta::days(1)),
        closes_on: Some(today + TimeDelta::days(30)),
        reminders: "0".into(),
        days_between: "7".into(),
        follow_up: false,
    };
    let plan = set_up::Plan::parse(&typed, &super::instrument::Shelf::load(&floor.settings.surveys)?, today)?;
    let id = set_up::set_up(conn, floor, WHO, &trial.id, &plan)?;
    let wave = Wave::find(conn, &id)?;
    launch(conn, floor, WHO, &wave)?;
    let wave = Wave::find(conn, &id)?;
    let instruments = wave.asked(conn)?;
    let steps = steps(&instruments);
    for (nth, person) in people.iter().enumerate() {
        let mut sheet = Sheet::default();
        for (of, step) in steps.iter().enumerate() {
            let codes = step.instrument.codes(step.item);
            let code = codes[(nth * 7 + nth / 11 + of * 3) % codes.len()];
            sheet.take(step, &code.to_string(), false)?;
        }
        let called = trial_ids::call(conn, floor, &wave.trial_id, person)?;
        let sealed = saved::seal_sheet(floor, &wave.id, &called, &sheet)?;
        sheets::put_sheet(conn, &wave.id, &called, &sealed, Some(today))?;
    }
    Ok(wave)
}

/// The scores, arm by arm.
pub fn scores(conn: &mut Conn, floor: &Floor, wave: &Wave) -> Result<()> {
    told::report(conn, floor, &trial_ids::Joiner::command_line(""), wave, Some("A bench")).map(drop)
}
