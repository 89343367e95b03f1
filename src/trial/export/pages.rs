//! The page from which a researcher takes the data of a trial, with a reason.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::json;

use super::{
    make::{Asked, make},
    pack::zip,
};
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, attachment},
    },
    trial::{
        allocation::{
            pages::{RESEARCH, reached},
            sight,
            stored::List,
        },
        delivery::told::Rooms,
    },
};

/// GET /trials/{id}/export
pub async fn ask_export(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    shown(&floor, visitor, id.into_inner(), page).await
}

async fn shown(floor: &Data<Floor>, visitor: Visitor, id: String, page: Page) -> Result<HttpResponse> {
    let found = floor.db.reading(move |conn| {
        let trial = reached(conn, &visitor, RESEARCH, &id)?;
        let locked = List::live(conn, &trial.id)?.is_some_and(|list| list.locked_at.is_some());
        let told = trial.scheme.arms().len() == 1 || sight::told(conn, &trial.id, &visitor.account_id)?;
        Ok((trial, locked, told))
    });
    let (trial, locked, told) = found.await?;
    page.put("trial", &json!({ "id": trial.id, "name": trial.name, "unit": trial.scheme.unit().name() }))
        .put("locked", &locked)
        .put("told", &told)
        .put("smallest", &floor.settings.reports.smallest_group)
        .show("export/ask.html", "Take the data of a trial")
}

/// POST /trials/{id}/export
pub async fn take_export(
    floor: Data<Floor>,
    rooms: Data<Rooms>,
    visitor: Visitor,
    id: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, trial_id) = (floor.clone(), visitor.clone(), id.clone());
    let asked = Asked::parse(form.text("why"), form.ticked("small_cells"));
    let made = match asked {
        Err(error) => Err(error),
        Ok(asked) => {
            let make = move |conn: &mut _| {
                let trial = reached(conn, &who, RESEARCH, &trial_id)?;
                make(conn, &inner, &who, &trial, &asked, &rooms)
            };
            floor.db.writing(make).await
        }
    };
    match made {
        Err(Error::Invalid(complaints)) => {
            shown(&floor, visitor, id.into_inner(), page.again(&form, &complaints)).await
        }
        made => Ok(attachment("trial-data.zip", "application/zip", zip(&made?)?)),
    }
}
