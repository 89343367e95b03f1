//! What a series costs: its lines, what a Round and an attendance come to, and tables that were given, beside them.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::{
    one_series::{SAYS, history},
    shown::of_series,
};
use crate::{
    floor::{
        Floor,
        clock::long_date,
        db::Conn,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::rounds::{
        cost::{
            given::{GivenCosts, GivenTable},
            line::{CostLine, Heading, hours},
            note::{NewCost, WHOLE_SERIES, note, take_back},
            propose::{Proposal, proposals, take},
            report::{given, sums},
            sums::{Sums, UnitCost},
        },
        round::{Round, State},
        series::series_by,
        store::{self, series::Series},
    },
};

/// GET /rounds/series/{id}/costs
pub async fn show_costs(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    shown(&floor, visitor, path.into_inner(), page).await
}

/// POST /rounds/series/{id}/costs
pub async fn note_cost(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, sent, id) = (floor.clone(), visitor.clone(), form.clone(), path.clone());
    let noted = floor.db.writing(move |conn| {
        let series = series_by(conn, &who, &id)?;
        let rounds = store::rounds::of_series(conn, &series.id)?;
        note(conn, &inner, &who.account_id, &series, NewCost::parse(&sent, &series, &rounds)?)
    });
    match noted.await {
        Err(Error::Invalid(complaints)) => {
            shown(&floor, visitor, path.into_inner(), page.again(&form, &complaints)).await
        }
        done => done.map(|()| see_other(&to(&path), "The line is on record.")),
    }
}

/// POST /rounds/series/{id}/costs/take
pub async fn take_proposal(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, sent, id) = (floor.clone(), visitor.clone(), form.clone(), path.clone());
    let taken = floor.db.writing(move |conn| {
        let series = series_by(conn, &who, &id)?;
        take(conn, &inner, &who.account_id, &series, &sent)
    });
    match taken.await {
        Err(Error::Invalid(complaints)) => {
            let page = page.again_of(&form, &complaints, form.text("proposal"));
            shown(&floor, visitor, path.into_inner(), page).await
        }
        done => done.map(|()| see_other(&to(&path), "The hours are on record.")),
    }
}

/// POST /rounds/series/{id}/costs/{line}/away
pub async fn take_cost_back(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    _form: Form,
) -> Result<HttpResponse> {
    let (series_id, line_id) = path.into_inner();
    let (inner, back) = (floor.clone(), to(&series_id));
    let gone = floor.db.writing(move |conn| {
        let series = series_by(conn, &visitor, &series_id)?;
        take_back(conn, &inner, &visitor.account_id, &series, &line_id)
    });
    gone.await?;
    Ok(see_other(&back, "Taken back."))
}

fn to(series_id: &str) -> String {
    format!("/rounds/series/{series_id}/costs")
}

async fn shown(floor: &Data<Floor>, visitor: Visitor, id: String, page: Page) -> Result<HttpResponse> {
    let whole = floor.db.reading(move |conn| {
        let series = series_by(conn, &visitor, &id)?;
        whole(conn, &series)
    });
    let page = whole.await?.iter().fold(page, |page, (name, value)| page.put(name, value));
    page.show("rounds/costs.html", "What it costs")
}

fn whole(conn: &mut Conn, series: &Series) -> Result<Vec<(&'static str, Value)>> {
    let rounds = store::rounds::of_series(conn, &series.id)?;
    let lines = store::costs::of_series(conn, &series.id)?;
    let sums = sums(conn, series)?;
    let lines: Vec<Value> = lines.iter().map(|line| of_line(line, &rounds)).collect();
    let proposed = proposals(conn, series)?;
    let proposed: Vec<Value> = proposed.iter().map(|one| of_proposal(one, &rounds)).collect();
    Ok(vec![
        ("series", of_series(conn, series)?),
        ("lines", json!(lines)),
        ("headings", headings(&sums)),
        ("rounds", of_rounds(&sums, &rounds)),
        ("units", json!([of_unit("A Round", &sums.per_round), of_unit("An attendance", &sums.per_attendance)])),
        ("proposals", json!(proposed)),
        ("choices", choices(&rounds)),
        ("given", json!(given(conn)?.iter().map(|(table, notes)| of_given(table, notes)).collect::<Vec<_>>())),
        ("history", history(conn, &series.id, &SAYS)?),
    ])
}

