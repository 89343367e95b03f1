//! Other trials that share people with this one, and what is said of each pair.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::{RESEARCH, WATCH, reached, show::summary};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Complaints, Result},
        web::{Form, Page, Visitor, done_or_again},
    },
    trial::allocation::{
        pair::{Overlap, say},
        prospect::prospect,
        stored::List,
        trial::Trial,
    },
};

/// What the page is about: the trial, those that overlap, and whether it is drawn.
type About = (Trial, Vec<Overlap>, bool);

/// GET /trials/{id}/overlap
pub async fn overlap(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    let (may, inner) = (visitor.is_any(RESEARCH), floor.clone());
    let found = floor.db.reading(move |conn| about(conn, &inner, &visitor, &id)).await?;
    shown(page, &found, may)
}

/// POST /trials/{id}/overlap
pub async fn pair(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    let here = format!("/trials/{id}/overlap");
    let (inner, who, trial_id) = (floor.clone(), visitor.clone(), id.clone());
    let [other, rule, why] = ["other", "rule", "why"].map(|field| form.text(field).to_owned());
    let act = move |conn: &mut Conn| {
        let trial = reached(conn, &who, RESEARCH, &trial_id)?;
        say(conn, &inner, &who.account_id, &trial, &other, (&rule, &why))
    };
    let inner = floor.clone();
    let read = move |conn: &mut Conn| about(conn, &inner, &visitor, &id);
    let again = |complaints: &Complaints, found: &About| shown(page.again(&form, complaints), found, true);
    done_or_again(&floor, act, read, again, (&here, "It is on record with both trials.")).await
}

fn about(conn: &mut Conn, floor: &Floor, visitor: &Visitor, id: &str) -> Result<About> {
    let trial = reached(conn, visitor, WATCH, id)?;
    let overlaps = prospect(conn, floor, &trial)?.overlaps;
    let drawn = List::live(conn, id)?.is_some();
    Ok((trial, overlaps, drawn))
}

fn shown(page: Page, (trial, overlaps, drawn): &About, may: bool) -> Result<HttpResponse> {
    let overlap = |one: &Overlap| {
        json!({
            "id": one.trial.id, "name": one.trial.name, "intervention": one.trial.interventions.said(),
            "unit": one.trial.scheme.unit().name(), "people": one.people, "rule": one.rule,
        })
    };
    let choices = overlaps.iter().map(|one| json!({ "value": one.trial.id, "text": one.trial.name }));
    page.put("trial", &summary(trial))
        .put("choices", &choices.collect::<Vec<_>>())
        .put("overlaps", &overlaps.iter().map(overlap).collect::<Vec<Value>>())
        .put("drawn", drawn)
        .put("may", &(may && !drawn))
        .show("allocation/overlap.html", "People in other trials")
}
