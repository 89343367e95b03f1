//! The page of one answer: its form, filled in with what holds, and what was said before.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use crate::{
    floor::{
        Floor, auth,
        db::Conn,
        error::{Complaints, Error, Result},
        web::{Form, Page, Role, Visitor, done_or_again},
    },
    trial::{
        allocation::{
            pages::{RESEARCH, WATCH, reached, summary},
            trial::Trial,
        },
        protocol::{
            answer::{Said, all, is_locked, keep},
            outcomes::MOST,
            question::Question,
        },
        surveys::wave::Wave,
    },
};

/// What a page shows.
struct Shown {
    trial: Trial,
    question: Question,
    /// What holds, as it is kept.
    holds: Option<Value>,
    history: Vec<Value>,
    locked: bool,
    /// Surveys of the trial, by name.
    waves: Vec<String>,
    may: bool,
}

/// GET /trials/{id}/set-up/{question}
pub async fn ask(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
) -> Result<HttpResponse> {
    let (id, name) = path.into_inner();
    let found = floor.db.reading(move |conn| gather(conn, &visitor, WATCH, (&id, &name))).await?;
    shown(page, &found)
}

/// POST /trials/{id}/set-up/{question}
pub async fn answer(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse> {
    let (id, name) = path.into_inner();
    let home = format!("/trials/{id}/set-up");
    let (inner, who, typed) = (floor.clone(), visitor.clone(), form.clone());
    let (trial_id, asked) = (id.clone(), name.clone());
    let act = move |conn: &mut Conn| {
        let trial = reached(conn, &who, RESEARCH, &trial_id)?;
        let question = named(&asked)?;
        let answer = question.parse(&typed, &trial)?;
        keep(conn, &inner, &who.account_id, &trial.id, (question, &answer, typed.text("reason")))
    };
    let about = move |conn: &mut Conn| gather(conn, &visitor, WATCH, (&id, &name));
    let again = |complaints: &Complaints, found: &Shown| shown(page.again(&form, complaints), found);
    done_or_again(&floor, act, about, again, (&home, "It is kept.")).await
}

fn named(name: &str) -> Result<Question> {
    Question::named(name).ok_or(Error::Missing("That page"))
}

fn gather(conn: &mut Conn, visitor: &Visitor, roles: &[Role], (id, name): (&str, &str)) -> Result<Shown> {
    let trial = reached(conn, visitor, roles, id)?;
    let question = named(name)?;
    let versions = all(conn, id, question)?;
    let history = versions.iter().rev().map(|said| version(conn, question, said)).collect::<Result<_>>()?;
    let waves = Wave::of_trial(conn, id)?.into_iter().map(|wave| wave.name).collect();
    let holds = versions.into_iter().next_back().map(|said| said.answer);
    Ok(Shown { question, holds, history, locked: is_locked(conn, id)?, waves, may: visitor.is_any(RESEARCH), trial })
}

fn version(conn: &mut Conn, question: Question, said: &Said) -> Result<Value> {
    Ok(json!({
        "version": said.version, "says": question.says(&said.answer)?, "why": said.reason,
        "who": auth::name_of(conn, &said.by), "at": said.at,
    }))
}

fn shown(page: Page, found: &Shown) -> Result<HttpResponse> {
    let Shown { trial, question, holds, .. } = found;
    let template = match question {
        Question::Windows => "protocol/windows.html",
        Question::Outcomes => "protocol/outcomes.html",
        Question::Asked => "protocol/asked.html",
        Question::SpillOver => "protocol/spill_over.html",
    };
    page.put("trial", &summary(trial))
        .put("here", &format!("/trials/{}{}", trial.id, question.page()))
        .put("holds", holds)
        .put("history", &found.history)
        .put("locked", &found.locked)
        .put("waves", &found.waves)
        .put("arms", &trial.scheme.arms().iter().map(|arm| &arm.name).collect::<Vec<_>>())
        .put("numbers", &(1..=MOST).collect::<Vec<_>>())
        .put("may", &found.may)
        .show(template, question.title())
}