fn of_line(line: &CostLine, rounds: &[Round]) -> Value {
    json!({
        "id": line.id, "heading": line.heading.words(), "what": line.what, "how": line.how.says(),
        "pence": line.pence().to_string(), "of": whose(line.round_id(), rounds),
    })
}

fn of_proposal(one: &Proposal, rounds: &[Round]) -> Value {
    let round_id = one.key.strip_prefix("came.");
    json!({
        "key": one.key, "heading": one.heading.words(), "what": one.what, "hours": hours(one.minutes),
        "of": whose(round_id, rounds),
    })
}

/// The Round, or that it is the whole series.
fn whose(round_id: Option<&str>, rounds: &[Round]) -> String {
    let round = rounds.iter().find(|round| Some(round.id.as_str()) == round_id);
    round.map_or_else(|| "Whole series".to_owned(), name)
}

fn name(round: &Round) -> String {
    format!("Round {}, {}", round.number, long_date(round.span.day()))
}

fn headings(sums: &Sums) -> Value {
    json!(
        sums.by_heading.iter().map(|(heading, pence)| json!([heading.words(), pence.to_string()])).collect::<Vec<_>>()
    )
}

fn of_rounds(sums: &Sums, rounds: &[Round]) -> Value {
    let row = |cost: &crate::interventions::rounds::cost::sums::RoundCost| {
        let each = cost.per_attendance().map_or_else(|| "nobody is on record".to_owned(), |each| each.to_string());
        json!([
            whose(Some(&cost.id), rounds),
            cost.own.to_string(),
            cost.share.to_string(),
            cost.total().to_string(),
            cost.came,
            each
        ])
    };
    json!(sums.rounds.iter().map(row).collect::<Vec<_>>())
}

fn of_unit(what: &str, unit: &UnitCost) -> Value {
    let left: Vec<String> = unit.left_out.iter().map(|left| format!("{}: {}", left.why, left.pence)).collect();
    json!({
        "what": what, "value": unit.value().map(|value| value.to_string()), "numerator": unit.numerator.to_string(),
        "denominator": unit.denominator, "of": unit.of, "left_out": left,
    })
}

/// What a line can belong to, and its headings.
fn choices(rounds: &[Round]) -> Value {
    let whole = json!({ "value": WHOLE_SERIES, "text": "The whole series: shared out over the Rounds that are held" });
    let open = rounds.iter().filter(|round| round.state != State::Cancelled);
    let of: Vec<Value> =
        std::iter::once(whole).chain(open.map(|round| json!({ "value": round.id, "text": name(round) }))).collect();
    let headings = Heading::ALL.map(|heading| json!({ "value": heading.name(), "text": heading.words() }));
    json!({ "of": of, "headings": headings })
}

fn of_given(table: &GivenTable, notes: &[String]) -> Value {
    let row = |row: &GivenCosts| {
        let amounts = Heading::ALL.map(|heading| row.of(heading)).into_iter().chain([row.total()]);
        let cells = std::iter::once(format!("LA {}", row.label)).chain(amounts.map(|pence| pence.to_string()));
        cells.collect::<Vec<_>>()
    };
    let of = |heading: Heading| table.mean(|row| row.of(heading));
    let means = Heading::ALL.map(of).into_iter().chain([table.mean(GivenCosts::total)]);
    let means = means.map(|mean| mean.map(|mean| mean.to_string()).unwrap_or_default());
    let mut rows: Vec<Vec<String>> = table.rows.iter().map(row).collect();
    rows.push(std::iter::once("Mean".to_owned()).chain(means).collect());
    json!({ "source": table.source, "rows": rows, "notes": notes })
}
