//! The page on which packs are made, taken to the print room and marked as posted; for a round that a carrier posts, its own.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::carrier;
use crate::{
    floor::{
        Floor, audit, auth,
        config::SignWith,
        db::Conn,
        error::{Complaints, Error, Result},
        web::{Form, Page, Visitor, attachment, see_other},
    },
    interventions::letters::{
        carrier::Carrier,
        pack_letters::{Printed, pack_letters},
        returned::Why,
        round::run_by,
        state::State,
        store::{self, packs::Pack},
        take_pack::{TAKEN, What, pack_run_by, take_pack},
        tick_off::pens,
        trials,
    },
    trial::roster::people,
};

/// GET /letters/rounds/{id}/pack
pub async fn show_pack(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    let (who, round_id) = (visitor.clone(), path.clone());
    let round = floor.db.reading(move |conn| run_by(conn, &who, &round_id)).await?;
    match Carrier::parse(&round.carrier) {
        Some(Carrier::Notify) => carrier::shown(&floor, round, page).await,
        _ => shown(&floor, visitor, round.id, page).await,
    }
}

/// POST /letters/rounds/{id}/pack
pub async fn make_pack(floor: Data<Floor>, visitor: Visitor, path: Path<String>, form: Form) -> Result<HttpResponse> {
    let which = if form.ticked("for_pen") { Printed::Unsigned } else { Printed::Signed };
    let (inner, here) = (floor.clone(), format!("/letters/rounds/{path}/pack"));
    let made = tokio::task::spawn_blocking(move || {
        let round = inner.db.read(|conn| run_by(conn, &visitor, &path))?;
        pack_letters(&inner, &visitor.account_id, &round.id, which)
    });
    made.await??;
    Ok(see_other(&here, "The pack is made."))
}

/// POST /letters/packs/{id}/take
pub async fn take_from_pack(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, sent, taker) = (floor.clone(), form.clone(), visitor.clone());
    let pack_id = path.clone();
    let taken = tokio::task::spawn_blocking(move || {
        let what = What::parse(sent.text("what"))?;
        take_pack(&inner, &taker, &pack_id, what, sent.text("reason")).map(|bytes| (what, bytes))
    });
    match taken.await? {
        Ok((what, bytes)) => Ok(attachment(what.file().0, what.file().1, bytes)),
        Err(Error::Invalid(complaints)) => again(&floor, visitor, path.into_inner(), page, &form, &complaints).await,
        Err(error) => Err(error),
    }
}

/// The page once more, with what is to be mended.
pub(super) async fn again(
    floor: &Data<Floor>,
    visitor: Visitor,
    pack_id: String,
    page: Page,
    form: &Form,
    complaints: &Complaints,
) -> Result<HttpResponse> {
    let (asks, page) = (visitor.clone(), page.again_of(form, complaints, &pack_id));
    let (round, _) = floor.db.reading(move |conn| pack_run_by(conn, &asks, &pack_id)).await?;
    shown(floor, visitor, round.id, page).await
}

pub(super) async fn shown(floor: &Data<Floor>, visitor: Visitor, round_id: String, page: Page) -> Result<HttpResponse> {
    let found = floor.db.reading(move |conn| {
        let round = run_by(conn, &visitor, &round_id)?;
        let signatory = people::person(conn, &round.signatory_id)?;
        let about = json!({
            "id": round.id, "name": round.name, "authority": signatory.authority, "post_on": round.post_on,
            "unit": trials::unit(conn, &round.trial_id)?,
        });
        let counts = counts(conn, &round.id)?;
        let pens = pens(conn, &round)?;
        let pens: Vec<Value> = pens.iter().map(|pen| json!({ "value": pen.id, "text": pen.names.full() })).collect();
        let packs = store::packs::of_round(conn, &round.id)?;
        let packs = packs.iter().map(|pack| told(conn, pack)).collect::<Result<Vec<_>>>()?;
        Ok((about, counts, packs, pens))
    });
    let (about, counts, packs, pens) = found.await?;
    let whys = Why::ALL.map(|why| json!({ "value": why.name(), "text": why.says() }));
    let page = page.put("round", &about).put("counts", &counts).put("packs", &packs).put("whys", &whys);
    let may_pen = floor.settings.letters.sign_with.contains(&SignWith::Pen);
    let page = page.put("pens", &pens).put("may_pen", &may_pen);
    page.put("today", &floor.clock.today()).show("letters/pack.html", "Pack and post")
}

