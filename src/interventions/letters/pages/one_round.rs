//! One round, as those who run it see it: what is done, what is next, what is stuck.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::managers::{Writing, managers};
use crate::{
    floor::{
        Floor, audit, auth,
        clock::long_moment,
        db::Conn,
        error::Result,
        jobs,
        web::{Form, Page, Visitor, see_other},
    },
    interventions::letters::{
        AskCarrier, ComposeLetter, LookFor, PrintLetter, SendLetter,
        ask::{self, ask},
        ask_leader::AskLeader,
        ask_manager::AskMail,
        counts::Counts,
        line_mail::LineMail,
        remind_manager::RemindMail,
        round::{Round, run_by},
        state::{Lines, State},
        store::{self, lines::TwoLines},
        trials,
        ways::Ways,
    },
    trial::{
        allocation::end::ended_at,
        roster::people::{self, Person},
    },
};

/// GET /letters/rounds/{id}
pub async fn show_round(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    let inner = floor.clone();
    let whole = floor.db.reading(move |conn| Whole::read(conn, &inner, &visitor, &path)).await?;
    let title = whole.round.name.clone();
    let page = page.put("round", &whole.about).put("counts", &whole.counts).put("revealed", &whole.revealed);
    let page = page.put("may", &whole.may).put("managers", &whole.managers).put("outstanding", &whole.outstanding);
    let late = whole.managers.iter().filter(|writing| writing.overdue > 0).count();
    let page = page
        .put("late", &late)
        .put("ways", &Ways::read(&whole.round.fallbacks).names())
        .put("faults", &whole.faults)
        .put("history", &whole.history);
    page.put("stuck", &whole.stuck).put("packs", &whole.packs).show("letters/round.html", &title)
}

/// POST /letters/rounds/{id}/ask
pub async fn ask_managers(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    _form: Form,
) -> Result<HttpResponse> {
    let (inner, here) = (floor.clone(), format!("/letters/rounds/{path}"));
    let asked = floor.db.writing(move |conn| {
        let round = run_by(conn, &visitor, &path)?;
        ask(conn, &inner, &visitor.account_id, &round)
    });
    let asked = asked.await?;
    let say = match asked.without {
        0 => format!("{} managers are being asked about {} people.", asked.managers, asked.people),
        without => format!(
            "{} managers are being asked about {} people. {without} of them have nobody we can ask: please write for them.",
            asked.managers, asked.people
        ),
    };
    Ok(see_other(&here, &say))
}

/// All that the page shows.
struct Whole {
    round: Round,
    about: Value,
    counts: Counts,
    revealed: bool,
    may: Value,
    managers: Vec<Writing>,
    outstanding: Vec<Value>,
    faults: Vec<Value>,
    stuck: Vec<Value>,
    packs: Vec<Value>,
    history: Vec<Value>,
}

impl Whole {
    fn read(conn: &mut Conn, floor: &Floor, visitor: &Visitor, id: &str) -> Result<Self> {
        let round = run_by(conn, visitor, id)?;
        let rows = store::lines::of_round(conn, id)?;
        let everyone = people::in_authority(conn, &round.authority_id)?;
        let mut counts = Counts::of(&rows);
        if round.asked_at.is_none() {
            counts.managers = ask::preview(conn, floor, &round)?.managers;
        }
        let revealed = trials::locked(conn, &round.trial_id)?;
        let on = ended_at(conn, &round.trial_id)?.is_none();
        let may = json!({
            "ask": round.asked_at.is_none() && counts.managers > 0 && on,
            "compose": round.asked_at.is_some() && revealed && on, "sign": true, "pack": true,
        });
        Ok(Self {
            about: about(conn, &round)?,
            managers: managers(conn, floor, &round, &rows)?,
            outstanding: listed(&rows, &everyone, |row| row.lines == Lines::Asked),
            faults: listed(&rows, &everyone, |row| {
                row.lines.are_in() && row.state == State::Lines && row.reason.is_some()
            }),
            stuck: stuck(conn, id, &rows, &everyone)?,
            packs: packs(conn, id)?,
            history: history(conn, id)?,
            counts,
            revealed,
            may,
            round,
        })
    }
}

