//! The buildings of a plan as a file: each with how it stands, its days and its cost. Files say days as 2027-03-03 and money in pounds.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::shown::worth;
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        web::{Visitor, attachment},
    },
    interventions::tokens::{
        placement::{Here, Plan},
        plan::plan_by,
        store,
    },
    trial::{
        availability::free::days,
        roster::sheet::for_export,
        taken::{Taken, on_record},
        uptake::{funnel::Building, site_record},
    },
};

const NAME: &str = "buildings.csv";
const HEADING: [&str; 17] = [
    "unit",
    "building",
    "state",
    "what stands there",
    "people planned for",
    "people now",
    "first day planned",
    "last day planned",
    "working days planned",
    "working days gone by",
    "days working",
    "days not set up yet",
    "days out of order",
    "days taken away",
    "days without stock",
    "faults to see to",
    "cost in pounds",
];

/// GET /tokens/plans/{id}/buildings.csv
pub async fn buildings_file(floor: Data<Floor>, visitor: Visitor, path: Path<String>) -> Result<HttpResponse> {
    let (inner, actor) = (floor.clone(), visitor.account_id.clone());
    let file = floor.db.reading(move |conn| {
        let plan = plan_by(conn, &visitor, &path)?;
        Ok((to_csv(conn, &inner, &plan)?, plan.trial_id))
    });
    let (file, trial_id) = file.await?;
    on_record(&floor, &actor, vec![Taken::file(&trial_id, NAME)]).await?;
    Ok(attachment(NAME, "text/csv; charset=utf-8", file))
}

fn to_csv(conn: &mut Conn, floor: &Floor, plan: &Plan) -> Result<Vec<u8>> {
    let (working, seen) = (days(floor)?, site_record::of_sites(conn, &plan.trial_id)?);
    let of_each = Building::of_each(&seen, |day| working.is_working(day), floor.clock.today());
    let mut rows = Vec::new();
    for placement in store::placements::of_plan(conn, &plan.id)? {
        let here = Here::find(conn, &placement.id, floor.clock.today())?;
        let building = of_each.get(&here.site.id).cloned().unwrap_or_default();
        rows.push(row(conn, &here, &building)?);
    }
    rows.sort();
    let mut file = csv::Writer::from_writer(b"\xef\xbb\xbf".to_vec());
    file.write_record(HEADING).map_err(Error::broken)?;
    for row in rows {
        file.write_record(row.iter().map(|cell| for_export(cell).into_owned())).map_err(Error::broken)?;
    }
    file.into_inner().map_err(|error| Error::broken(error.to_string()))
}

fn row(conn: &mut Conn, here: &Here, building: &Building) -> Result<[String; 17]> {
    let Here { plan, placement, site } = here;
    let (days, costs) = (building.days, worth(conn, placement)?);
    let faults = store::faults::of_placement(conn, &placement.id)?;
    let open = faults.iter().filter(|fault| fault.closed.is_none()).count();
    Ok([
        "building".to_owned(),
        site.name.clone(),
        placement.state.name().to_owned(),
        placement.kind.clone(),
        placement.planned_people.to_string(),
        site.people.to_string(),
        plan.from_on.to_string(),
        plan.until_on.to_string(),
        days.planned().to_string(),
        days.gone_by().to_string(),
        days.working.to_string(),
        days.not_yet.to_string(),
        days.out_of_order.to_string(),
        days.taken_away.to_string(),
        building.without_stock.to_string(),
        open.to_string(),
        if costs.lines == 0 { String::new() } else { costs.total.plain() },
    ])
}
