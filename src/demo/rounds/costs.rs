//! What the year cost: a few amounts, the hours that are put forward, and the first trial's table beside them.

use super::Behaviour;
use crate::{
    demo::cast::Cast,
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        web::Form,
    },
    interventions::rounds::{
        cost::{
            bring::bring_costs,
            money::Pence,
            note::{NewCost, WHOLE_SERIES, note},
            propose::{proposals, take},
            said::{FIRST_TRIAL, FirstTrial},
        },
        round::State,
        series::Series,
        store,
    },
};

pub fn put_on_record(floor: &Floor, cast: &Cast, year: &[Series], behaviour: &Behaviour) -> Result<()> {
    floor.db.write(|conn| {
        for series in year {
            amounts(conn, floor, cast, series, behaviour)?;
            let rate = Pence(i64::from(behaviour.shares.rate_pence)).plain();
            for one in proposals(conn, series)? {
                let form = Form::of(vec![("proposal".into(), one.key), ("rate".into(), rate.clone())]);
                take(conn, floor, &cast.coordinator, series, &form)?;
            }
        }
        let source = FirstTrial::read()?.source;
        let brought = bring_costs(conn, floor, &cast.coordinator, &source, FIRST_TRIAL.as_bytes(), false)?;
        brought.map(drop).map_err(|faults| Error::broken(format!("the first trial's costs were refused: {faults:?}")))
    })
}

fn amounts(conn: &mut Conn, floor: &Floor, cast: &Cast, series: &Series, behaviour: &Behaviour) -> Result<()> {
    let (rounds, shares) = (store::rounds::of_series(conn, &series.id)?, &behaviour.shares);
    let mut typed = vec![(WHOLE_SERIES, "training", "Two days for two facilitators", shares.training_pence)];
    for round in rounds.iter().filter(|round| round.state == State::Held) {
        typed.push((&round.id, "round", "Room and lunch", shares.room_pence));
        typed.push((&round.id, "panel", "The panel’s meeting", shares.panel_pence));
    }
    for (of, heading, what, pence) in typed {
        let fields = [("of", of), ("heading", heading), ("what", what), ("amount", &Pence(pence).plain())];
        let form = Form::of(fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
        note(conn, floor, &cast.coordinator, series, NewCost::parse(&form, series, &rounds)?)?;
    }
    Ok(())
}
