//! One trial: its settings, whom it would take in, where it stands and what was done. The arms are not here.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::{CONFIRM, GIVE_SIGHT, RESEARCH, WATCH, reached};
use crate::{
    floor::{
        Floor, audit, auth,
        clock::Moment,
        db::Conn,
        error::{Error, Result},
        web::{Page, Visitor},
    },
    trial::allocation::{
        end::ended_at,
        given,
        prospect::{Prospect, prospect},
        said::said,
        scheme::Mode,
        sight,
        stored::List,
        trial::Trial,
    },
    trial::conduct::told::{of_publicity, of_sites},
    trial::protocol::standing::standing,
    trial::this_week::decide::DECIDED,
    trial::uptake::blur::opens,
};

pub async fn trial(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    let db = floor.db.clone();
    let shown = db.reading(move |conn| Shown::gather(conn, &floor, &visitor, &id)).await?;
    let title = shown.trial.name.clone();
    page.put("trial", &summary(&shown.trial))
        .put("settings", &settings(&shown.trial))
        .put("prospect", &prospect_shown(&shown.prospect))
        .put("live", &shown.live)
        .put("ended_at", &shown.ended_at)
        .put("practice", &shown.practice)
        .put("may", &shown.may)
        .put("conduct", &shown.conduct)
        .put("set_up", &json!({ "missing": shown.missing }))
        .put("history", &shown.history)
        .show("allocation/trial.html", &title)
}

struct Shown {
    trial: Trial,
    prospect: Prospect,
    live: Option<Value>,
    ended_at: Option<Moment>,
    practice: Vec<Value>,
    may: Value,
    history: Vec<Value>,
    /// Sites that withdrew, and what became public, a sentence each.
    conduct: Vec<String>,
    /// How many things are not settled.
    missing: usize,
}

impl Shown {
    fn gather(conn: &mut Conn, floor: &Floor, visitor: &Visitor, id: &str) -> Result<Self> {
        let trial = reached(conn, visitor, WATCH, id)?;
        let (live, practice): (Vec<_>, Vec<_>) =
            List::of_trial(conn, id)?.into_iter().partition(|list| list.mode == Mode::Live);
        let (live, research) = (live.first(), visitor.is_any(RESEARCH));
        let locked = live.is_some_and(|list| list.locked_at.is_some());
        let ended_at = ended_at(conn, id)?;
        let may = json!({
            "end": research && locked && ended_at.is_none(),
            "draw": research && live.is_none(), "practise": research, "lock": visitor.is_any(CONFIRM) && !locked && live.is_some_and(|list| list.made_by != visitor.account_id),
            "wait_for_lock": research && !locked && live.is_some_and(|list| list.made_by == visitor.account_id), "verify": research,
            "see": locked && sight::has(conn, id, &visitor.account_id)?, "give_sight": visitor.is_any(GIVE_SIGHT),
            "see_outcomes": research,
        });
        let open = opens(conn, &trial, visitor)?;
        let history = history(conn, id, open)?;
        let prospect = prospect(conn, floor, &trial)?;
        let missing = standing(conn, &trial, &prospect)?.iter().filter(|row| row.missing.is_some()).count();
        let conduct = [of_sites(conn, id)?, of_publicity(conn, id)?].concat();
        Ok(Self {
            prospect,
            live: live.map(|live| list(conn, live)),
            ended_at,
            practice: practice.iter().map(|one| list(conn, one)).collect(),
            may,
            history,
            conduct,
            missing,
            trial,
        })
    }
}

/// What was done to a trial, the newest first, by people's names. That a rule has bitten can hang on one person's arm, so what was decided
/// then is told to those to whom exact counts are.
fn history(conn: &mut Conn, trial_id: &str, open: bool) -> Result<Vec<Value>> {
    let mut shown = Vec::new();
    let told = |entry: &audit::Entry| open || entry.act != DECIDED;
    for entry in audit::history(conn, trial_id)?.into_iter().rev().filter(told) {
        let who = match auth::account(conn, &entry.actor) {
            Ok(account) => account.name,
            Err(Error::Missing(_)) => entry.actor,
            Err(other) => return Err(other),
        };
        shown.push(json!({ "at": entry.at, "who": who, "act": entry.act, "why": entry.detail }));
    }
    Ok(shown)
}

fn list(conn: &mut Conn, list: &List) -> Value {
    let seed_given = (list.mode == Mode::Live).then(|| given::says(conn, list)).flatten();
    json!({
        "id": list.id, "made_at": list.made_at, "locked_at": list.locked_at, "units": list.header.units,
        "seed_given": seed_given,
    })
}

pub(in crate::trial) fn summary(trial: &Trial) -> Value {
    let unit = trial.scheme.unit();
    json!({
        "id": trial.id, "name": trial.name, "unit": unit.name(), "intervention": trial.interventions.said(),
        "interventions": trial.interventions.iter().collect::<Vec<_>>(),
    })
}

/// The settings as rows of a check list.
pub(super) fn settings(trial: &Trial) -> Vec<Value> {
    said(trial).into_iter().map(|(key, value)| json!({ "key": key, "value": value })).collect()
}

pub(super) fn prospect_shown(prospect: &Prospect) -> Value {
    let excluded = prospect.frame.excluded.iter().map(|(why, count)| json!({ "why": why.words(), "count": count }));
    let apart = prospect.apart.iter().map(|[one, other]| json!([one.0, one.1, other.1]));
    let overlaps =
        prospect.overlaps.iter().map(|one| json!({ "name": one.trial.name, "people": one.people, "rule": one.rule }));
    json!({
        "overlaps": overlaps.collect::<Vec<_>>(),
        "assessed": prospect.frame.assessed, "people": prospect.frame.members.len(), "units": prospect.units.len(), "units_left_out": prospect.frame.units_left_out(),
        "excluded": excluded.collect::<Vec<_>>(), "apart": apart.collect::<Vec<_>>(),
    })
}