/// What Hearten could not finish for this round, newest first.
fn stuck(conn: &mut Conn, id: &str, rows: &[TwoLines], everyone: &[Person]) -> Result<Vec<Value>> {
    let mut found: Vec<(jobs::Listed, String)> = Vec::new();
    let letters = [
        ("Make the letter", jobs::stuck_of::<ComposeLetter>(conn)?),
        ("Print the letter", jobs::stuck_of::<PrintLetter>(conn)?),
        ("Hand GOV.UK Notify the letter", jobs::stuck_of::<SendLetter>(conn)?),
        ("Ask GOV.UK Notify about the letter", jobs::stuck_of::<LookFor>(conn)?),
    ];
    for (what, stuck) in letters {
        for (job, about) in stuck {
            if let Some(row) = rows.iter().find(|row| row.id == about.letter_id) {
                let person = everyone.iter().find(|person| person.id == row.person_id);
                found.push((
                    job,
                    person.map_or_else(|| what.to_owned(), |person| format!("{what} to {}", person.names.full())),
                ));
            }
        }
    }
    let mails = [jobs::stuck_of::<AskMail>(conn)?, jobs::stuck_of::<RemindMail>(conn)?];
    let notes = jobs::stuck_of::<LineMail>(conn)?.into_iter().map(|(job, note)| (job, note.post));
    for (job, post) in mails.into_iter().flatten().chain(notes) {
        if post.round_id == id {
            found.push((job, format!("Write to {}", people::person(conn, post.person_id())?.names.full())));
        }
    }
    let to_sign = jobs::stuck_of::<AskLeader>(conn)?.into_iter().filter(|(_, to_sign)| to_sign.round_id == id);
    found.extend(to_sign.map(|(job, _)| (job, "Ask for the signature".to_owned())));
    if !store::sendings::of_round(conn, id)?.is_empty() {
        let looks = jobs::stuck_of::<AskCarrier>(conn)?.into_iter();
        found.extend(looks.map(|(job, _)| (job, "Ask GOV.UK Notify what became of the letters".to_owned())));
    }
    found.sort_by(|(a, _), (b, _)| (b.made_at, &b.id).cmp(&(a.made_at, &a.id)));
    let shown = found
        .into_iter()
        .map(|(job, what)| json!({ "id": job.id, "what": what, "reason": job.reason, "since": job.made_at }));
    Ok(shown.collect())
}

fn packs(conn: &mut Conn, id: &str) -> Result<Vec<Value>> {
    let packs = store::packs::of_round(conn, id)?.into_iter().map(|pack| {
        json!({
            "id": pack.id, "letter_count": pack.letter_count, "made_at": pack.made_at, "posted_on": pack.posted_on,
        })
    });
    Ok(packs.collect())
}

fn about(conn: &mut Conn, round: &Round) -> Result<Value> {
    let signatory = people::person(conn, &round.signatory_id)?;
    let trial = trials::of_letters(conn)?.into_iter().find(|(id, _)| *id == round.trial_id);
    let mut about = serde_json::to_value(round)?;
    about["authority"] = json!(signatory.authority);
    about["signatory"] = json!(signatory.names.full());
    about["sent"] = json!(super::carrier::counts(conn, round)?);
    about["released"] = json!(store::releases::has(conn, &round.trial_id)?);
    about["trial"] = json!(trial.map_or_else(String::new, |(_, name)| name));
    Ok(about)
}

/// The people of some rows, by team and name.
fn listed(rows: &[TwoLines], everyone: &[Person], which: impl Fn(&TwoLines) -> bool) -> Vec<Value> {
    let person = |id: &str| everyone.iter().find(|person| person.id == id);
    let mut found: Vec<(String, String, &TwoLines, &Person)> = rows
        .iter()
        .filter(|row| which(row))
        .filter_map(|row| person(&row.person_id).map(|person| (row, person)))
        .map(|(row, person)| {
            let team = person.team.as_ref().map(|team| team.name.clone()).unwrap_or_default();
            (team, person.names.family().to_lowercase(), row, person)
        })
        .collect();
    found.sort_by(|a, b| (&a.0, &a.1, &a.3.reference).cmp(&(&b.0, &b.1, &b.3.reference)));
    let shown = found.into_iter().map(|(team, _, row, person)| {
        let begun = row.words.iter().any(|words| !words.trim().is_empty());
        let message = row.reason.clone().unwrap_or_default();
        json!({ "id": row.id, "name": person.names.full(), "team": team, "begun": begun, "code": "", "message": message })
    });
    shown.collect()
}

/// What was done, by whom, newest first.
fn history(conn: &mut Conn, id: &str) -> Result<Vec<Value>> {
    let mut found = Vec::new();
    for entry in audit::history(conn, id)?.into_iter().rev() {
        let who = auth::name_of(conn, &entry.actor);
        let more = what_more(conn, &entry)?;
        let why = Some(entry.detail).filter(|detail| more.is_none() && !detail.is_empty());
        found.push(json!({ "when": long_moment(entry.at), "who": who, "act": entry.act, "more": more, "why": why }));
    }
    Ok(found)
}

/// What belongs to the act itself: how many it was about, or whom.
fn what_more(conn: &mut Conn, entry: &audit::Entry) -> Result<Option<String>> {
    match entry.detail.strip_prefix("person ").filter(|_| entry.act == "round.deputy_named") {
        Some(id) => Ok(Some(people::person(conn, id)?.names.full())),
        None => Ok(audit::counted(&entry.detail)),
    }
}
