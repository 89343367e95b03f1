//! One survey: where it stands, the check page before it goes out, and its codes.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::waves::of_trial;
use crate::{
    floor::{
        Floor,
        clock::{Moment, long_date},
        db::Conn,
        error::{Error, Result},
        web::{Form, Page, Role, Visitor, attachment, see_other},
    },
    trial::{
        allocation::{
            pages::{RESEARCH, WATCH, reached},
            sight,
            trial::Trial,
        },
        surveys::{
            instrument::Shelf,
            sheet::{link_for_all, texts},
            store::waves,
            wave::{Mode, Wave, asked, codes, launch, told},
        },
        taken::reason_of_today,
    },
};

/// A wave of a trial that the visitor reaches.
pub(super) fn reached_wave(
    conn: &mut Conn,
    visitor: &Visitor,
    roles: &[Role],
    trial_id: &str,
    wave_id: &str,
) -> Result<(Trial, Wave)> {
    let trial = reached(conn, visitor, roles, trial_id)?;
    let wave = Wave::find(conn, wave_id)?;
    if wave.trial_id == trial.id { Ok((trial, wave)) } else { Err(Error::Missing("That survey")) }
}

/// Where a wave stands: for a template, as a shape and as a word.
pub(super) fn standing(wave: &Wave, now: Moment) -> (&'static str, &'static str, &'static str) {
    match () {
        () if wave.launched_at.is_none() => ("draft", "none", "Not launched"),
        () if wave.has_closed(now) => ("closed", "done", "Closed"),
        () if wave.is_open(now) => ("open", "doing", "Open"),
        () => ("waiting", "waiting", "Opens soon"),
    }
}

pub(super) fn here(trial: &str, wave: &str) -> String {
    format!("/trials/{trial}/surveys/{wave}")
}

/// GET /trials/{id}/surveys/{wave}
pub async fn show_wave(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
) -> Result<HttpResponse> {
    shown(&floor, visitor, path.into_inner(), page).await
}

pub(super) async fn shown(
    floor: &Data<Floor>,
    visitor: Visitor,
    (id, wave_id): (String, String),
    page: Page,
) -> Result<HttpResponse> {
    let (inner, may) = (floor.clone(), visitor.is_any(RESEARCH));
    let at = here(&id, &wave_id);
    let (trial, wave, settings, counts, asks_why) = floor
        .db
        .reading(move |conn| {
            let (trial, wave) = reached_wave(conn, &visitor, WATCH, &id, &wave_id)?;
            let by_arm = wave.mode == Mode::Named && sight::told(conn, &trial.id, &visitor.account_id)?;
            let by_arm = by_arm && asked::is_locked(conn, &trial.id)?;
            let asks_why = by_arm && reason_of_today(conn, &inner, &visitor.account_id, &trial.id)?.is_none();
            let counts =
                (told::asked_of(conn, &inner, &wave)?, told::answered(conn, &wave)?, texts::waiting(conn, &wave.id)?);
            Ok((of_trial(&trial), wave.clone(), settings(conn, &inner, &wave)?, counts, asks_why))
        })
        .await?;
    let (state, _, _) = standing(&wave, floor.clock.now());
    let link =
        if wave.mode == Mode::Anonymous && state != "draft" { link_for_all(floor, &wave.id) } else { String::new() };
    page.put("trial", &trial)
        .put("here", &at)
        .put("wave", &json!({ "name": wave.name, "state": state, "mode": wave.mode }))
        .put("settings", &settings)
        .put("asked", &counts.0)
        .put("answered", &counts.1)
        .put("waiting", &counts.2)
        .put("by_code", &(wave.mode == Mode::Coded))
        .put("room", &(codes::MOST - wave.codes))
        .put("may", &may)
        .put("asks_why", &asks_why)
        .put("link", &link)
        .show("surveys/wave.html", &wave.name)
}

