//! Every plan, and the buildings of one.

use std::collections::BTreeMap;

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::shown::{history, of_days, worth};
use crate::{
    floor::{
        Floor,
        clock::long_date,
        db::Conn,
        error::Result,
        web::{Form, Page, Visitor, see_other},
    },
    interventions::tokens::{
        cost::{Each, Sums},
        placement::{Here, Plan, RUN},
        plan::{place, plan_by, too_small},
        store,
    },
    trial::{
        allocation::trial::Trial,
        availability::free::days,
        roster::{people, sites::sites},
        uptake::{funnel::Building, site_record},
    },
};

/// GET /tokens
pub async fn show_plans(floor: Data<Floor>, visitor: Visitor, page: Page) -> Result<HttpResponse> {
    let found = floor.db.reading(move |conn| {
        let (authorities, mut found) = (people::authorities(conn)?, Vec::new());
        for plan in store::plans::all(conn)? {
            let authority = authorities.iter().find(|authority| authority.id == plan.authority_id);
            if let Some(authority) = authority.filter(|authority| visitor.reaches(RUN, &authority.id)) {
                let placements = store::placements::of_plan(conn, &plan.id)?;
                let mut open = 0;
                for placement in &placements {
                    let faults = store::faults::of_placement(conn, &placement.id)?;
                    open += faults.iter().filter(|fault| fault.closed.is_none()).count();
                }
                found.push(json!({
                    "id": plan.id, "trial": Trial::find(conn, &plan.trial_id)?.with_unit(), "authority": authority.name,
                    "from": long_date(plan.from_on), "until": long_date(plan.until_on), "buildings": placements.len(),
                    "open": open,
                }));
            }
        }
        Ok(found)
    });
    page.put("plans", &found.await?).show("tokens/all.html", "Coffee and tea")
}

/// GET /tokens/plans/{id}
pub async fn show_plan(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    let inner = floor.clone();
    let whole = floor.db.reading(move |conn| {
        let plan = plan_by(conn, &visitor, &path)?;
        whole(conn, &inner, &plan)
    });
    let page = whole.await?.iter().fold(page, |page, (name, value)| page.put(name, value));
    page.show("tokens/plan.html", "Buildings with coffee and tea")
}

/// POST /tokens/plans/{id}/place
pub async fn place_more(floor: Data<Floor>, visitor: Visitor, path: Path<String>, _form: Form) -> Result<HttpResponse> {
    let (inner, home) = (floor.clone(), format!("/tokens/plans/{}", *path));
    let placed = floor.db.writing(move |conn| {
        let plan = plan_by(conn, &visitor, &path)?;
        store::plans::hold(conn, &plan.id)?;
        place(conn, &inner, &visitor.account_id, &plan)
    });
    let said = match placed.await? {
        0 => "No other building can have one now.".to_owned(),
        1 => "One more building is on record.".to_owned(),
        more => format!("{more} more buildings are on record."),
    };
    Ok(see_other(&home, &said))
}

fn whole(conn: &mut Conn, floor: &Floor, plan: &Plan) -> Result<Vec<(&'static str, Value)>> {
    let today = floor.clock.today();
    let authority = people::authorities(conn)?.into_iter().find(|one| one.id == plan.authority_id);
    let working = days(floor)?;
    let seen = site_record::of_sites(conn, &plan.trial_id)?;
    let of_each = Building::of_each(&seen, |day| working.is_working(day), today);
    let (rows, each) = rows(conn, plan, &of_each, today)?;
    let small = too_small(conn, floor, plan)?;
    let small: Vec<Value> = small.iter().map(|site| json!([site.name, site.people])).collect();
    Ok(vec![
        (
            "plan",
            json!({
                "id": plan.id, "trial": Trial::find(conn, &plan.trial_id)?.with_unit(), "least": plan.least_people,
                "authority": authority.map(|one| one.name), "from": long_date(plan.from_on),
                "until": long_date(plan.until_on),
            }),
        ),
        ("rows", json!(rows)),
        ("small", json!(small)),
        ("costs", of_sums(&Sums::of(&each))),
        ("warning", json!(working.warning(plan.until_on))),
        ("history", history(conn, &plan.id)?),
    ])
}

/// A row for each building, by its name, and what each comes to.
fn rows(
    conn: &mut Conn,
    plan: &Plan,
    of_each: &BTreeMap<String, Building>,
    today: chrono::NaiveDate,
) -> Result<(Vec<Value>, Vec<Each>)> {
    let sites = sites(conn, &plan.authority_id, today)?;
    let mut placements = store::placements::of_plan(conn, &plan.id)?;
    placements.sort_by_key(|placement| sites.iter().position(|site| site.id == placement.site_id));
    let (mut rows, mut each) = (Vec::new(), Vec::new());
    for placement in placements {
        let here = Here::find(conn, &placement.id, today)?;
        let faults = store::faults::of_placement(conn, &placement.id)?;
        let open = faults.iter().filter(|fault| fault.closed.is_none()).count();
        let costs = worth(conn, &placement)?;
        let per_person = costs.per_person().map_or_else(|| "none on record".to_owned(), |pence| pence.to_string());
        let days = of_each.get(&here.site.id).map(of_days).unwrap_or_default();
        rows.push(json!([
            { "text": here.site.name, "href": format!("/tokens/{}", placement.id) },
            { "text": placement.state.word(), "kind": placement.state.kind() },
            placement.planned_people, placement.kind, days, open, per_person,
        ]));
        each.push(costs);
    }
    Ok((rows, each))
}

fn of_sums(sums: &Sums) -> Value {
    let shown = |pence: Option<crate::floor::money::Pence>| pence.map(|pence| pence.to_string());
    json!({
        "total": sums.total.to_string(), "buildings": sums.buildings, "people": sums.people, "left_out": sums.left_out,
        "per_building": shown(sums.per_building()), "per_person": shown(sums.per_person()),
    })
}
