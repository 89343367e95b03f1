//! The page of a round that a carrier posts: how many letters are where, what needs somebody, and the press that sends them.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    floor::{
        Floor,
        clock::Moment,
        db::Conn,
        error::{Error, Result},
        jobs,
        web::{Form, Page, Visitor, see_other},
    },
    interventions::letters::{
        LookFor, SendLetter,
        decide::{Decision, decide},
        round::{Round, run_by},
        send::{by_notify, send, to_send, try_all_again},
        sending::{Stage, opens_at},
        state::State,
        store::{self, road::OnRoad, sendings::Sending},
    },
    trial::roster::people,
};

/// How many letters are where.
#[derive(Debug, Default, Serialize)]
pub struct Counts {
    /// Printed, and not yet promised to the carrier.
    pub to_send: usize,
    /// Signed, and being made into a file.
    pub printing: usize,
    /// Promised; the carrier does not have them yet.
    pub waiting: usize,
    /// On their way to the carrier; whether it has them is not known yet.
    pub asked: usize,
    pub accepted: usize,
    pub posted: usize,
    pub needs_somebody: usize,
}

/// Counts a round's letters by where they stand with the carrier.
pub fn counts(conn: &mut Conn, round: &Round) -> Result<Counts> {
    Ok(Desk::read(conn, round)?.counts)
}

/// GET /letters/rounds/{id}/pack, of such a round.
pub async fn shown(floor: &Data<Floor>, round: Round, page: Page) -> Result<HttpResponse> {
    let inner = floor.clone();
    let (about, desk, stuck) = floor
        .db
        .reading(move |conn| {
            let desk = Desk::read(conn, &round)?;
            Ok((about(conn, &inner, &round)?, desk, stuck(conn, &round)?))
        })
        .await?;
    let missing = floor.settings.post.key().err().map(|error| error.to_string());
    let page = page.put("round", &about).put("counts", &desk.counts).put("needing", &desk.needing);
    let page = page.put("full_until", &desk.full_until).put("returned", &desk.returned);
    page.put("missing", &missing).put("stuck", &stuck).show("letters/carrier.html", "Send by GOV.UK Notify")
}

/// POST /letters/rounds/{id}/send/check
pub async fn check_send(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    _form: Form,
) -> Result<HttpResponse> {
    let inner = floor.clone();
    let found = floor.db.reading(move |conn| {
        let round = run_by(conn, &visitor, &path)?;
        by_notify(&round)?;
        inner.settings.post.key()?;
        Ok((about(conn, &inner, &round)?, to_send(conn, &round)?.len()))
    });
    let (about, count) = found.await?;
    page.put("round", &about).put("count", &count).show("letters/carrier_check.html", "Send the letters?")
}

/// POST /letters/rounds/{id}/send
pub async fn send_letters(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, here) = (floor.clone(), format!("/letters/rounds/{path}/pack"));
    let sent = floor.db.writing(move |conn| {
        let round = run_by(conn, &visitor, &path)?;
        send(conn, &inner, &visitor.account_id, &round, form.text("count").parse().unwrap_or_default())
    });
    sent.await?;
    Ok(see_other(&here, "The letters are on their way to GOV.UK Notify."))
}

/// POST /letters/rounds/{id}/send/again
pub async fn send_again(floor: Data<Floor>, visitor: Visitor, path: Path<String>, _form: Form) -> Result<HttpResponse> {
    let (inner, here) = (floor.clone(), format!("/letters/rounds/{path}/pack"));
    let tried = floor.db.writing(move |conn| {
        let round = run_by(conn, &visitor, &path)?;
        try_all_again(conn, &inner, &round)
    });
    tried.await?;
    Ok(see_other(&here, "They are being tried again."))
}

/// POST /letters/rounds/{id}/sent/{letter}
pub async fn decide_letter(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (round_id, letter_id) = path.into_inner();
    let (inner, sent, who, of_round) = (floor.clone(), form.clone(), visitor.clone(), round_id.clone());
    let decided = floor.db.writing(move |conn| {
        let decision = Decision::parse(&sent, &letter_id, inner.clock.today())?;
        decide(conn, &inner, &who, &of_round, &letter_id, &decision)
    });
    match decided.await {
        Err(Error::Invalid(complaints)) => {
            let round = floor.db.reading(move |conn| run_by(conn, &visitor, &round_id)).await?;
            shown(&floor, round, page.again(&form, &complaints)).await
        }
        decided => {
            decided?;
            Ok(see_other(&format!("/letters/rounds/{round_id}/pack"), "Noted."))
        }
    }
}

