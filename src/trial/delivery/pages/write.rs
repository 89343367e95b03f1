//! What a researcher writes under a heading of the description.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::json;

use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Complaints, Error, Result},
        web::{Form, Page, Visitor, done_or_again},
    },
    trial::{
        allocation::{
            pages::{RESEARCH, reached},
            trial::Trial,
        },
        delivery::{
            description::{self, Description, Item},
            told::{Heading, Rooms},
        },
        uptake::blur::opens,
    },
};

type Asked = (Trial, Item);

/// GET /trials/{id}/description/{heading}
pub async fn ask_words(
    page: Page,
    floor: Data<Floor>,
    rooms: Data<Rooms>,
    visitor: Visitor,
    path: Path<(String, String)>,
) -> Result<HttpResponse> {
    let (id, name) = path.into_inner();
    let inner = floor.clone();
    let asked = floor.db.reading(move |conn| asked(conn, &inner, &rooms, &visitor, (&id, &name))).await?;
    shown(page, &asked)
}

/// POST /trials/{id}/description/{heading}
pub async fn keep_words(
    page: Page,
    floor: Data<Floor>,
    rooms: Data<Rooms>,
    visitor: Visitor,
    path: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse> {
    let (id, name) = path.into_inner();
    let home = format!("/trials/{id}/delivery#{name}");
    let (inner, who, words) = (floor.clone(), visitor.clone(), form.text("words").to_owned());
    let (trial_id, heading) = (id.clone(), name.clone());
    let act = move |conn: &mut Conn| {
        let trial = reached(conn, &who, RESEARCH, &trial_id)?;
        description::write(conn, &inner, &who.account_id, &trial.id, named(&heading)?, &words)
    };
    let inner = floor.clone();
    let about = move |conn: &mut Conn| asked(conn, &inner, &rooms, &visitor, (&id, &name));
    let again = |complaints: &Complaints, asked: &Asked| shown(page.again(&form, complaints), asked);
    done_or_again(&floor, act, about, again, (&home, "It is kept.")).await
}

fn named(name: &str) -> Result<Heading> {
    Heading::named(name).ok_or(Error::Missing("That heading"))
}

fn asked(conn: &mut Conn, floor: &Floor, rooms: &Rooms, visitor: &Visitor, (id, name): (&str, &str)) -> Result<Asked> {
    let trial = reached(conn, visitor, RESEARCH, id)?;
    let heading = named(name)?;
    let open = opens(conn, &trial, visitor)?;
    let described = Description::gather(conn, floor, &trial, (None, open), rooms)?;
    let item = described.items.into_iter().find(|item| item.heading == heading);
    Ok((trial, item.ok_or(Error::Missing("That heading"))?))
}

fn shown(page: Page, (trial, item): &Asked) -> Result<HttpResponse> {
    let heading = item.heading;
    page.put("trial", &json!({ "id": trial.id, "name": trial.name, "unit": trial.scheme.unit().name() }))
        .put("heading", &json!({ "name": heading.name(), "title": heading.title(), "asks": heading.asks() }))
        .put("known", &item.known)
        .put("words", item.words())
        .show("delivery/write.html", heading.title())
}
