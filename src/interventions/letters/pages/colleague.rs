//! Asking a colleague for two lines: from the team's page, or by the coordinator from the round's.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::letters::{
        ask_colleague::{Colleagues, ask_colleague},
        feedback::Team,
        round::run_by,
    },
};

/// GET /letters/rounds/{id}/lines/{manager}/colleague/{letter}
pub async fn show_colleagues_own(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String, String)>,
    page: Page,
) -> Result<HttpResponse> {
    let (round, manager, letter) = path.into_inner();
    form_of(floor, visitor, Asked { round, manager: Some(manager), letter }, page).await
}

/// POST /letters/rounds/{id}/lines/{manager}/colleague/{letter}
pub async fn ask_colleague_own(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (round, manager, letter) = path.into_inner();
    asked(floor, visitor, Asked { round, manager: Some(manager), letter }, page, form).await
}

/// GET /letters/rounds/{id}/colleague/{letter}
pub async fn show_colleagues_for(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
) -> Result<HttpResponse> {
    let (round, letter) = path.into_inner();
    form_of(floor, visitor, Asked { round, manager: None, letter }, page).await
}

/// POST /letters/rounds/{id}/colleague/{letter}
pub async fn ask_colleague_for(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (round, letter) = path.into_inner();
    asked(floor, visitor, Asked { round, manager: None, letter }, page, form).await
}

/// Whose lines a colleague is asked for, and from which page: a team's, or (no manager) the round's.
#[derive(Debug, Clone)]
struct Asked {
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

async fn form_of(floor: Data<Floor>, visitor: Visitor, what: Asked, page: Page) -> Result<HttpResponse> {
    let (inner, which) = (floor.clone(), what.clone());
    let found = floor.db.reading(move |conn| which.find(conn, &inner, &visitor)).await?;
    shown(page, &what, &found)
}

async fn asked(floor: Data<Floor>, visitor: Visitor, what: Asked, page: Page, form: Form) -> Result<HttpResponse> {
    let (inner, which, sent, who) = (floor.clone(), what.clone(), form.clone(), visitor.clone());
    let done = floor.db.writing(move |conn| {
        let found = which.find(conn, &inner, &who)?;
        let colleague = found.chosen(&sent)?;
        ask_colleague(conn, &inner, &who.account_id, &found, &colleague)
    });
    match done.await {
        Err(Error::Invalid(complaints)) => form_of(floor, visitor, what, page.again(&form, &complaints)).await,
        done => {
            done?;
            Ok(see_other(&what.home(), "Asked. What they suggest comes to the team’s page, to take on or not."))
        }
    }
}

fn shown(page: Page, what: &Asked, found: &Colleagues) -> Result<HttpResponse> {
    let people = found.people.iter().map(|one| json!({ "value": one.id, "text": one.names.full() }));
    let people: Vec<Value> = people.collect();
    let about = json!({
        "name": found.person.names.full(), "first_name": found.person.names.known_as(), "home": what.home(),
        "action": format!("{}/colleague/{}", what.home(), what.letter),
    });
    page.put("about", &about).put("people", &people).show("letters/colleague.html", "Ask a colleague")
}
