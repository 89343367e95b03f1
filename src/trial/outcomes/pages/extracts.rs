//! The page of a trial's outcomes: what came in, a file to bring in, and which outcome to look at.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::{here, of_trial};
use crate::{
    floor::{
        Floor,
        auth::name_of,
        clock::{london_date, long_date},
        db::Conn,
        error::{Complaints, Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    trial::{
        allocation::{
            pages::{RESEARCH, reached},
            stored::List,
            trial::Trial,
        },
        outcomes::{
            extracts::{
                bring::{bring, compare},
                take_back::take_back,
            },
            store::{self, Extract},
            told::{Outcome, may_see, of_protocol::OfProtocol},
        },
        roster::small_sheet::Fault,
        surveys::wave::{Mode, Wave, scale},
        taken::reason_of_today,
    },
};

/// Faults that are shown at once.
const SHOWN: usize = 50;

/// GET /outcomes/{trial}
pub async fn outcomes(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    shown(page, &floor, visitor, id.into_inner(), &[]).await
}

/// POST /outcomes/{trial}
pub async fn bring_in(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    let id = id.into_inner();
    let Some(file) = form.file.clone().filter(|file| !file.name.is_empty()) else {
        let page = page.again(&form, &Complaints::of("file", "Choose a file first."));
        return shown(page, &floor, visitor, id, &[]).await;
    };
    let (inner, who, trial_id, check) = (floor.clone(), visitor.clone(), id.clone(), form.ticked("check"));
    let brought = floor.db.writing(move |conn| {
        let trial = reached(conn, &who, RESEARCH, &trial_id)?;
        if check {
            let plan = compare(conn, &inner, &trial, &file.bytes)?;
            return Ok(
                plan.map(|plan| format!("Nothing is wrong with the file: {}. Nothing was saved.", plan.counts()))
            );
        }
        let brought = bring(conn, &inner, &who.account_id, &trial, &file.bytes)?;
        Ok(brought.map(|brought| format!("The extract is on record: {brought}.")))
    });
    match brought.await {
        Ok(Ok(says)) => Ok(see_other(&here(&id), &says)),
        Ok(Err(faults)) => {
            let says = "Nothing was saved. Mend what is listed below, and choose the file again.";
            shown(page.again(&form, &Complaints::of("file", says)), &floor, visitor, id, &faults).await
        }
        Err(Error::Invalid(complaints)) => shown(page.again(&form, &complaints), &floor, visitor, id, &[]).await,
        Err(other) => Err(other),
    }
}

/// POST /outcomes/{trial}/extracts/{extract}/take-back
pub async fn take_back_extract(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    _: Form,
) -> Result<HttpResponse> {
    let ((id, extract), inner) = (path.into_inner(), floor.clone());
    let home = here(&id);
    let gone = floor.db.writing(move |conn| {
        let trial = reached(conn, &visitor, RESEARCH, &id)?;
        take_back(conn, &inner, &visitor.account_id, &trial.id, &extract)
    });
    let gone = gone.await?;
    Ok(see_other(&home, &format!("The extract is taken back: {gone} {}.", if gone == 1 { "row" } else { "rows" })))
}

/// The page, with all that is wrong with a file.
pub(super) async fn shown(
    page: Page,
    floor: &Data<Floor>,
    visitor: Visitor,
    id: String,
    faults: &[Fault],
) -> Result<HttpResponse> {
    let inner = floor.clone();
    let (trial, protocol, locked, told, extracts, choices) = floor
        .db
        .reading(move |conn| {
            let trial = reached(conn, &visitor, RESEARCH, &id)?;
            let locked = List::live(conn, &trial.id)?.is_some_and(|list| list.locked_at.is_some());
            let told = may_see(conn, &trial, &visitor.account_id).is_ok();
            let said = reason_of_today(conn, &inner, &visitor.account_id, &trial.id)?;
            let protocol = OfProtocol::gather(conn, &trial.id, &[])?;
            Ok((
                (of_trial(&trial), parts(&trial)),
                protocol,
                locked,
                (told, said),
                rows(conn, &trial)?,
                choices(conn, &inner, &trial)?,
            ))
        })
        .await?;
    page.put("trial", &trial.0)
        .put("parts", &trial.1)
        .put("protocol", &protocol)
        .put("locked", &locked)
        .put("told", &told.0)
        .put("said", &told.1)
        .put("so_far", &so_far(&extracts))
        .put("extracts", &extracts)
        .put("outcomes", &choices)
        .put("faults", &faults.iter().take(SHOWN).map(Fault::shown).collect::<Vec<_>>())
        .put("more", &faults.len().saturating_sub(SHOWN))
        .show("outcomes/outcomes.html", "Outcomes")
}

/// What a trial of several interventions gives, as a select has it; nothing of a trial of one.
fn parts(trial: &Trial) -> Vec<Value> {
    let all = trial.interventions.iter().map(|one| json!({ "value": one, "text": one }));
    if trial.interventions.are_several() { all.collect() } else { Vec::new() }
}

fn rows(conn: &mut Conn, trial: &Trial) -> Result<Vec<Value>> {
    let extracts = store::extracts(conn, &trial.id)?;
    let many = extracts.len();
    let row = |(at, extract): (usize, Extract)| {
        json!({
            "number": many - at, "id": extract.id, "day": long_date(london_date(extract.brought_at)), "by": name_of(conn, &extract.brought_by),
            "facts": extract.facts, "used": extract.told_at.is_some(),
        })
    };
    Ok(extracts.into_iter().enumerate().map(row).collect())
}

/// How far figures may go: the first so many extracts.
fn so_far(extracts: &[Value]) -> Vec<Value> {
    let option = |extract: &Value| {
        let (number, day) = (extract["number"].to_string(), extract["day"].as_str().unwrap_or_default());
        json!({ "value": number, "text": format!("Up to extract {number}, which came in on {day}") })
    };
    extracts.iter().rev().map(option).collect()
}

/// Every outcome that can be asked for: those of extracts, and the scales of surveys that have closed.
fn choices(conn: &mut Conn, floor: &Floor, trial: &Trial) -> Result<Vec<Value>> {
    let option = |outcome: &Outcome, words: String| json!({ "value": outcome.key(), "text": words });
    let mut found: Vec<Value> = Outcome::OF_EXTRACTS.iter().map(|one| option(one, one.words())).collect();
    for wave in Wave::of_trial(conn, &trial.id)? {
        if wave.mode != Mode::Named || !wave.has_closed(floor.clock.now()) {
            continue;
        }
        for (name, title) in scale::names(&wave.asked(conn)?) {
            let outcome = Outcome::Survey { wave: wave.name.clone(), scale: name };
            found.push(option(&outcome, format!("{}: {title}", wave.name)));
        }
    }
    Ok(found)
}
