//! What waits to be sent and why: mail that was tried, domains that are paused, addresses that are given up. A coordinator
//! pauses, resumes, and lets mail go to an address again, each with a reason. No address is shown, only its domain.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde::Serialize;
use serde_json::{Value, json};

use super::store::{self, Domain, EVERYWHERE, Suppressed};
use crate::floor::{
    Floor,
    audit::{self, Act},
    clock::{Moment, long_moment},
    db::Conn,
    error::{Complaints, Error, Result},
    jobs::{self, pages::reason},
    web::{Form, Page, Visitor, done_or_again},
};

/// As many as a page can bear; how many there are stands beside.
const SHOWN: usize = 100;
const HOME: &str = "/mail";

/// The tables' rows, and what can be pressed.
#[derive(Debug, Serialize)]
struct Found {
    waiting: Vec<Value>,
    tried: Vec<Value>,
    bounced: Vec<Value>,
    everything: Option<Domain>,
    paused: Vec<Domain>,
    dead: Vec<Suppressed>,
    dead_count: usize,
}

/// GET /mail
pub async fn outbox(page: Page, floor: Data<Floor>) -> Result<HttpResponse> {
    let now = floor.clock.now();
    shown(page, &floor.db.reading(move |conn| found(conn, now)).await?)
}

fn found(conn: &mut Conn, now: Moment) -> Result<Found> {
    let (everything, paused) =
        store::paused(conn, now)?.into_iter().partition::<Vec<_>, _>(|one| one.domain == EVERYWHERE);
    let mut dead = store::suppressed(conn)?;
    let dead_count = dead.len();
    dead.truncate(SHOWN);
    let waiting = jobs::queued(conn)?;
    let waiting = waiting.iter().map(|one| json!([one.kind, one.count, said_at(one.oldest), said_at(one.next)]));
    let (open, stuck) = (store::tried(conn, &["waiting", "running"])?, store::tried(conn, &["stuck"])?);
    let row = |one: &store::Tried, next: String| {
        let said = one.said.as_deref().unwrap_or("On its way.");
        json!([one.template, one.domain, one.count, said, said_at(one.oldest), next])
    };
    let open = open.iter().map(|one| row(one, said_at(one.next)));
    let tried = open.chain(stuck.iter().map(|one| row(one, "None: it is stuck.".into())));
    let bounced = store::bounced(conn)?;
    let bounced = bounced.iter().take(SHOWN).map(|one| {
        let said = one.said.as_deref().unwrap_or_default();
        json!([one.template, one.domain, one.count, said, said_at(one.latest)])
    });
    Ok(Found {
        waiting: waiting.collect(),
        tried: tried.collect(),
        bounced: bounced.collect(),
        everything: everything.into_iter().next(),
        paused,
        dead,
        dead_count,
    })
}

/// How much of the mail is in trouble, as numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct InTrouble {
    /// Domains whose mail waits, and since when the first of them.
    pub paused: usize,
    pub paused_since: Option<Moment>,
    /// Addresses that are given up.
    pub given_up: usize,
    pub given_up_since: Option<Moment>,
}

/// What is paused and what is given up now.
pub fn in_trouble(conn: &mut Conn, now: Moment) -> Result<InTrouble> {
    let (paused, dead) = (store::paused(conn, now)?, store::suppressed(conn)?);
    Ok(InTrouble {
        paused: paused.len(),
        paused_since: paused.iter().filter_map(|domain| domain.paused_at).min(),
        given_up: dead.len(),
        given_up_since: dead.iter().map(|address| address.since).min(),
    })
}

fn said_at(moment: Option<Moment>) -> String {
    moment.map(long_moment).unwrap_or_default()
}

fn shown(page: Page, found: &Found) -> Result<HttpResponse> {
    page.put("found", found).show("mail/outbox.html", "Mail")
}

/// POST /mail/pause: nothing more leaves until somebody resumes it.
pub async fn pause(page: Page, floor: Data<Floor>, visitor: Visitor, form: Form) -> Result<HttpResponse> {
    let (on, sent) = (Floor::clone(&floor), form.clone());
    let act = move |conn: &mut Conn| {
        let reason = reason(&sent)?;
        let now = on.clock.now();
        store::stop(conn, EVERYWHERE, now, None, &reason)?;
        audit::write(conn, now, &Act::new(&visitor.account_id, "mail.paused", EVERYWHERE).because(reason))
    };
    let now = floor.clock.now();
    let again = |complaints: &Complaints, found: &Found| shown(page.again_of(&form, complaints, "all"), found);
    done_or_again(&floor, act, move |conn| found(conn, now), again, (HOME, "All mail is paused.")).await
}

/// POST /mail/resume: mail goes to `domain` again, or everywhere (`*`).
pub async fn resume(page: Page, floor: Data<Floor>, visitor: Visitor, form: Form) -> Result<HttpResponse> {
    let (on, sent) = (Floor::clone(&floor), form.clone());
    let domain = form.text("domain").to_owned();
    let of = if domain == EVERYWHERE { "all".to_owned() } else { domain.clone() };
    let act = move |conn: &mut Conn| {
        let reason = reason(&sent)?;
        if !store::resume(conn, &domain)? {
            return Err(Error::TooLate("Mail goes there already.".into()));
        }
        audit::write(conn, on.clock.now(), &Act::new(&visitor.account_id, "mail.resumed", &domain).because(reason))
    };
    let now = floor.clock.now();
    let again = |complaints: &Complaints, found: &Found| shown(page.again_of(&form, complaints, &of), found);
    done_or_again(
        &floor,
        act,
        move |conn| found(conn, now),
        again,
        (HOME, "Mail goes there again, within five minutes."),
    )
    .await
}

/// POST /mail/addresses/{id}/lift: an address that was given up is written to again.
pub async fn lift(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    let (on, sent, row) = (Floor::clone(&floor), form.clone(), id.clone());
    let act = move |conn: &mut Conn| {
        let reason = reason(&sent)?;
        store::lift(conn, &row)?;
        audit::write(conn, on.clock.now(), &Act::new(&visitor.account_id, "mail.address_lifted", &row).because(reason))
    };
    let now = floor.clock.now();
    let again = |complaints: &Complaints, found: &Found| shown(page.again_of(&form, complaints, &id), found);
    done_or_again(&floor, act, move |conn| found(conn, now), again, (HOME, "That address is written to again.")).await
}
