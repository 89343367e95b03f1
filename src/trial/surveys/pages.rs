//! Where the link of a question lands. Opening it changes nothing; a press answers, without a sign-in. The pages of whole surveys are
//! beside it: for whoever answers one (`sheet`, `open`, `code`), and for those who run it (`waves`, `one_wave`, `told`).

mod code;
mod one_wave;
mod open;
mod sheet;
mod shown;
mod told;
mod waves;

pub use code::{open_code, show_code};
pub use one_wave::{check_launch, launch_wave, make_codes, show_wave};
pub use open::{begin_open, go_on_open, show_begun_open, show_open, show_sent_open};
pub use sheet::{keep_coded, keep_named, show_coded, show_named};
pub use told::{screen_text, show_scores, show_texts, take_answers};
pub use waves::{set_up_wave, show_new_wave, show_waves};

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::{
    answer::{answer, count},
    ask_mail::{Job, PURPOSE},
    question::Question,
    store,
};
use crate::floor::{
    Floor, auth,
    error::{Error, Result},
    web::{Form, Page, see_other},
};

/// What the link that is the same for all opens.
const ALL: &str = "survey/all";
const GENERATION: i32 = 1;

/// The link of an anonymous question, the same for everybody.
pub fn link_for_all(floor: &Floor, question_id: &str) -> String {
    auth::link(floor, ALL, question_id, GENERATION)
}

/// GET /survey/{row}/{key}
pub async fn show_question(floor: Data<Floor>, path: Path<(String, String)>, page: Page) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    let job = Job::opened(&floor, &row, &key)?;
    let action = format!("/{PURPOSE}/{row}/{key}");
    let (question, before) = floor
        .db
        .reading(move |conn| {
            let question = Question::find(conn, &job.question_id)?;
            let before = store::answer(conn, &question.id, &job.person_id)?;
            Ok((question, before))
        })
        .await?;
    let open = question.is_open(floor.clock.now());
    shown(page, &question, &action, before.as_deref(), open)
}

/// POST /survey/{row}/{key}
pub async fn answer_question(
    floor: Data<Floor>,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    let job = Job::opened(&floor, &row, &key)?;
    let action = format!("/{PURPOSE}/{row}/{key}");
    let (inner, sent) = (floor.clone(), form.clone());
    let question_id = job.question_id.clone();
    let kept = floor.db.writing(move |conn| {
        let question = Question::find(conn, &job.question_id)?;
        if question.anonymous {
            return Err(Error::Missing("that link"));
        }
        answer(conn, &inner, &question, &job.person_id, &sent.all("chosen").collect::<Vec<_>>())
    });
    came_in(&floor, kept.await, page, &form, question_id, &action).await
}

/// GET /survey/{row}/{key}/sent
pub async fn show_answered(floor: Data<Floor>, path: Path<(String, String)>, page: Page) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    Job::opened(&floor, &row, &key)?;
    thanked(page)
}

/// GET /survey/all/{row}/{key}
pub async fn show_for_all(floor: Data<Floor>, path: Path<(String, String)>, page: Page) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    auth::link_fits(&floor, ALL, &row, GENERATION, &key)?;
    let action = format!("/{ALL}/{row}/{key}");
    let question = floor.db.reading(move |conn| Question::find(conn, &row)).await?;
    let open = question.is_open(floor.clock.now());
    shown(page, &question, &action, None, open)
}

/// POST /survey/all/{row}/{key}
pub async fn answer_for_all(
    floor: Data<Floor>,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    auth::link_fits(&floor, ALL, &row, GENERATION, &key)?;
    let action = format!("/{ALL}/{row}/{key}");
    let (inner, sent, question_id) = (floor.clone(), form.clone(), row.clone());
    let kept = floor.db.writing(move |conn| {
        let question = Question::find(conn, &row)?;
        if !question.anonymous {
            return Err(Error::Missing("that link"));
        }
        count(conn, &inner, &question, &sent.all("chosen").collect::<Vec<_>>())
    });
    came_in(&floor, kept.await, page, &form, question_id, &action).await
}

/// GET /survey/all/{row}/{key}/sent
pub async fn show_answered_for_all(
    floor: Data<Floor>,
    path: Path<(String, String)>,
    page: Page,
) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    auth::link_fits(&floor, ALL, &row, GENERATION, &key)?;
    thanked(page)
}

fn thanked(page: Page) -> Result<HttpResponse> {
    page.show("surveys/thanks.html", "Thank you")
}

/// Thanks on a page of its own: whoever loads the answer to a press again would be counted twice.
async fn came_in(
    floor: &Data<Floor>,
    kept: Result<()>,
    page: Page,
    form: &Form,
    question_id: String,
    action: &str,
) -> Result<HttpResponse> {
    match kept {
        Err(Error::Invalid(complaints)) => {
            let question = floor.db.reading(move |conn| Question::find(conn, &question_id)).await?;
            shown(page.again(form, &complaints), &question, action, None, true)
        }
        done => done.map(|()| see_other(&format!("{action}/sent"), "")),
    }
}

fn shown(page: Page, question: &Question, action: &str, before: Option<&str>, open: bool) -> Result<HttpResponse> {
    let options = question.options.iter().map(|option| json!({ "value": option.key, "text": option.words }));
    let before: Vec<&str> = before.map(|chosen| chosen.split('+').collect()).unwrap_or_default();
    page.put("question", &json!({ "words": question.words, "anonymous": question.anonymous }))
        .put("options", &options.collect::<Vec<Value>>())
        .put("before", &before)
        .put("open", &open)
        .put("action", action)
        .show("surveys/question.html", "One question")
}
