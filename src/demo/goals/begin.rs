//! The list, the rota and the runs.

use std::fmt::Write;

use chrono::{NaiveDate, TimeDelta};

use super::{Behaviour, Play};
use crate::{
    demo::{
        cast::Cast,
        trial::{randomise_so, seeded},
    },
    floor::{
        Floor,
        db::{Conn, apart},
        error::{Error, Result},
        jobs::{Worker, run_until_idle},
        web::Form,
    },
    interventions::goals::{
        propose,
        run::{Choices, NewRun, Run, set_up},
        store,
    },
    trial::{
        allocation::set_up::Typed,
        availability::bring_rota::bring_rota,
        roster::people::{self, Authority},
    },
};

/// Teams are randomised within each authority; social workers are in the trial.
pub fn randomise(floor: &Floor, cast: &Cast, names: &[String], seed: u64) -> Result<String> {
    let typed = Typed {
        name: "Half an hour for you".into(),
        intervention: "goals".into(),
        unit: "team".into(),
        strata: vec!["authority".into()],
        arms: vec![("course".into(), "1".into(), true), ("usual support".into(), "1".into(), false)],
        smallest_block: "2".into(),
        largest_block: "4".into(),
        authorities: names.to_vec(),
        roles: vec!["social worker".into()],
        ..Typed::default()
    };
    randomise_so(floor, cast, &typed, seeded("goals", seed)?)
}

/// Each authority's rota comes in as a spreadsheet.
pub fn bring_rotas(floor: &Floor, cast: &Cast, names: &[String], plan: Play, behaviour: &mut Behaviour) -> Result<()> {
    floor.db.write(|conn| {
        for authority in of(conn, names)? {
            let file = rota(conn, &authority, plan.starts_on, behaviour)?;
            bring_rota(conn, floor, &cast.coordinator, &authority.id, file.as_bytes(), None)?
                .map_err(|faults| Error::broken(format!("the made-up rota was refused: {faults:?}")))?;
        }
        Ok(())
    })
}

fn rota(conn: &mut Conn, authority: &Authority, starts_on: NaiveDate, behaviour: &mut Behaviour) -> Result<String> {
    const DAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
    let mut file = "staff reference,what,from,until,every\n".to_owned();
    for person in people::in_authority(conn, &authority.id)? {
        if !person.role.is_practitioner() {
            continue;
        }
        let reference = &person.reference;
        if behaviour.does(behaviour.shares.on_duty) {
            let (day, from) = (DAYS[behaviour.below(5)], [("09:00", "13:00"), ("13:00", "17:00")][behaviour.below(2)]);
            let _ = writeln!(file, "{reference},duty,{},{},{day}", from.0, from.1);
        }
        if behaviour.does(behaviour.shares.on_leave) {
            let from = starts_on + TimeDelta::days(7 * i64::try_from(behaviour.below(6)).unwrap_or(0));
            let _ = writeln!(file, "{reference},leave,{from},{},", from + TimeDelta::days(4));
        }
        if behaviour.does(behaviour.shares.never_fridays) {
            let _ = writeln!(file, "{reference},other,,,Friday");
        }
    }
    Ok(file)
}

/// One run an authority, its times proposed and its managers asked.
pub fn propose(
    floor: &Floor,
    worker: &Worker,
    cast: &Cast,
    trial_id: &str,
    names: &[String],
    plan: Play,
) -> Result<Vec<Run>> {
    let runs = floor.db.write(|conn| {
        let mut runs = Vec::new();
        let coordinator = crate::demo::cast::enter(conn, floor, &cast.coordinator)?;
        for authority in of(conn, names)? {
            let form = Form::of(
                [
                    ("name", "Half hours".to_owned()),
                    ("trial", trial_id.to_owned()),
                    ("authority", authority.id.clone()),
                    ("course", "small_steps".to_owned()),
                    ("agree_by", (plan.starts_on - TimeDelta::days(4)).to_string()),
                    ("starts_on", plan.starts_on.to_string()),
                ]
                .map(|(field, value)| (field.to_owned(), value))
                .to_vec(),
            );
            let choices = Choices::of(conn, &coordinator)?;
            let id = set_up(conn, floor, &cast.coordinator, NewRun::parse(&form, &choices, floor.clock.today())?)?;
            let run = store::runs::one(conn, &id)?;
            match apart(conn, |conn| propose::propose(conn, floor, &cast.coordinator, &run, "")) {
                // A small authority may have no team that was allocated to the course.
                Err(Error::Invalid(_)) => {}
                proposed => {
                    proposed?;
                    runs.push(store::runs::one(conn, &id)?);
                }
            }
        }
        Ok(runs)
    })?;
    run_until_idle(worker)?;
    Ok(runs)
}

/// The authorities of these names, in the names' order.
fn of(conn: &mut Conn, names: &[String]) -> Result<Vec<Authority>> {
    let all = people::authorities(conn)?;
    let found = names.iter().filter_map(|name| all.iter().find(|authority| authority.name == *name).cloned());
    Ok(found.collect())
}
