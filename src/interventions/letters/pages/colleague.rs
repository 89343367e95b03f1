//! Asking a colleague for two lines: from the team's page, or by the coordinator from the round's.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        web::{Form, Page, Visitor, done_or_again},
    },
    interventions::letters::{
        ask_colleague::{Colleagues, ask_colleague},
        feedback::Team,
        round::run_by,
    },
};

/// Whose lines a colleague is asked for, and from which page: a team's, or (no manager) the round's.
#[derive(Debug, Clone, Deserialize)]
pub struct Asked {
    #[serde(rename = "id")]
    round: String,
    manager: Option<String>,
    letter: String,
}

impl Asked {
    fn find(&self, conn: &mut Conn, floor: &Floor, visitor: &Visitor) -> Result<Colleagues> {
        if let Some(manager) = &self.manager {
            let team = Team::of(conn, visitor, &self.round, Some(manager))?;
            let mine = team.members.iter().any(|member| member.two.id == self.letter && team.in_hand(member));
            if !mine {
                return Err(Error::Missing("That person"));
            }
        } else {
            run_by(conn, visitor, &self.round)?;
        }
        Colleagues::of(conn, floor, &self.round, &self.letter)
    }

    fn home(&self) -> String {
        let team = self.manager.as_ref().map_or_else(String::new, |manager| format!("/lines/{manager}"));
        format!("/letters/rounds/{}{team}", self.round)
    }
}

/// GET /letters/rounds/{id}/lines/{manager}/colleague/{letter}, and /letters/rounds/{id}/colleague/{letter}
pub async fn show_colleagues(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<Asked>,
    page: Page,
) -> Result<HttpResponse> {
    let (inner, which) = (floor.clone(), path.clone());
    let found = floor.db.reading(move |conn| which.find(conn, &inner, &visitor)).await?;
    shown(page, &path, &found)
}

/// POST to the same
pub async fn ask_one_of_them(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<Asked>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, sent, who, which) = (floor.clone(), form.clone(), visitor.clone(), path.clone());
    let act = move |conn: &mut Conn| {
        let found = which.find(conn, &inner, &who)?;
        ask_colleague(conn, &inner, &who.account_id, &found, &found.chosen(&sent)?)
    };
    let (on, which) = (floor.clone(), path.clone());
    let about = move |conn: &mut Conn| which.find(conn, &on, &visitor);
    let home = path.home();
    let done = (home.as_str(), "Asked. What they suggest comes to the team’s page, to take on or not.");
    done_or_again(&floor, act, about, |complaints, found| shown(page.again(&form, complaints), &path, found), done)
        .await
}

fn shown(page: Page, what: &Asked, found: &Colleagues) -> Result<HttpResponse> {
    let people = found.people.iter().map(|one| json!({ "value": one.id, "text": one.names.full() }));
    let people: Vec<Value> = people.collect();
    let about = json!({
        "name": found.person.names.full(), "first_name": found.person.names.known_as(), "home": what.home(),
        "action": format!("{}/colleague/{}", what.home(), what.letter),
        "unit": what.manager.is_none().then_some(found.unit),
    });
    page.put("about", &about).put("people", &people).show("letters/colleague.html", "Ask a colleague")
}