fn settings(conn: &mut Conn, floor: &Floor, wave: &Wave) -> Result<Vec<Value>> {
    let instruments: Vec<String> = if wave.launched_at.is_some() {
        wave.asked(conn)?.into_iter().map(|one| format!("{} (version {})", one.title, one.version)).collect()
    } else {
        let shelf = Shelf::load(&floor.settings.surveys).ok();
        let title = |id: String| match shelf.as_ref().and_then(|shelf| shelf.find(&id).ok()) {
            Some(found) => found.title.clone(),
            None => id,
        };
        waves::instruments(conn, &wave.id)?.into_iter().map(|(id, _)| title(id)).collect()
    };
    let days = format!("{} to {}", long_date(wave.opens_on), long_date(wave.closes_on));
    let reminders = match wave.reminders {
        0 => "none".to_owned(),
        many => format!("{many}, {} days apart", wave.days_between),
    };
    let rows = [
        ("What is asked", instruments.join(", then ")),
        ("Answers", wave.mode.words().to_owned()),
        ("Open", days),
        ("Reminders", reminders),
        ("After the trial has ended", if wave.follow_up { "it goes on" } else { "it stops" }.to_owned()),
    ];
    Ok(rows.into_iter().map(|(key, value)| json!({ "key": key, "value": value })).collect())
}

/// GET /trials/{id}/surveys/{wave}/launch
pub async fn check_launch(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
) -> Result<HttpResponse> {
    let (id, wave_id) = path.into_inner();
    let (inner, at) = (floor.clone(), here(&id, &wave_id));
    let (trial, wave, settings, checks, asked, advised) = floor
        .db
        .reading(move |conn| {
            let (trial, wave) = reached_wave(conn, &visitor, RESEARCH, &id, &wave_id)?;
            let checks = launch::checks(conn, &inner, &wave)?;
            let asked = if wave.mode.goes_by_mail() { asked::everyone(conn, &inner, &trial.id)?.len() } else { 0 };
            let advised = asked::is_locked(conn, &trial.id)? && !asked::what_reached(conn, &trial.id)?;
            Ok((of_trial(&trial), wave.clone(), settings(conn, &inner, &wave)?, checks, asked, advised))
        })
        .await?;
    page.put("trial", &trial)
        .put("here", &at)
        .put("wave", &json!({ "name": wave.name }))
        .put("settings", &settings)
        .put("ready", &(wave.launched_at.is_none() && checks.iter().all(|check| check.fault.is_none())))
        .put("checks", &checks)
        .put("asked", &asked)
        .put("advised", &advised)
        .show("surveys/launch.html", "Check before the launch")
}

/// POST /trials/{id}/surveys/{wave}/launch
pub async fn launch_wave(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    _: Form,
) -> Result<HttpResponse> {
    let (id, wave_id) = path.into_inner();
    let (inner, at) = (floor.clone(), here(&id, &wave_id));
    let launched = floor.db.writing(move |conn| {
        let (_, wave) = reached_wave(conn, &visitor, RESEARCH, &id, &wave_id)?;
        launch::launch(conn, &inner, &visitor.account_id, &wave)
    });
    launched.await.map(|()| see_other(&at, "The survey is launched."))
}

/// POST /trials/{id}/surveys/{wave}/codes.csv
pub async fn make_codes(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, many, (id, wave_id)) =
        (floor.clone(), visitor.clone(), form.text("many").to_owned(), path.clone());
    let made = floor.db.writing(move |conn| {
        let (_, wave) = reached_wave(conn, &who, RESEARCH, &id, &wave_id)?;
        codes::hand_out(conn, &inner, &who.account_id, &wave, &many)
    });
    match made.await {
        Ok(codes) => {
            let file = std::iter::once("code".to_owned()).chain(codes).collect::<Vec<_>>().join("\n") + "\n";
            Ok(attachment("codes.csv", "text/csv; charset=utf-8", file.into_bytes()))
        }
        Err(Error::Invalid(complaints)) => {
            shown(&floor, visitor, path.into_inner(), page.again(&form, &complaints)).await
        }
        Err(other) => Err(other),
    }
}
