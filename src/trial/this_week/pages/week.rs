//! The week: rules that have bitten first, then what is off its course, then the rules that wait.

use actix_web::{HttpResponse, web::Data};
use serde_json::{Value, json};

use super::rule_shown;
use crate::{
    floor::{
        Floor,
        clock::long_date,
        db::Conn,
        error::{Complaints, Result},
        web::{Form, Page, Visitor},
    },
    trial::{
        allocation::{
            end::ended_at,
            pages::{WATCH, reaches},
            trial::Trial,
        },
        this_week::worry::{Worries, Worry},
    },
};

/// All that the page shows: rules, and what there is to worry about.
pub(super) struct Week {
    rules: Vec<Value>,
    worries: Vec<Worry>,
}

/// GET /this-week
pub async fn week(page: Page, floor: Data<Floor>, rooms: Data<Worries>, visitor: Visitor) -> Result<HttpResponse> {
    let inner = floor.clone();
    let found = floor.db.reading(move |conn| gather(conn, &inner, &rooms, &visitor)).await?;
    shown(page, &found)
}

pub(super) fn gather(conn: &mut Conn, floor: &Floor, rooms: &Worries, visitor: &Visitor) -> Result<Week> {
    let mut rules = Vec::new();
    for trial in Trial::all(conn)? {
        if reaches(conn, visitor, WATCH, &trial)? && ended_at(conn, &trial.id)?.is_none() {
            rules.extend(rule_shown(conn, floor, &trial, visitor)?);
        }
    }
    Ok(Week { rules, worries: rooms.all(conn, floor, visitor)? })
}

/// The page with the form of one trial come back.
pub(super) fn again(
    page: Page,
    week: &Week,
    (form, complaints, id): (&Form, &Complaints, &str),
) -> Result<HttpResponse> {
    shown(page.again_of(form, complaints, id), week)
}

fn shown(page: Page, week: &Week) -> Result<HttpResponse> {
    let worry = |worry: &Worry| {
        let (kind, word) = worry.urgency.shown();
        json!({
            "title": worry.title, "figure": worry.figure, "since": worry.since.map(long_date), "href": worry.href,
            "mend": worry.mend, "kind": kind, "word": word,
        })
    };
    let is = |rule: &Value, stands: &str| rule["stands"] == *stands;
    let (bitten, rest): (Vec<&Value>, Vec<&Value>) = week.rules.iter().partition(|rule| is(rule, "bitten"));
    page.put("bitten", &bitten)
        .put("rules", &rest)
        .put("worries", &week.worries.iter().map(worry).collect::<Vec<_>>())
        .show("this_week/week.html", "This week")
}
