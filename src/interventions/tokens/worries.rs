//! What a lead has to worry about in tokens: what is out of order, faults that nobody has seen to, what is used up, and buildings that
//! should have one by now.

use chrono::NaiveDate;

use super::{
    placement::{Here, Placement, RUN, State},
    store::{self, plans::Plan},
};
use crate::{
    floor::{Floor, clock::long_date, db::Conn, error::Result, web::Visitor},
    trial::{
        allocation::end::ended_at,
        this_week::worry::{Urgency, Worry},
    },
};

/// For those who run tokens, building by building.
pub fn worries(conn: &mut Conn, floor: &Floor, visitor: &Visitor) -> Result<Vec<Worry>> {
    let today = floor.clock.today();
    let mut found = Vec::new();
    for plan in store::plans::all(conn)?.into_iter().filter(|plan| visitor.reaches(RUN, &plan.authority_id)) {
        if plan.until_on < today || ended_at(conn, &plan.trial_id)?.is_some() {
            continue;
        }
        for placement in store::placements::of_plan(conn, &plan.id)? {
            found.extend(of_building(conn, &plan, &placement, today)?);
        }
    }
    Ok(found)
}

fn of_building(conn: &mut Conn, plan: &Plan, placement: &Placement, today: NaiveDate) -> Result<Vec<Worry>> {
    let site = Here::find(conn, &placement.id, today)?.site.name;
    let worry = |urgency, what: &str, figure: String, since| Worry {
        urgency,
        title: format!("{what}: {site}"),
        figure,
        since,
        href: format!("/tokens/{}", placement.id),
        mend: "Open the building",
    };
    let mut found = Vec::new();
    let faults = store::faults::of_placement(conn, &placement.id)?;
    let open: Vec<_> = faults.iter().filter(|fault| fault.closed.is_none()).collect();
    if let Some(first) = open.iter().map(|fault| fault.first_on).min() {
        let says = open.iter().map(|fault| fault.kind.words()).collect::<Vec<_>>().join("; ");
        found.push(worry(Urgency::Now, "Faults to see to", format!("{says}."), Some(first)));
    } else if placement.state == State::OutOfOrder {
        found.push(worry(Urgency::Now, "Out of order", "Nobody can use it.".to_owned(), None));
    }
    let outs = store::stock::stock_outs(conn, &placement.id)?;
    let gone: Vec<_> = outs.iter().filter(|out| out.until_on.is_none()).collect();
    if let Some(first) = gone.iter().map(|out| out.from_on).min() {
        let says = gone.iter().map(|out| out.what.words()).collect::<Vec<_>>().join("; ");
        found.push(worry(Urgency::Now, "Used up", format!("{says}."), Some(first)));
    }
    if plan.from_on <= today && matches!(placement.state, State::Planned | State::Delivered) {
        let figure = format!("One should stand there since {}.", long_date(plan.from_on));
        found.push(worry(Urgency::Soon, "Not set up yet", figure, Some(plan.from_on)));
    }
    Ok(found)
}
