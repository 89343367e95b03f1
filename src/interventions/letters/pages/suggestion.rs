//! What a colleague suggests, as the one who has the team's page reads it: to take on, as it is or edited, or to decline.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::lines::ruler;
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Complaints, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::letters::{
        feedback::{Team, faults},
        settle_suggestion::{decline, take, to_settle},
        store,
        suggest::typed,
    },
    trial::roster::people,
};

/// A round, the manager whose page it is, and the suggestion.
type Which = (String, String, String);

/// GET /letters/rounds/{id}/lines/{manager}/suggestion/{suggestion}
pub async fn show_suggestion(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<Which>,
    page: Page,
) -> Result<HttpResponse> {
    let inner = floor.clone();
    let found = floor.db.reading(move |conn| about(conn, &inner, &visitor, &path));
    shown(page, &found.await?)
}

/// POST /letters/rounds/{id}/lines/{manager}/suggestion/{suggestion}
pub async fn settle_suggestion(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<Which>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, sent, which) = (floor.clone(), form.clone(), path.into_inner());
    let home = format!("/letters/rounds/{}/lines/{}", which.0, which.1);
    let settled = floor.db.writing(move |conn| {
        store::rounds::hold(conn, &which.0)?;
        let about = about(conn, &inner, &visitor, &which)?;
        let team = Team::of(conn, &visitor, &which.0, Some(&which.1))?;
        let (suggestion, member) = to_settle(conn, &inner, &team, &which.2)?;
        if sent.text("act") == "decline" {
            decline(conn, &inner, &visitor.account_id, &suggestion)?;
            return Ok(Ok("Left out. You can still write your own."));
        }
        let words = typed(&sent);
        let complaints = unsound(&words)?;
        if !complaints.is_empty() {
            return Ok(Err((about, complaints)));
        }
        take(conn, &inner, &visitor.account_id, &team, (&suggestion, member), &words)?;
        Ok(Ok("Taken on. Thank you."))
    });
    match settled.await? {
        Ok(said) => Ok(see_other(&home, said)),
        Err((about, complaints)) => shown(page.again(&form, &complaints), &about),
    }
}

/// What keeps two lines from being given, field by field.
pub(super) fn unsound(words: &[String; 2]) -> Result<Complaints> {
    let mut complaints = Complaints::default();
    for ((field, words), faults) in ["first", "second"].into_iter().zip(words).zip(faults(&ruler()?, words)) {
        if words.trim().is_empty() {
            complaints.add(field, "Write this line.");
        }
        faults.into_iter().for_each(|fault| complaints.add(field, fault));
    }
    Ok(complaints)
}

fn about(conn: &mut Conn, floor: &Floor, visitor: &Visitor, (round, manager, id): &Which) -> Result<Value> {
    let team = Team::of(conn, visitor, round, Some(manager))?;
    let (suggestion, member) = to_settle(conn, floor, &team, id)?;
    let colleague = people::person(conn, &suggestion.colleague_id)?;
    let home = format!("/letters/rounds/{round}/lines/{manager}");
    Ok(json!({
        "name": member.person.names.full(), "colleague": colleague.names.full(), "home": home,
        "action": format!("{home}/suggestion/{id}"), "first": suggestion.words[0], "second": suggestion.words[1],
    }))
}

fn shown(page: Page, about: &Value) -> Result<HttpResponse> {
    page.put("about", about).show("letters/suggestion.html", "Two lines from a colleague")
}