fn about(conn: &mut Conn, floor: &Floor, round: &Round) -> Result<Value> {
    let signatory = people::person(conn, &round.signatory_id)?;
    Ok(json!({
        "id": round.id, "name": round.name, "authority": signatory.authority, "post_on": round.post_on,
        "open": opens_at(round) <= floor.clock.now(), "postage": floor.settings.post.postage.name(),
        "trial_run": floor.settings.post.trial_run,
    }))
}

/// How many letters could not be handed over, and why, a line a reason.
fn stuck(conn: &mut Conn, round: &Round) -> Result<Vec<Value>> {
    let mut whys: BTreeMap<String, usize> = BTreeMap::new();
    let stuck = [jobs::stuck_of::<SendLetter>(conn)?, jobs::stuck_of::<LookFor>(conn)?];
    for (job, about) in stuck.into_iter().flatten() {
        if store::road::one(conn, &about.letter_id)?.round_id == round.id {
            *whys.entry(job.reason.unwrap_or_default()).or_default() += 1;
        }
    }
    Ok(whys.into_iter().map(|(why, count)| json!({ "why": why, "count": count })).collect())
}

/// What the page shows of the letters.
#[derive(Default)]
struct Desk {
    counts: Counts,
    needing: Vec<Value>,
    returned: Vec<Value>,
    full_until: Option<Moment>,
    /// Letters that are being handed over or looked for.
    in_work: BTreeSet<String>,
}

/// A letter whose handing-over was let go before an answer came.
const LET_GO: &str = "let-go";

fn in_work(conn: &mut Conn) -> Result<BTreeSet<String>> {
    let jobs = [jobs::open_of::<SendLetter>(conn)?, jobs::open_of::<LookFor>(conn)?];
    Ok(jobs.into_iter().flatten().map(|job| job.letter_id).collect())
}

impl Desk {
    fn read(conn: &mut Conn, round: &Round) -> Result<Self> {
        let newest: BTreeMap<String, Sending> = store::sendings::of_round(conn, &round.id)?
            .into_iter()
            .map(|sending| (sending.letter_id.clone(), sending))
            .collect();
        let mut desk = Self { in_work: in_work(conn)?, ..Self::default() };
        for letter in store::road::of_round(conn, &round.id)? {
            let sending = newest.get(&letter.id);
            desk.add(conn, &letter, sending)?;
        }
        desk.needing.sort_by_key(|one| one["who"].to_string());
        Ok(desk)
    }

    fn add(&mut self, conn: &mut Conn, letter: &OnRoad, sending: Option<&Sending>) -> Result<()> {
        let stage = sending.map(Sending::stage).transpose()?;
        let count = match (letter.state, stage) {
            (State::Signed, _) => &mut self.counts.printing,
            (State::Printed | State::Sent, Some(Stage::Promised)) => {
                self.full_until = self.full_until.max(sending.and_then(|sending| sending.not_before));
                &mut self.counts.waiting
            }
            (State::Printed, _) => &mut self.counts.to_send,
            (State::Sent, Some(Stage::Asked)) if self.in_work.contains(&letter.id) => &mut self.counts.asked,
            (State::Sent, Some(Stage::Accepted)) => &mut self.counts.accepted,
            (State::Posted, _) => &mut self.counts.posted,
            (State::Refused, _) | (State::Sent, Some(Stage::Asked | Stage::Mending | Stage::Lost)) => {
                self.needing.push(needing(conn, letter, stage)?);
                &mut self.counts.needs_somebody
            }
            _ => return Ok(()),
        };
        *count += 1;
        if let Some((on, _)) = &letter.returned {
            let person = people::person(conn, &letter.person_id)?;
            self.returned.push(json!({ "who": person.names.full(), "on": on }));
        }
        Ok(())
    }
}

/// A letter that waits for somebody, with the word for why.
fn needing(conn: &mut Conn, letter: &OnRoad, stage: Option<Stage>) -> Result<Value> {
    let person = people::person(conn, &letter.person_id)?;
    let why = match (letter.state, stage) {
        (State::Refused, _) => letter.reason.clone().unwrap_or_default(),
        (_, Some(Stage::Asked)) => LET_GO.to_owned(),
        (_, stage) => stage.map(Stage::name).unwrap_or_default().to_owned(),
    };
    Ok(json!({ "letter": letter.id, "who": format!("{}, {}", person.names.full(), person.reference), "why": why }))
}
