//! A file that was checked and waits: what it would do, what it leaves to decide, and the presses that settle it.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::import::allowed;
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    trial::roster::import::{self, Confirmed, Preview, Terms},
};

pub async fn waiting_import(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
) -> Result<HttpResponse> {
    allowed(&visitor)?;
    show(page, &floor, id.into_inner()).await
}

async fn show(page: Page, floor: &Data<Floor>, id: String) -> Result<HttpResponse> {
    let (on, draft, today) = (Floor::clone(floor), id.clone(), floor.clock.today());
    let preview: Preview = floor.db.reading(move |conn| import::preview(conn, &on, &draft)).await?;
    page.put("id", &id)
        .put("preview", &preview)
        .put("today", &today)
        .show("roster/preview.html", "Check before you bring people in")
}

/// The file came in before and is wanted all the same. What it would do is shown, and nothing is done.
pub async fn want_import_again(
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    _: Form,
) -> Result<HttpResponse> {
    allowed(&visitor)?;
    let (id, draft) = (id.clone(), id.into_inner());
    match floor.db.writing(move |conn| import::want_again(conn, &draft)).await {
        Ok(()) => Ok(see_other(&format!("/people/import/{id}"), "")),
        Err(Error::TooLate(why)) => Ok(see_other("/people/import", &why)),
        Err(error) => Err(error),
    }
}

pub async fn confirm_import(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    allowed(&visitor)?;
    let (on, actor, draft, typed) = (Floor::clone(&floor), visitor.account_id, id.clone(), form.clone());
    match floor.db.writing(move |conn| confirm(conn, &on, &actor, &draft, &typed)).await {
        Ok(done) => Ok(see_other("/people", &format!("{done}."))),
        Err(Error::Invalid(complaints)) => show(page.again(&form, &complaints), &floor, id.into_inner()).await,
        Err(Error::TooLate(why)) => Ok(see_other("/people/import", &why)),
        Err(error) => Err(error),
    }
}

/// Only who is shown leavers is asked about them.
fn confirm(conn: &mut Conn, floor: &Floor, actor: &str, id: &str, form: &Form) -> Result<Confirmed> {
    let preview = import::preview(conn, floor, id)?;
    let asked = if preview.leavers.is_empty() { "stay" } else { form.text("leavers") };
    let terms = Terms::parse(asked, form.text("left_on"), form.ticked("back"), floor.clock.today())?;
    import::confirm_on(conn, floor, actor, id, terms)
}

pub async fn discard_import(floor: Data<Floor>, visitor: Visitor, id: Path<String>, _: Form) -> Result<HttpResponse> {
    allowed(&visitor)?;
    let (on, actor) = (Floor::clone(&floor), visitor.account_id);
    floor.db.writing(move |conn| import::discard(conn, &on, &actor, &id)).await?;
    Ok(see_other("/people/import", "The file was let go. Nothing was changed."))
}
