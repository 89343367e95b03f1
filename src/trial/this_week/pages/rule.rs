//! The page of a trial's rule: its form until the first person is served, and how it stands.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::rule_shown;
use crate::{
    floor::{
        Floor, auth,
        clock::long_date,
        db::Conn,
        error::{Complaints, Result},
        web::{Form, Page, Visitor, done_or_again},
    },
    trial::{
        allocation::{
            pages::{WATCH, reached, summary},
            trial::Trial,
        },
        this_week::{
            judge::first_served,
            measure::{Measure, known, measure_of},
            rule::{self, Rule},
        },
    },
};

/// What the page shows.
struct Shown {
    trial: Trial,
    measures: Vec<Measure>,
    holds: Option<Rule>,
    rule: Option<Value>,
    history: Vec<Value>,
    served: Option<String>,
}

/// GET /trials/{id}/week-rule
pub async fn ask_rule(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    let inner = floor.clone();
    let found = floor.db.reading(move |conn| gather(conn, &inner, &visitor, &id)).await?;
    shown(page, &found)
}

/// POST /trials/{id}/week-rule
pub async fn keep_rule(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    let home = format!("/trials/{id}/week-rule");
    let (inner, who, trial_id, typed) = (floor.clone(), visitor.clone(), id.clone(), form.clone());
    let act = move |conn: &mut Conn| {
        let trial = reached(conn, &who, WATCH, &trial_id)?;
        rule::write(conn, &inner, &who.account_id, &trial, &typed)
    };
    let inner = floor.clone();
    let about = move |conn: &mut Conn| gather(conn, &inner, &visitor, &id);
    let again = |complaints: &Complaints, found: &Shown| shown(page.again(&form, complaints), found);
    done_or_again(&floor, act, about, again, (&home, "The rule is kept.")).await
}

fn gather(conn: &mut Conn, floor: &Floor, visitor: &Visitor, id: &str) -> Result<Shown> {
    let trial = reached(conn, visitor, WATCH, id)?;
    let measures = known(&trial);
    let mut history = Vec::new();
    for (rule, by, at) in Rule::versions(conn, id)?.into_iter().rev() {
        let says = rule.says(&measure_of(&measures, &rule)?);
        let who = auth::name_of(conn, &by);
        history.push(json!({ "version": rule.version, "says": [says], "why": "", "who": who, "at": at }));
    }
    Ok(Shown {
        measures,
        holds: Rule::of_trial(conn, id)?,
        rule: rule_shown(conn, floor, &trial, visitor)?,
        served: first_served(conn, &trial)?.map(long_date),
        history,
        trial,
    })
}

fn shown(page: Page, found: &Shown) -> Result<HttpResponse> {
    // Two choices are told apart by whom they are a share of, so that stands in the label.
    let choice = |one: &Measure| json!({ "value": one.value(), "text": format!("{}, of {}", one.what, one.whom) });
    let holds = found.holds.as_ref().map(|rule| {
        json!({
            "measure": format!("{}/{}", rule.measure, rule.share_of.name()), "percent": rule.percent.to_string(),
            "day": rule.day.to_string(), "then": rule.then.name(), "words": rule.words, "decides": rule.decides,
        })
    });
    page.put("trial", &summary(&found.trial))
        .put("measures", &found.measures.iter().map(choice).collect::<Vec<_>>())
        .put("holds", &holds)
        .put("rule", &found.rule)
        .put("history", &found.history)
        .put("served", &found.served)
        .show("this_week/rule.html", "Rule for the second week")
}
