//! The signing page: each letter as it will print, without its address, and one signature for all that are ready.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    floor::{
        Floor, auth,
        db::Conn,
        error::{Complaints, Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::letters::{
        paper::{Papers, Sheet, words_sha256},
        proof::Proof,
        round::RUN,
        sign::{SIGN, Signature, sign},
        state::State,
        store::{self, road::OnRoad},
    },
    trial::roster::people::{self, Person},
};

/// GET /letters/rounds/{id}/sign
pub async fn show_sign(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    let inner = floor.clone();
    let desk = floor.db.reading(move |conn| Desk::read(conn, &inner, &visitor, &path)).await?;
    shown(page, &desk)
}

/// POST /letters/rounds/{id}/sign
pub async fn sign_letters(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, sent, round, signer) = (floor.clone(), form.clone(), path.into_inner(), visitor.clone());
    let here = format!("/letters/rounds/{round}/sign");
    let round_id = round.clone();
    let signed = floor.db.writing(move |conn| {
        let signature = Signature::parse(&sent)?;
        sign(conn, &inner, &Papers::default(), &signer, &round_id, &signature)
    });
    match signed.await {
        Err(Error::Invalid(complaints)) => again(floor, visitor, round, page, &form, &complaints).await,
        signed => {
            Ok(see_other(&here, if signed? == 1 { "Your letter is signed." } else { "Your letters are signed." }))
        }
    }
}

/// The page once more, with what is to be mended and all that was typed.
pub(super) async fn again(
    floor: Data<Floor>,
    visitor: Visitor,
    round_id: String,
    page: Page,
    form: &Form,
    complaints: &Complaints,
) -> Result<HttpResponse> {
    let inner = floor.clone();
    let desk = floor.db.reading(move |conn| Desk::read(conn, &inner, &visitor, &round_id)).await?;
    shown(page.again(form, complaints), &desk)
}

fn shown(page: Page, desk: &Desk) -> Result<HttpResponse> {
    let page = page.put("round", &desk.round).put("letters", &desk.letters).put("signed", &desk.signed);
    page.put("state", desk.state).put("may", &desk.may).show("letters/sign.html", "Read and sign")
}

/// All that lies before the one who reads.
struct Desk {
    round: Value,
    state: &'static str,
    letters: Vec<Shown>,
    signed: Value,
    may: Value,
}

#[derive(Serialize)]
struct Shown {
    id: String,
    name: String,
    team: String,
    proof: Proof,
    /// ready, held or signed
    state: &'static str,
    reason: Option<String>,
    sha256: String,
}

impl Desk {
    fn read(conn: &mut Conn, floor: &Floor, visitor: &Visitor, round_id: &str) -> Result<Self> {
        let round = store::rounds::one(conn, round_id)?;
        let sheet = Sheet::of(conn, round)?;
        let (signs, runs) = (reaches(visitor, &sheet, SIGN), reaches(visitor, &sheet, RUN));
        if !signs && !runs {
            return Err(Error::Missing("This round"));
        }
        let rows = store::road::of_round(conn, round_id)?;
        let letters = letters(conn, &sheet, &rows)?;
        let (round, wording) = (&sheet.round, &sheet.wording);
        let about = json!({
            "id": round.id, "name": round.name, "authority": wording.authority, "signatory": wording.signatory,
            "signatory_title": wording.signatory_title, "post_on": round.post_on,
        });
        let may = json!({ "sign": signs, "withdraw": runs });
        let state = state(&letters, signs, visitor.fresh(floor.clock.now()));
        Ok(Self { round: about, state, letters, signed: signed(conn, &rows), may })
    }
}

fn reaches(visitor: &Visitor, sheet: &Sheet, roles: &[crate::floor::web::Role]) -> bool {
    visitor.reaches(roles, &sheet.round.authority_id)
}

fn state(letters: &[Shown], signs: bool, fresh: bool) -> &'static str {
    let open = letters.iter().any(|letter| letter.state != "signed");
    match (letters.is_empty(), open) {
        (true, _) => "nothing_ready",
        (false, false) => "signed",
        _ if !signs => "reading",
        _ if fresh => "ready",
        _ => "needs_key",
    }
}

/// Those that are made and not ended, in the order in which they will lie in their envelopes.
fn letters(conn: &mut Conn, sheet: &Sheet, rows: &[OnRoad]) -> Result<Vec<Shown>> {
    let papers = Papers::default();
    let mut found: Vec<(Person, &OnRoad)> = Vec::new();
    for row in rows.iter().filter(|row| standing(row.state).is_some()) {
        found.push((people::person(conn, &row.person_id)?, row));
    }
    found.sort_by(|(a, _), (b, _)| super::super::pack_letters::envelope_order(a, b));
    let stationery = papers.of(&sheet.wording, None)?;
    let shown = found.into_iter().map(|(person, row)| {
        let letter = sheet.letter(&person, &row.words, &[]);
        Ok(Shown {
            id: row.id.clone(),
            name: person.names.full(),
            team: person.team.as_ref().map(|team| team.name.clone()).unwrap_or_default(),
            proof: Proof { signature: row.signed_name.clone(), ..stationery.lines_as_printed(&letter) },
            state: standing(row.state).unwrap_or_default(),
            reason: row.reason.clone(),
            sha256: words_sha256(&stationery, &letter)?,
        })
    });
    shown.collect()
}

/// What the page calls a state; `None` for what is not shown on it.
fn standing(state: State) -> Option<&'static str> {
    match state {
        State::Ready => Some("ready"),
        State::Held => Some("held"),
        State::Signed | State::Printed | State::Packed | State::Sent | State::Refused | State::Posted => Some("signed"),
        State::Lines | State::Withdrawn | State::NotOwed => None,
    }
}

/// Who signed last, when, and how many bear a signature.
fn signed(conn: &mut Conn, rows: &[OnRoad]) -> Value {
    let signed: Vec<&OnRoad> = rows.iter().filter(|row| standing(row.state) == Some("signed")).collect();
    let Some(last) = signed.iter().max_by_key(|row| row.signed_at) else { return Value::Null };
    let account = last.signed_by.as_deref().and_then(|id| auth::account(conn, id).ok());
    let by = account.map(|account| account.name).or_else(|| last.signed_name.clone());
    json!({ "by": by, "at": last.signed_at, "count": signed.len() })
}
