//! The surveys of a trial: those there are, and a new one.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::one_wave::standing;
use crate::{
    floor::{
        Floor,
        clock::long_date,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    trial::{
        allocation::{
            pages::{RESEARCH, WATCH, reached},
            trial::Trial,
        },
        surveys::{
            instrument::{Instrument, Shelf},
            wave::{
                Wave,
                asked::{WHAT_REACHED, is_locked},
                set_up::{self, Plan, Typed},
            },
        },
    },
};

/// GET /trials/{id}/surveys
pub async fn show_waves(floor: Data<Floor>, visitor: Visitor, id: Path<String>, page: Page) -> Result<HttpResponse> {
    let may = visitor.is_any(RESEARCH);
    let (trial, waves) = floor
        .db
        .reading(move |conn| {
            let trial = reached(conn, &visitor, WATCH, &id)?;
            Ok((of_trial(&trial), Wave::of_trial(conn, &trial.id)?))
        })
        .await?;
    let now = floor.clock.now();
    let wave = |wave: &Wave| {
        let (_, kind, word) = standing(wave, now);
        let days = format!("{} to {}", long_date(wave.opens_on), long_date(wave.closes_on));
        json!({ "id": wave.id, "name": wave.name, "mode": wave.mode.words(), "days": days, "kind": kind, "word": word })
    };
    page.put("trial", &trial)
        .put("waves", &waves.iter().map(wave).collect::<Vec<_>>())
        .put("may_set_up", &may)
        .show("surveys/waves.html", "Surveys")
}

/// A trial as these pages name it.
pub(super) fn of_trial(trial: &Trial) -> Value {
    json!({ "id": trial.id, "name": trial.name, "unit": trial.scheme.unit().name() })
}

/// GET /trials/{id}/surveys/new
pub async fn show_new_wave(floor: Data<Floor>, visitor: Visitor, id: Path<String>, page: Page) -> Result<HttpResponse> {
    form_page(&floor, visitor, id.into_inner(), page).await
}

/// POST /trials/{id}/surveys
pub async fn set_up_wave(
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, sent, trial_id) = (floor.clone(), visitor.clone(), form.clone(), id.clone());
    let made = floor.db.writing(move |conn| {
        let trial = reached(conn, &who, RESEARCH, &trial_id)?;
        let shelf = Shelf::load(&inner.settings.surveys)?;
        let plan = Plan::parse(&typed(&sent, &shelf), &shelf, inner.clock.today())?;
        set_up::set_up(conn, &inner, &who.account_id, &trial.id, &plan)
    });
    match made.await {
        Ok(wave) => {
            Ok(see_other(&format!("/trials/{id}/surveys/{wave}"), "The survey is set up. Nothing has gone out yet."))
        }
        Err(Error::Invalid(complaints)) => {
            form_page(&floor, visitor, id.into_inner(), page.again(&form, &complaints)).await
        }
        Err(other) => Err(other),
    }
}

fn typed(form: &Form, shelf: &Shelf) -> Typed {
    let place = |one: &Instrument| (one.id.clone(), form.text(&format!("place.{}", one.id)).to_owned());
    Typed {
        name: form.text("name").to_owned(),
        instruments: shelf.all().iter().map(place).collect(),
        mode: form.text("mode").to_owned(),
        opens_on: form.day("opens_on"),
        closes_on: form.day("closes_on"),
        reminders: form.text("reminders").to_owned(),
        days_between: form.text("days_between").to_owned(),
        follow_up: form.ticked("follow_up"),
    }
}

async fn form_page(floor: &Data<Floor>, visitor: Visitor, id: String, page: Page) -> Result<HttpResponse> {
    let (trial, begun) = floor
        .db
        .reading(move |conn| {
            let trial = reached(conn, &visitor, RESEARCH, &id)?;
            let begun = is_locked(conn, &trial.id)?;
            Ok((trial, begun))
        })
        .await?;
    // Whoever sets a survey up cannot mend the settings from here; `hearten check-config` says where the fault is.
    let shelf = Shelf::load(&floor.settings.surveys).map_err(|error| Error::broken(error.to_string()))?;
    let today = floor.clock.today();
    let one = |one: &Instrument| {
        let wanting = match shelf.worded(&one.id, today) {
            Ok(_) => "",
            Err(_) if one.wording.is_none() => {
                "Its wording is not here yet; the check before the launch says what to bring."
            }
            Err(_) => "Its licence has run out.",
        };
        // Past every other place: what reached people is asked last, whatever else is given a number.
        let place = if begun && one.id == WHAT_REACHED { shelf.all().len().to_string() } else { String::new() };
        json!({ "id": one.id, "title": one.title, "about": one.about, "wording": wanting, "place": place })
    };
    page.put("trial", &of_trial(&trial))
        .put("begun", &begun)
        .put("instruments", &shelf.all().iter().map(one).collect::<Vec<_>>())
        .show("surveys/wave_new.html", "Set up a survey")
}
