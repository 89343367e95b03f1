//! One letter: what it says, who signed it, which files were made of it, and everything that happened to it.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use crate::{
    floor::{
        Floor, audit, auth,
        clock::{Moment, long_moment},
        db::Conn,
        error::{Error, Result},
        web::{Form, Page, Visitor, done_or_again},
    },
    interventions::letters::{
        hold::Reason,
        print_again::print_again,
        round::{RUN, run_by},
        sign::SIGN,
        state::{State, Step},
        store::{self, road::OnRoad, rounds::Round},
    },
    trial::{roster::people, uptake::record},
};

type Letter = Path<(String, String)>;

/// GET /letters/rounds/{id}/letters/{letter}
pub async fn show_letter(floor: Data<Floor>, visitor: Visitor, path: Letter, page: Page) -> Result<HttpResponse> {
    let about = floor.db.reading(move |conn| about(conn, &visitor, &path.0, &path.1)).await?;
    shown(page, &about)
}

/// POST /letters/rounds/{id}/letters/{letter}/print-again
pub async fn print_letter_again(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Letter,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, sent, who, which) = (floor.clone(), form.clone(), visitor.clone(), path.clone());
    let act = move |conn: &mut Conn| {
        let round = run_by(conn, &who, &which.0)?;
        let why = Reason::parse("reason", sent.text("reason"))?;
        print_again(conn, &inner, &who.account_id, &round, &which.1, &why)
    };
    let here = format!("/letters/rounds/{}/letters/{}", path.0, path.1);
    let done = (here.as_str(), "It is being printed again, under the signature it bears.");
    let about = move |conn: &mut Conn| about(conn, &visitor, &path.0, &path.1);
    done_or_again(&floor, act, about, |complaints, about| shown(page.again(&form, complaints), about), done).await
}

fn shown(page: Page, about: &Value) -> Result<HttpResponse> {
    page.put("letter", about).show("letters/letter.html", "One letter")
}

fn about(conn: &mut Conn, visitor: &Visitor, round_id: &str, letter_id: &str) -> Result<Value> {
    let round = store::rounds::one(conn, round_id)?;
    let runs = visitor.reaches(RUN, &round.authority_id);
    let letter = store::road::one(conn, letter_id)?;
    if letter.round_id != round.id || !(runs || visitor.reaches(SIGN, &round.authority_id)) {
        return Err(Error::Missing("This letter"));
    }
    let person = people::person(conn, &letter.person_id)?;
    let signature = letter.signature_id.as_deref().map(|id| store::signatures::one(conn, id)).transpose()?;
    let again = runs
        && letter.state.next(Step::PrintAgain).is_ok()
        && !signature.as_ref().is_some_and(store::signatures::Signature::on_paper);
    let signed = signature.map(|signature| {
        json!({
            "name": signature.name, "way": signature.kind, "on_behalf": signature.on_behalf, "at": signature.signed_at,
            "account": auth::name_of(conn, &signature.signed_by), "wording": signature.wording_sha256,
        })
    });
    let files = store::signatures::files_of(conn, letter_id)?.into_iter().map(|file| {
        let newest = letter.file_sha256.as_deref() == Some(&file.sha256);
        json!({ "sha256": file.sha256, "made_at": file.made_at, "for_pen": file.for_pen, "newest": newest })
    });
    let files: Vec<Value> = files.collect();
    let returned = letter.returned.as_ref().map(|(on, why)| json!({ "on": on, "why": why }));
    Ok(json!({
        "id": letter.id, "round": round.id, "round_name": round.name, "name": person.names.full(),
        "person": runs.then_some(&person.id), "state": letter.state, "reason": letter.reason,
        "lines": (letter.state != State::Lines).then_some(&letter.words),
        "words": letter.words_sha256, "signed": signed, "files": files, "place": letter.place, "returned": returned,
        "may_print_again": again, "may_copy": runs && letter.state.bears_a_signature() && person.erased_at.is_none(),
        "language": person.letter_language, "format": person.letter_format.name(),
        "history": history(conn, &round, &letter)?,
    }))
}

/// Who did what, from the audit log and the uptake record, the newest first.
fn history(conn: &mut Conn, round: &Round, letter: &OnRoad) -> Result<Vec<Value>> {
    let mut entries: Vec<(Moment, String, String, String)> = Vec::new();
    for entry in audit::history(conn, &letter.id)? {
        entries.push((entry.at, auth::name_of(conn, &entry.actor), entry.act, entry.detail));
    }
    for happened in record::of_person(conn, &letter.person_id)? {
        if happened.about == round.trial_id && happened.occasion.split('/').next() == Some(&round.id) {
            entries.push((happened.at, "on the record".into(), happened.event.meaning().into(), happened.detail));
        }
    }
    entries.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    let told = |(at, who, what, why)| json!({ "when": long_moment(at), "who": who, "what": what, "why": why });
    Ok(entries.into_iter().map(told).collect())
}
