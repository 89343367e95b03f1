//! One page for a trial: before the draw what would mix, after it each exposure. Who was exposed, and counts of few, tell arms, and
//! are shown to those who may see them, and to everybody who may look at the trial once it has ended.

use std::collections::HashMap;

use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
};
use serde_json::{Value, json};

use super::{
    before::{Mixing, mixing},
    during::exposures,
    exposure::{Exposure, Kind},
};
use crate::{
    floor::{
        Floor,
        clock::long_date,
        db::Conn,
        error::Result,
        web::{Page, Visitor},
    },
    trial::{
        allocation::{
            pages::{Of, Parts, WATCH, reached},
            scheme::Unit,
            sight,
            stored::{List, Whole},
            trial::Trial,
        },
        surveys::wave::asked,
        taken::{Taken, on_record},
    },
};

/// GET /trials/{id}/spill-over
pub async fn spill_over(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    of: Query<Of>,
) -> Result<HttpResponse> {
    let (inner, actor) = (floor.clone(), visitor.account_id.clone());
    let (trial, mixing, after) = floor
        .db
        .reading(move |conn| {
            let floor = &inner;
            let trial = of.look_at(&reached(conn, &visitor, WATCH, &id)?)?;
            let mixing = mixing(conn, floor, &trial)?;
            let after = match List::live_of(conn, &trial)? {
                Some(list) => {
                    let whole = list.whole(conn)?;
                    Some(after(conn, floor, &trial, &visitor.account_id, &whole)?)
                }
                None => None,
            };
            Ok((trial, mixing, after))
        })
        .await?;
    if trial.scheme.arms().len() > 1 && after.as_ref().is_some_and(|after| after["told"] == true) {
        on_record(&floor, &actor, vec![Taken::look(&trial.id, "spill-over").by_part(&trial)]).await?;
    }
    page.put("trial", &json!({ "id": trial.id, "name": trial.name, "unit": trial.scheme.unit().name() }))
        .put("parts", &Parts::of(&trial))
        .put("mixing", &of_mixing(&mixing))
        .put("after", &after)
        .show("spill_over/spill_over.html", "Spill-over")
}

fn of_mixing(mixing: &Mixing) -> Value {
    let groups = mixing.groups.iter().map(|group| json!([group.what, group.groups, format!("{:.1}", group.mixed)]));
    let costs = mixing.costs.iter().map(|cost| {
        json!([format!("{:.2}", cost.correlation), format!("{:.2}", cost.design_effect), format!("{:.0}", cost.worth)])
    });
    json!({
        "draws": mixing.draws, "teams": mixing.teams,
        "groups": groups.collect::<Vec<_>>(), "costs": costs.collect::<Vec<_>>(),
    })
}

fn after(conn: &mut Conn, floor: &Floor, trial: &Trial, account_id: &str, whole: &Whole) -> Result<Value> {
    let told = sight::told(conn, &trial.id, account_id)?;
    let found = exposures(conn, floor, whole)?;
    let smallest = usize::try_from(floor.settings.reports.smallest_group).unwrap_or(usize::MAX);
    let whole_units = trial.scheme.unit() != Unit::Person;
    let many_of = |kind: Kind| found.iter().filter(|one| one.kind == kind).count();
    let counted = |kind: &Kind| {
        let many = many_of(*kind);
        // That nobody was exposed tells as much as that one person was.
        let says = match kind {
            // An answer is told of as the answers of any survey are: by arm to who may see the arms, and not of a few.
            kind if kind.is_said() && !told => "not told".to_owned(),
            kind if kind.is_answered() && many < smallest => format!("fewer than {smallest}"),
            _ if told => many.to_string(),
            // Of whole teams or buildings, only some add up to it.
            Kind::SharedTeam | Kind::SharedBuilding | Kind::MovedTeam | Kind::MovedBuilding if whole_units => {
                "not told".to_owned()
            }
            _ if many >= smallest => many.to_string(),
            _ => format!("fewer than {smallest}"),
        };
        json!([kind.words(), kind.source(), says])
    };
    // A kind is counted once, and not for each of its rows.
    let few: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| kind.is_answered() && many_of(*kind) < smallest).collect();
    let shown: Vec<&Exposure> = found.iter().filter(|one| !few.contains(&one.kind)).collect();
    let rows = if told { rows(whole, &shown) } else { Vec::new() };
    let asked = asked::what_reached(conn, &trial.id)?;
    Ok(
        json!({ "told": told, "asked": asked, "counts": Kind::ALL.iter().map(counted).collect::<Vec<_>>(), "rows": rows }),
    )
}

fn rows(whole: &Whole, found: &[&Exposure]) -> Vec<Value> {
    let who: HashMap<&str, (&str, &str)> = whole
        .members
        .iter()
        .map(|member| (member.person_id.as_str(), (member.authority.as_str(), member.reference.as_str())))
        .collect();
    let row = |one: &&Exposure| {
        let (authority, reference) = match one.kind.is_answered() {
            true => ("", "not told"),
            false => *who.get(one.person_id.as_str())?,
        };
        Some(json!([long_date(one.on), authority, reference, one.kind.words(), one.kind.source()]))
    };
    found.iter().filter_map(row).collect()
}
