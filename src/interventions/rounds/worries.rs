//! What a lead has to worry about in Rounds: those that come soon with most seats free, and those on a day for which no licence holds.

use chrono::NaiveDate;

use super::{
    licence,
    round::{RUN, Round},
    store::{self, series::Series},
};
use crate::{
    floor::{
        Floor,
        clock::{london_date, long_date},
        db::Conn,
        error::{Error, Result},
        web::Visitor,
    },
    trial::{
        allocation::end::ended_at,
        this_week::worry::{Urgency, Worry},
    },
};

/// So many days before a Round its seats should be filling, and so many before it there is no time left.
const FILLING: i64 = 14;
const LATE: i64 = 3;

/// For those who run Rounds, of each that is still to come.
pub fn worries(conn: &mut Conn, floor: &Floor, visitor: &Visitor) -> Result<Vec<Worry>> {
    let today = floor.clock.today();
    let mut found = Vec::new();
    for series in store::series::all(conn)?.into_iter().filter(|series| visitor.reaches(RUN, &series.authority_id)) {
        if ended_at(conn, &series.trial_id)?.is_some() {
            continue;
        }
        let rounds = store::rounds::of_series(conn, &series.id)?;
        let to_come = |round: &&Round| !round.is_over() && london_date(round.span.starts) >= today;
        let coming: Vec<&Round> = rounds.iter().filter(to_come).collect();
        found.extend(without_licence(conn, floor, &series, &coming)?);
        for round in coming {
            found.extend(under_booked(conn, &series, round, today)?);
        }
    }
    Ok(found)
}

/// One for the series, of the first Round on which none holds.
fn without_licence(conn: &mut Conn, floor: &Floor, series: &Series, coming: &[&Round]) -> Result<Option<Worry>> {
    for round in coming {
        let on = london_date(round.span.starts);
        match licence::in_force(conn, floor, series, on) {
            Ok(()) => {}
            Err(Error::Invalid(_)) => {
                return Ok(Some(Worry {
                    urgency: Urgency::Soon,
                    title: format!("No licence: {}", series.name),
                    figure: format!("None is on record for the one on {}.", long_date(on)),
                    since: None,
                    href: format!("/rounds/series/{}", series.id),
                    mend: "Put the licence on record",
                }));
            }
            Err(other) => return Err(other),
        }
    }
    Ok(None)
}

fn under_booked(conn: &mut Conn, series: &Series, round: &Round, today: NaiveDate) -> Result<Option<Worry>> {
    let on = london_date(round.span.starts);
    let days = (on - today).num_days();
    if !round.state.is_open() || days > FILLING {
        return Ok(None);
    }
    let (held, seats) = (store::places::held(conn, &round.id)?, round.seats());
    Ok((held * 2 < seats).then(|| Worry {
        urgency: if days <= LATE { Urgency::Now } else { Urgency::Soon },
        title: format!("Seats that are free: {}", series.name),
        figure: format!("{held} of {seats} are taken for the one on {}.", long_date(on)),
        since: None,
        href: format!("/rounds/{}", round.id),
        mend: "Open it",
    }))
}
