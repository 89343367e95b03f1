//! What the forms of a Round said: figures once they may be shown, comments once somebody has looked at them, and what came on
//! paper.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::shown::of_round;
use crate::{
    floor::{
        Floor,
        clock::long_date,
        error::{Error, Result},
        web::{Form, Page, Templates, Visitor, see_other},
    },
    interventions::rounds::{
        feedback::{
            self,
            figures::{Distribution, Figures, Shows},
            instrument::{Instrument, Kind, Question},
            paper::{self, Counts, field},
            picture::{about, to_svg},
            screen::{kept, settle, to_screen},
        },
        round::round_by,
        store::{self, feedback::How},
        summary::said,
    },
};

/// GET /rounds/{id}/feedback
pub async fn show_feedback(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
) -> Result<HttpResponse> {
    let inner = floor.clone();
    let (round, closes, figures, comments, waiting) = floor
        .db
        .reading(move |conn| {
            let (round, _) = round_by(conn, &visitor, &path)?;
            let figures = Figures::of(conn, &inner, &round)?;
            let comments = if figures.shows == Shows::Figures { kept(conn, &inner, &round.id)? } else { Vec::new() };
            let waiting = store::feedback::comments(conn, &round.id, "to_screen")?.len();
            Ok((of_round(conn, &round)?, long_date(feedback::closes_on(&round)), figures, comments, waiting))
        })
        .await?;
    let pictures = pictures(&floor.templates, &figures.questions)?;
    page.put("round", &round)
        .put("closes", &closes)
        .put("figures", &of_figures(&figures))
        .put("smallest", &floor.settings.reports.smallest_group)
        .put("pictures", &pictures)
        .put("comments", &comments)
        .put("waiting", &waiting)
        .show("rounds/feedback.html", "What the forms said")
}

/// Figures as a page and a summary show them.
pub(super) fn of_figures(figures: &Figures) -> Value {
    let question = |one: &Distribution| {
        let answers: Vec<Value> = one.answers.iter().map(|(words, count)| json!([words, said(*count)])).collect();
        json!({ "words": one.question, "answers": answers })
    };
    let apart: Vec<Value> =
        figures.questions.iter().filter(|one| matches!(one.kind, Kind::Group | Kind::Before)).map(question).collect();
    json!({ "by_link": figures.by_link, "on_paper": figures.on_paper, "shows": figures.shows, "apart": apart })
}

/// A drawing with its table for statements, and one for the rating.
pub(super) fn pictures(templates: &Templates, questions: &[Distribution]) -> Result<Vec<Value>> {
    let mut pictures = Vec::new();
    for (kind, title) in [(Kind::Agreement, "How far people agreed"), (Kind::Rating, "All in all")] {
        let of_kind: Vec<&Distribution> = questions.iter().filter(|one| one.kind == kind).collect();
        let Some(first) = of_kind.first() else { continue };
        let rows: Vec<Value> = of_kind.iter().map(|one| table_row(one)).collect();
        let number = |label: &str| json!({ "label": label, "number": true });
        let mut columns = vec![json!({ "label": "Asked", "number": false })];
        columns.extend(first.answers.iter().map(|(words, _)| number(words)));
        columns.extend([number("Answered"), number("Upper two")]);
        let svg = to_svg(templates, questions, kind, title)?;
        let about = about(of_kind.len());
        pictures.push(json!({ "title": title, "about": about, "svg": svg, "columns": columns, "rows": rows }));
    }
    Ok(pictures)
}

fn table_row(one: &Distribution) -> Value {
    let mut row = vec![json!(one.question)];
    row.extend(one.answers.iter().map(|(_, count)| json!(said(*count))));
    row.extend([json!(said(one.answered())), json!(said(one.upper_two()))]);
    json!(row)
}

/// GET /rounds/{id}/comments
pub async fn show_comments(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
) -> Result<HttpResponse> {
    let inner = floor.clone();
    let (round, comments) = floor
        .db
        .reading(move |conn| {
            let (round, _) = round_by(conn, &visitor, &path)?;
            Ok((of_round(conn, &round)?, to_screen(conn, &inner, &round.id)?))
        })
        .await?;
    page.put("round", &round).put("comments", &comments).show("rounds/comments.html", "Comments to look at")
}

/// POST /rounds/{id}/comments/{comment}
pub async fn settle_comment(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse> {
    let (id, comment_id) = path.into_inner();
    let (keeps, say) = match form.text("act") {
        "keep" => (true, "Kept."),
        "remove" => (false, "It is gone."),
        _ => return Err(Error::invalid("act", "Keep it, or take it away.")),
    };
    let (inner, round_id) = (floor.clone(), id.clone());
    let settled = floor.db.writing(move |conn| {
        let (round, _) = round_by(conn, &visitor, &round_id)?;
        settle(conn, &inner, &visitor.account_id, &round.id, &comment_id, keeps)
    });
    settled.await.map(|()| see_other(&format!("/rounds/{id}/comments"), say))
}

/// GET /rounds/{id}/paper
pub async fn show_paper(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    shown_paper(&floor, visitor, path.into_inner(), page).await
}

/// POST /rounds/{id}/paper
pub async fn keep_paper(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, sent, id) = (floor.clone(), visitor.clone(), form.clone(), path.clone());
    let kept = floor.db.writing(move |conn| {
        let (round, _) = round_by(conn, &who, &id)?;
        let counts = Counts::parse(&sent, &Instrument::of(&inner)?)?;
        paper::keep(conn, &inner, &who.account_id, &round, &counts)
    });
    match kept.await {
        Err(Error::Invalid(complaints)) => {
            shown_paper(&floor, visitor, path.into_inner(), page.again(&form, &complaints)).await
        }
        done => done.map(|()| see_other(&format!("/rounds/{path}/feedback"), "Kept.")),
    }
}

async fn shown_paper(floor: &Data<Floor>, visitor: Visitor, id: String, page: Page) -> Result<HttpResponse> {
    let instrument = Instrument::of(floor)?;
    let (round, forms, tallies) = floor
        .db
        .reading(move |conn| {
            let (round, _) = round_by(conn, &visitor, &id)?;
            let (_, forms) = store::feedback::forms(conn, &round.id)?;
            Ok((of_round(conn, &round)?, forms, store::feedback::tallies(conn, &round.id, Some(How::Paper))?))
        })
        .await?;
    let question = |one: &Question| {
        let count = |answer: &String| tallies.get(&(one.key.clone(), answer.clone())).copied().unwrap_or_default();
        let answers: Vec<Value> = one
            .answers
            .iter()
            .map(|(key, words)| json!({ "field": field(&one.key, key), "words": words, "count": count(key) }))
            .collect();
        json!({ "words": one.words, "answers": answers })
    };
    page.put("round", &round)
        .put("forms", &forms)
        .put("questions", &instrument.questions().iter().map(question).collect::<Vec<_>>())
        .show("rounds/paper.html", "Forms on paper")
}
