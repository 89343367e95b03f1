//! The page of how a trial goes: sizes planned and come about, sites that withdrew, what became public.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::{
    publicity::{self, Event},
    site::{self, Said, Site, sites_of},
    size::{self, Beside, Part, Planned, beside, parts},
    store::SiteChange,
};
use crate::{
    floor::{
        Floor, auth,
        clock::long_date,
        db::Conn,
        error::Result,
        web::{Form, Page, Visitor, done_or_again},
    },
    trial::allocation::{
        pages::{WATCH, reached},
        scheme::Unit,
        sight,
        stored::List,
        trial::Trial,
    },
};

/// All that the page shows.
struct Shown {
    trial: Trial,
    /// Those on the list.
    sites: Vec<Site>,
    parts: Vec<Part>,
    sizes: Vec<Beside>,
    changes: Vec<Value>,
    publicity: Vec<Event>,
    locked: bool,
}

/// GET /trials/{id}/conduct
pub async fn conduct(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    let shown = {
        let inner = floor.clone();
        floor.db.reading(move |conn| gather(conn, &inner, &visitor, &id)).await?
    };
    show(page, &shown)
}

fn gather(conn: &mut Conn, floor: &Floor, visitor: &Visitor, id: &str) -> Result<Shown> {
    let trial = reached(conn, visitor, WATCH, id)?;
    let whole = List::live(conn, id)?.map(|list| list.whole(conn)).transpose()?;
    let sizes_told = trial.scheme.unit() == Unit::Person || sight::told(conn, id, &visitor.account_id)?;
    let parts = parts(conn, floor, &trial, whole.as_ref())?;
    let sizes = beside(conn, &trial, &parts, whole.as_ref(), sizes_told)?;
    let mut changes = Vec::new();
    for ((authority, site), of_site) in site::changes(conn, id)? {
        for change in of_site {
            changes.push(of_change(conn, &format!("{site}, {authority}"), &change));
        }
    }
    Ok(Shown {
        sites: whole.as_ref().map(sites_of).unwrap_or_default(),
        parts,
        sizes,
        changes,
        publicity: publicity::of_trial(conn, id)?,
        locked: whole.is_some_and(|whole| whole.list.locked_at.is_some()),
        trial,
    })
}

/// The table of sizes; units have columns where they are not people.
fn table(unit: Unit, sizes: &[Beside]) -> (Vec<Value>, Vec<Value>) {
    let number = |label: String| json!({ "label": label, "number": true });
    let own = |number: Option<String>| number.unwrap_or_default();
    let mut columns =
        vec![json!({ "label": "Of" }), number("People planned".into()), number("People on the list".into())];
    let of_units = unit != Unit::Person;
    if of_units {
        columns.extend(["planned", "on the list"].map(|what| number(format!("{}s {what}", unit.name()))));
    }
    columns.push(json!({ "label": "Why" }));
    let row = |beside: &Beside| {
        let planned = beside.planned.last();
        let people = planned.map(|size| size.people.to_string());
        let mut cells = vec![beside.part.words(), own(people), own(beside.people.map(|n| n.to_string()))];
        if of_units {
            let units = planned.and_then(|size| size.units).map(|n| n.to_string());
            cells.extend([own(units), own(beside.units.map(|n| n.to_string()))]);
        }
        cells.push(beside.why());
        json!(cells)
    };
    (columns, sizes.iter().map(row).collect())
}

fn of_change(conn: &mut Conn, site: &str, change: &SiteChange) -> Value {
    let what = if change.withdrew { "Withdrew" } else { "Came back" };
    json!([site, what, long_date(change.on_day), change.reason, auth::name_of(conn, &change.said_by)])
}

fn show(page: Page, shown: &Shown) -> Result<HttpResponse> {
    let Shown { trial, sites, .. } = shown;
    let options = |names: Vec<String>| -> Vec<Value> {
        names.into_iter().enumerate().map(|(at, name)| json!({ "value": at.to_string(), "text": name })).collect()
    };
    let sites_by_name = || sites.iter().map(|(authority, site)| format!("{site}, {authority}")).collect();
    let publicity: Vec<Value> =
        shown.publicity.iter().map(|event| json!([long_date(event.on), event.what, event.reached()])).collect();
    let (columns, rows) = table(trial.scheme.unit(), &shown.sizes);
    page.put("trial", &json!({ "id": trial.id, "name": trial.name, "unit": trial.scheme.unit().name() }))
        .put("columns", &columns)
        .put("sizes", &rows)
        .put(
            "parts",
            &shown
                .parts
                .iter()
                .map(Part::words)
                .map(|words| json!({ "value": words, "text": words }))
                .collect::<Vec<_>>(),
        )
        .put("changes", &shown.changes)
        .put("sites", &options(sites_by_name()))
        .put("publicity", &publicity)
        .put("locked", &shown.locked)
        .show("conduct/conduct.html", "How the trial goes")
}

/// Which of the three forms was sent, and what is said when it is done.
#[derive(Clone, Copy)]
enum Sent {
    Size,
    Site,
    Publicity,
}

/// POST /trials/{id}/conduct/sizes
pub async fn plan_size(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    sent(page, floor, visitor, id.into_inner(), (Sent::Size, form)).await
}

/// POST /trials/{id}/conduct/sites
pub async fn say_site(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    sent(page, floor, visitor, id.into_inner(), (Sent::Site, form)).await
}

/// POST /trials/{id}/conduct/publicity
pub async fn say_publicity(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    sent(page, floor, visitor, id.into_inner(), (Sent::Publicity, form)).await
}

async fn sent(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: String,
    (which, form): (Sent, Form),
) -> Result<HttpResponse> {
    let home = format!("/trials/{id}/conduct");
    let (inner, who, trial_id, typed) = (floor.clone(), visitor.clone(), id.clone(), form.clone());
    let act = move |conn: &mut Conn| take(conn, &inner, &who, &trial_id, (which, &typed));
    let inner = floor.clone();
    let about = move |conn: &mut Conn| gather(conn, &inner, &visitor, &id);
    let again = |complaints: &_, shown: &Shown| show(page.again(&form, complaints), shown);
    done_or_again(&floor, act, about, again, (&home, "It is on record.")).await
}

fn take(conn: &mut Conn, floor: &Floor, visitor: &Visitor, id: &str, (which, form): (Sent, &Form)) -> Result<()> {
    let (shown, actor) = (gather(conn, floor, visitor, id)?, visitor.account_id.as_str());
    match which {
        Sent::Size => {
            let planned = Planned::parse(form, &shown.parts)?;
            size::plan(conn, floor, actor, id, &planned)
        }
        Sent::Site => site::say(conn, floor, actor, id, &Said::parse(form, &shown.sites)?),
        Sent::Publicity => {
            let event = Event::parse(form, &shown.sites, floor.clock.today())?;
            publicity::say(conn, floor, actor, id, &event)
        }
    }
}
