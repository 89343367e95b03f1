//! What lies before whoever reads and signs: each letter as it will print, and what they may do.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    floor::{
        Floor, auth,
        config::SignWith,
        db::Conn,
        error::{Error, Result},
        web::{Page, Visitor},
    },
    interventions::letters::{
        deputy::{candidates, may_name},
        pack_letters::envelope_order,
        paper::{Papers, Sheet, words_sha256},
        proof::{Proof, Signed},
        round::RUN,
        sign::{SIGN, Signs},
        signed::shown,
        state::State,
        store::{self, road::OnRoad, signatures::Signature},
    },
    trial::roster::people::{self, Person},
};

/// All that the page shows.
pub(super) struct Desk {
    round: Value,
    state: &'static str,
    letters: Vec<Shown>,
    signed: Value,
    may: Value,
    deputies: Vec<Value>,
    ways: Vec<&'static str>,
}

#[derive(Serialize)]
struct Shown {
    id: String,
    name: String,
    team: String,
    proof: Proof,
    /// ready, held, pen or signed
    state: &'static str,
    reason: Option<String>,
    sha256: String,
}

impl Desk {
    pub(super) fn read(conn: &mut Conn, floor: &Floor, visitor: &Visitor, round_id: &str) -> Result<Self> {
        let round = store::rounds::one(conn, round_id)?;
        let sheet = Sheet::of(conn, round)?;
        let (reads, runs) = (reaches(visitor, &sheet, SIGN), reaches(visitor, &sheet, RUN));
        if !reads && !runs {
            return Err(Error::Missing("This round"));
        }
        let rows = store::road::of_round(conn, round_id)?;
        let signatures = signatures(conn, round_id)?;
        let letters = letters(conn, floor, &sheet, &rows, &signatures)?;
        let (round, signs) = (&sheet.round, Signs::of(visitor, &sheet.round));
        let deputy = round.deputy_id.as_deref().map(|id| people::person(conn, id)).transpose()?;
        let about = json!({
            "id": round.id, "name": round.name, "authority": sheet.wording.authority,
            "signatory": sheet.wording.signatory, "signatory_title": round.signatory_title, "post_on": round.post_on,
            "deputy": deputy.map(|deputy| deputy.names.full()),
        });
        let names = may_name(visitor, round);
        let may = json!({ "on_behalf": signs == Signs::OnBehalf, "run": runs, "name_deputy": names });
        let candidates = if names { candidates(conn, round)? } else { Vec::new() };
        let option = |person: Person| json!({ "value": person.id, "text": person.names.full() });
        let state = state(&letters, signs != Signs::Not, visitor.fresh(floor.clock.now()));
        let deputies = candidates.into_iter().map(option).collect();
        let ways = floor.settings.letters.sign_with.iter().filter(|way| **way != SignWith::Pen);
        let ways = ways.map(|way| way.name()).collect();
        let signed = signed(conn, &rows, &signatures);
        Ok(Self { round: about, state, letters, signed, may, deputies, ways })
    }

    pub(super) fn on(&self, page: Page) -> Page {
        let page = page.put("round", &self.round).put("letters", &self.letters).put("signed", &self.signed);
        let page = page.put("state", self.state).put("may", &self.may);
        page.put("deputies", &self.deputies).put("ways", &self.ways)
    }
}

fn reaches(visitor: &Visitor, sheet: &Sheet, roles: &[crate::floor::web::Role]) -> bool {
    visitor.reaches(roles, &sheet.round.authority_id)
}

fn state(letters: &[Shown], signs: bool, fresh: bool) -> &'static str {
    let open = letters.iter().any(|letter| matches!(letter.state, "ready" | "held"));
    match (letters.is_empty(), open) {
        (true, _) => "nothing_ready",
        (false, false) => "signed",
        _ if !signs => "reading",
        _ if fresh => "ready",
        _ => "needs_key",
    }
}

fn signatures(conn: &mut Conn, round_id: &str) -> Result<HashMap<String, Signature>> {
    let given = store::signatures::of_round(conn, round_id)?;
    Ok(given.into_iter().map(|signature| (signature.id.clone(), signature)).collect())
}

/// Those that are made and not ended, in the order in which they will lie in their envelopes.
fn letters(
    conn: &mut Conn,
    floor: &Floor,
    sheet: &Sheet,
    rows: &[OnRoad],
    signatures: &HashMap<String, Signature>,
) -> Result<Vec<Shown>> {
    let mut found: Vec<(Person, &OnRoad)> = Vec::new();
    for row in rows.iter().filter(|row| standing(row.state).is_some()) {
        found.push((people::person(conn, &row.person_id)?, row));
    }
    found.sort_by(|(a, _), (b, _)| envelope_order(a, b));
    let papers = Papers::default();
    let hands = signatures.iter().map(|(id, signature)| Ok((id.as_str(), shown(floor, signature)?)));
    let hands: HashMap<&str, Signed> = hands.collect::<Result<_>>()?;
    let shown = found.into_iter().map(|(person, row)| {
        let letter = sheet.letter(&person, &row.words, &[]);
        let stationery = papers.of(sheet.words_for(&person), None)?;
        let signature = row.signature_id.as_deref().and_then(|id| hands.get(id)).cloned();
        Ok(Shown {
            id: row.id.clone(),
            name: person.names.full(),
            team: person.team.as_ref().map(|team| team.name.clone()).unwrap_or_default(),
            proof: Proof { signature, ..stationery.lines_as_printed(&letter) },
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
        State::ForPen | State::Unsigned | State::AtPen => Some("pen"),
        State::Signed | State::Printed | State::Packed | State::Sent | State::Refused | State::Posted => Some("signed"),
        State::Lines | State::Withdrawn | State::NotOwed => None,
    }
}

/// Who signed last, when, and how many bear a signature.
fn signed(conn: &mut Conn, rows: &[OnRoad], signatures: &HashMap<String, Signature>) -> Value {
    let signed: Vec<&OnRoad> = rows.iter().filter(|row| standing(row.state) == Some("signed")).collect();
    let given = signed.iter().filter_map(|row| signatures.get(row.signature_id.as_deref()?));
    let Some(last) = given.max_by_key(|signature| signature.signed_at) else { return Value::Null };
    let account = auth::account(conn, &last.signed_by).ok().filter(|_| !last.on_paper());
    let by = account.map_or_else(|| last.name.clone(), |account| account.name);
    json!({ "by": by, "at": last.signed_at, "count": signed.len() })
}
