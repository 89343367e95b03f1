//! A colleague's page about one person, and where the link to it lands. Opening the link changes nothing; the button opens
//! a session for the one page.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::{lines::ruler, suggestion::unsound};
use crate::{
    floor::{
        Floor, auth,
        db::Conn,
        error::{Error, Result},
        web::{Form, Page, Role, Visitor, see_other},
    },
    interventions::letters::{
        mailing::reachable,
        store,
        suggest::{Suggesting, suggest, typed},
        suggest_mail::{PURPOSE, ToSuggest},
    },
    trial::roster::{let_in::let_in, people},
};

/// GET /letters/suggest/{row}/{key}
pub async fn show_suggest_link(floor: Data<Floor>, path: Path<(String, String)>, page: Page) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    let to = ToSuggest::opened(&floor, &row, &key)?;
    let asked = floor.db.reading(move |conn| Suggesting::find(conn, &to.suggestion_id)).await?;
    let page = page.put("name", asked.colleague.names.known_as()).put("about", &asked.person.names.full());
    let page = page.put("authority", &asked.colleague.authority).put("action", &format!("/{PURPOSE}/{row}/{key}"));
    page.show("letters/suggest_link.html", "Two lines about a colleague")
}

/// POST /letters/suggest/{row}/{key}
pub async fn open_suggest_link(
    floor: Data<Floor>,
    path: Path<(String, String)>,
    visitor: Option<Visitor>,
    _form: Form,
) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    let to = ToSuggest::opened(&floor, &row, &key)?;
    let (inner, scope) = (floor.clone(), to.page());
    let account = move |conn: &mut _| {
        let asked = Suggesting::find(conn, &to.suggestion_id)?;
        let round = store::rounds::one(conn, &asked.two.round_id)?;
        if !reachable(&asked.colleague, inner.clock.today()) {
            return Err(Error::Missing("that link"));
        }
        let_in(conn, &inner, &asked.colleague, Role::SocialWorker, &round.authority_id)
    };
    auth::enter_scoped(&floor, visitor, scope, account).await
}

/// GET /letters/suggestions/{id}
pub async fn show_suggest(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
) -> Result<HttpResponse> {
    let inner = floor.clone();
    let about = floor.db.reading(move |conn| {
        let asked = Suggesting::of(conn, &visitor, &path)?;
        about(conn, &inner, &asked)
    });
    shown(page, &about.await?)
}

/// POST /letters/suggestions/{id}
pub async fn keep_suggest(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, words, here) = (floor.clone(), typed(&form), format!("/letters/suggestions/{path}"));
    let complaints = unsound(&words)?;
    let kept = floor.db.writing(move |conn| {
        let asked = Suggesting::of(conn, &visitor, &path)?;
        suggest(conn, &inner, &ruler()?, &asked, &words)?;
        about(conn, &inner, &asked)
    });
    let about = kept.await?;
    if complaints.is_empty() {
        return Ok(see_other(&here, "Saved. Thank you: their manager sees it now."));
    }
    shown(page.again(&form, &complaints), &about)
}

fn about(conn: &mut Conn, floor: &Floor, asked: &Suggesting) -> Result<Value> {
    let round = store::rounds::one(conn, &asked.two.round_id)?;
    let signatory = people::person(conn, &round.signatory_id)?;
    let [first, second] = &asked.suggestion.words;
    Ok(json!({
        "action": format!("/letters/suggestions/{}", asked.suggestion.id), "name": asked.person.names.full(),
        "first_name": asked.person.names.known_as(), "signatory": signatory.names.full(),
        "open": asked.open(floor), "first": first, "second": second, "state": asked.suggestion.state.name(),
    }))
}

fn shown(page: Page, about: &Value) -> Result<HttpResponse> {
    page.put("about", about).show("letters/suggest.html", "Two lines about a colleague")
}
