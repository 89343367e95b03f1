//! What watches the house asks: alive, ready, and how much is waiting. No names and no ids in any answer.

use std::fmt::Write;

use actix_web::{HttpResponse, web::Data};
use chrono::TimeDelta;

use crate::floor::{
    Floor, auth,
    clock::Moment,
    db::{Conn, answers},
    error::Result,
    jobs::{self, Waiting},
};

/// A worker that has not been heard of for so long is not there.
const SILENCE: TimeDelta = TimeDelta::minutes(2);

/// GET /health: the process answers.
pub async fn health() -> &'static str {
    "alive\n"
}

/// GET /ready: the database answers, the tray would take mail, a worker beats. 503 when one does not.
pub async fn ready(floor: Data<Floor>) -> HttpResponse {
    let inner = floor.clone();
    let database = floor.db.reading(move |conn| {
        answers(conn)?;
        Ok(jobs::last_beat(conn)?.is_some_and(|at| inner.clock.now() - at <= SILENCE))
    });
    let (database, tray) = (database.await, tokio::task::spawn_blocking(move || floor.tray.check().is_ok()).await);
    let (tray, worker) = (tray.unwrap_or(false), matches!(database, Ok(true)));
    let well = serde_json::json!({ "database": database.is_ok(), "tray": tray, "worker": worker });
    let mut response = if tray && worker { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() };
    response.json(well)
}

/// GET /metrics, as Prometheus reads it.
pub async fn metrics(floor: Data<Floor>) -> Result<HttpResponse> {
    let now = floor.clock.now();
    let (jobs, sessions) = floor.db.reading(move |conn| counted(conn, now)).await?;
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(written(&jobs, sessions, now)))
}

fn counted(conn: &mut Conn, now: Moment) -> Result<(Vec<Waiting>, i64)> {
    Ok((jobs::counts(conn)?, auth::open_sessions(conn, now)?))
}

/// What has ended is not told: how many letters were no longer owed tells an arm to whoever knows who left.
fn written(jobs: &[Waiting], sessions: i64, now: Moment) -> String {
    let mut out = String::from("# HELP hearten_jobs Jobs to be done, by kind and state.\n# TYPE hearten_jobs gauge\n");
    let ended = |job: &&Waiting| matches!(job.state.as_str(), "done" | "not_needed");
    for Waiting { kind, state, count, .. } in jobs.iter().filter(|job| !ended(job)) {
        let _ = writeln!(out, "hearten_jobs{{kind=\"{kind}\",state=\"{state}\"}} {count}");
    }
    out.push_str("# HELP hearten_oldest_waiting_seconds Age of the oldest job that waits, by kind.\n# TYPE hearten_oldest_waiting_seconds gauge\n");
    for waiting in jobs.iter().filter(|job| job.state == "waiting") {
        let age = waiting.oldest.map_or(0, |made| (now - made).num_seconds());
        let _ = writeln!(out, "hearten_oldest_waiting_seconds{{kind=\"{}\"}} {age}", waiting.kind);
    }
    let _ = writeln!(
        out,
        "# HELP hearten_sessions_open Sessions that are open.\n# TYPE hearten_sessions_open gauge\nhearten_sessions_open {sessions}"
    );
    out
}
