//! Every series, and the year of one.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::shown::{of_leader, of_round, worries};
use crate::{
    floor::{
        Floor, audit, auth,
        clock::long_moment,
        db::Conn,
        error::Result,
        web::{Page, Visitor},
    },
    interventions::rounds::{
        round::RUN,
        series::{Series, series_by},
        store,
    },
    trial::{allocation::trial::Trial, availability::free::days, roster::people},
};

/// GET /rounds
pub async fn show_all_series(floor: Data<Floor>, visitor: Visitor, page: Page) -> Result<HttpResponse> {
    let now = floor.clock.now();
    let found = floor.db.reading(move |conn| {
        let (authorities, mut found) = (people::authorities(conn)?, Vec::new());
        for series in store::series::all(conn)? {
            let authority = authorities.iter().find(|authority| authority.id == series.authority_id);
            if let Some(authority) = authority.filter(|authority| visitor.reaches(RUN, &authority.id)) {
                let rounds = store::rounds::of_series(conn, &series.id)?;
                let next = rounds.iter().find(|round| round.span.starts > now && !round.is_over());
                let next = next.map(|round| of_round(conn, round)).transpose()?;
                found.push(json!({
                    "id": series.id, "name": series.name, "called": series.called, "authority": authority.name,
                    "trial": Trial::find(conn, &series.trial_id)?.with_unit(), "rounds": rounds.len(), "next": next,
                }));
            }
        }
        Ok(found)
    });
    page.put("series", &found.await?).show("rounds/all.html", "Rounds")
}

/// GET /rounds/series/{id}
pub async fn show_series(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    let inner = floor.clone();
    let (name, whole) = floor
        .db
        .reading(move |conn| {
            let series = series_by(conn, &visitor, &path)?;
            Ok((series.name.clone(), whole(conn, &inner, &series)?))
        })
        .await?;
    let page = whole.iter().fold(page, |page, (name, value)| page.put(name, value));
    page.show("rounds/series.html", &name)
}

fn whole(conn: &mut Conn, floor: &Floor, series: &Series) -> Result<Vec<(&'static str, Value)>> {
    let rounds = store::rounds::of_series(conn, &series.id)?;
    let mut worries = worries(conn, floor, series, &rounds)?;
    if let Some(last) = rounds.last() {
        worries.extend(days(floor)?.warning(last.span.day()));
    }
    let authority = people::authorities(conn)?.into_iter().find(|authority| authority.id == series.authority_id);
    let licence = series.licence_id.as_deref().map(|id| store::licences::one(conn, id)).transpose()?;
    let about = json!({
        "id": series.id, "name": series.name, "called": series.called, "cover": series.cover,
        "trial": Trial::find(conn, &series.trial_id)?.with_unit(), "offer_hours": series.offer_hours, "authority": authority.map(|authority| authority.name), "licence": licence,
    });
    let shown = rounds.iter().map(|round| of_round(conn, round)).collect::<Result<Vec<_>>>()?;
    let leaders = store::leaders::of_series(conn, &series.id)?;
    Ok(vec![
        ("series", about),
        ("rounds", json!(shown)),
        ("leaders", json!(leaders.iter().map(of_leader).collect::<Vec<_>>())),
        ("worries", json!(worries)),
        ("history", history(conn, &series.id, &SAYS)?),
    ])
}

/// What was done to a series, in words.
pub(super) const SAYS: [(&str, &str); 6] = [
    ("rounds.set_up", "The series was set up"),
    ("rounds.leader_noted", "Somebody who leads was put on record"),
    ("rounds.meeting_called", "A meeting of the steering group was called"),
    ("rounds.meeting_called_off", "A meeting of the steering group was called off"),
    ("rounds.cost_noted", "A line of cost was put on record"),
    ("rounds.cost_taken_back", "A line of cost was taken back"),
];

/// What was done to a series or a Round.
pub(super) fn history(conn: &mut Conn, id: &str, says: &[(&str, &str)]) -> Result<Value> {
    let mut items = Vec::new();
    for entry in audit::history(conn, id)? {
        let (who, when) = (auth::name_of(conn, &entry.actor), long_moment(entry.at));
        let what = says.iter().find(|(act, _)| *act == entry.act).map_or(entry.act.as_str(), |(_, says)| says);
        items.push(json!({ "when": when, "who": who, "what": what, "why": entry.detail }));
    }
    Ok(json!(items))
}