/// `signed` is what can be packed now, `printing` what is signed and not yet a file.
fn counts(conn: &mut Conn, round_id: &str) -> Result<Value> {
    let rows = store::road::of_round(conn, round_id)?;
    let count = |state: State| rows.iter().filter(|row| row.state == state).count();
    Ok(json!({
        "signed": count(State::Printed), "printing": count(State::Signed),
        "held": count(State::Held), "ready": count(State::Ready),
        "for_pen": count(State::ForPen), "unsigned": count(State::Unsigned),
    }))
}

fn told(conn: &mut Conn, pack: &Pack) -> Result<Value> {
    let (out, returned) = letters_of(conn, pack)?;
    let mut taken = Vec::new();
    for entry in audit::history(conn, &pack.id)?.into_iter().filter(|entry| entry.act == TAKEN) {
        taken.push(json!({ "when": entry.at, "who": auth::name_of(conn, &entry.actor), "why": entry.detail }));
    }
    Ok(json!({
        "id": pack.id, "letter_count": pack.letter_count, "pages": 2 * pack.letter_count - 1, "made_at": pack.made_at,
        "made_by": auth::name_of(conn, &pack.made_by), "taken": taken, "posted_on": pack.posted_on,
        "out": out, "returned": returned, "for_pen": pack.for_pen, "at_pen": at_pen(conn, pack)?, "pulled": pulled(conn, pack)?,
    }))
}

/// Of a pack that is with a pen, the letters that wait for it, in envelope order.
fn at_pen(conn: &mut Conn, pack: &Pack) -> Result<Vec<Value>> {
    let waiting = store::road::of_pack(conn, &pack.id)?.into_iter().filter(|letter| letter.state == State::AtPen);
    let told = waiting.map(|letter| {
        let name = people::person(conn, &letter.person_id)?.names.full();
        Ok(json!({ "id": letter.id, "place": letter.place, "name": name }))
    });
    told.collect()
}

/// The sheets in a pack's files that are not to go: their letters were taken out, printed again or withdrawn.
fn pulled(conn: &mut Conn, pack: &Pack) -> Result<Vec<Value>> {
    let mut pulled = Vec::new();
    for (letter_id, place) in store::packs::sheets_of(conn, &pack.id)? {
        let letter = store::road::one(conn, &letter_id)?;
        if letter.pack_id.as_deref() != Some(&pack.id) || letter.state.is_dropped() {
            let name = people::person(conn, &letter.person_id)?.names.full();
            pulled.push(json!({ "place": place, "name": name }));
        }
    }
    Ok(pulled)
}

/// Of a posted pack, the letters that are out, to choose from, and those that came back.
fn letters_of(conn: &mut Conn, pack: &Pack) -> Result<(Vec<Value>, Vec<Value>)> {
    let (mut out, mut returned) = (Vec::new(), Vec::new());
    for letter in store::road::of_pack(conn, &pack.id)?.into_iter().filter(|letter| letter.state == State::Posted) {
        let person = people::person(conn, &letter.person_id)?;
        let who = format!("{}, {}", person.names.full(), person.reference);
        match letter.returned {
            None => out.push(json!({ "value": letter.id, "text": who })),
            Some((on, why)) => returned.push(json!({ "who": who, "on": on, "why": Why::parse(&why).map(Why::says) })),
        }
    }
    Ok((out, returned))
}
