//! Handing a manager's page on and taking it back: by the manager on the page itself, or by the coordinator for a manager
//! who cannot, with a check before.

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
        hand_on::{Choices, HandOn, hand_on},
        round::run_by,
        take_back::take_back,
    },
};

/// A round and the manager whose page it is.
type Team = Path<(String, String)>;

/// GET /letters/rounds/{id}/lines/{manager}/hand
pub async fn show_hand_on_own(floor: Data<Floor>, visitor: Visitor, path: Team, page: Page) -> Result<HttpResponse> {
    form_of(floor, visitor, path.into_inner(), page, Whose::Own).await
}

/// POST /letters/rounds/{id}/lines/{manager}/hand
pub async fn hand_on_own(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Team,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    asked(floor, visitor, path.into_inner(), page, form, (Whose::Own, true)).await
}

/// POST /letters/rounds/{id}/lines/{manager}/take-back
pub async fn take_back_own(floor: Data<Floor>, visitor: Visitor, path: Team, _form: Form) -> Result<HttpResponse> {
    back(floor, visitor, path.into_inner(), Whose::Own).await
}

/// GET /letters/rounds/{id}/hand/{manager}
pub async fn show_hand_on_for(floor: Data<Floor>, visitor: Visitor, path: Team, page: Page) -> Result<HttpResponse> {
    form_of(floor, visitor, path.into_inner(), page, Whose::AManagers).await
}

/// POST /letters/rounds/{id}/hand/{manager}/check
pub async fn check_hand_on(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Team,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    asked(floor, visitor, path.into_inner(), page, form, (Whose::AManagers, false)).await
}

/// POST /letters/rounds/{id}/hand/{manager}
pub async fn hand_on_for(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Team,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    asked(floor, visitor, path.into_inner(), page, form, (Whose::AManagers, true)).await
}

/// POST /letters/rounds/{id}/hand/{manager}/take-back
pub async fn take_back_for(floor: Data<Floor>, visitor: Visitor, path: Team, _form: Form) -> Result<HttpResponse> {
    back(floor, visitor, path.into_inner(), Whose::AManagers).await
}

/// Whose page is handed on: the visitor's own, or that of a manager in a round the visitor runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Own,
    AManagers,
}

impl Whose {
    /// Whether the visitor may hand this page on or take it back.
    fn allows(self, conn: &mut Conn, visitor: &Visitor, round: &str, manager: &str) -> Result<()> {
        match self {
            Self::Own if visitor.person_id.as_deref() == Some(manager) => Ok(()),
            Self::Own => Err(Error::Missing("This page")),
            Self::AManagers => run_by(conn, visitor, round).map(|_| ()),
        }
    }

    fn home(self, round: &str) -> String {
        match self {
            Self::Own => format!("/letters/rounds/{round}/lines"),
            Self::AManagers => format!("/letters/rounds/{round}"),
        }
    }

    fn action(self, round: &str, manager: &str) -> String {
        match self {
            Self::Own => format!("/letters/rounds/{round}/lines/{manager}/hand"),
            Self::AManagers => format!("/letters/rounds/{round}/hand/{manager}"),
        }
    }
}

async fn form_of(
    floor: Data<Floor>,
    visitor: Visitor,
    (round, manager): (String, String),
    page: Page,
    whose: Whose,
) -> Result<HttpResponse> {
    let inner = floor.clone();
    let found = floor.db.reading(move |conn| {
        whose.allows(conn, &visitor, &round, &manager)?;
        Choices::of(conn, &inner, &round, &manager)
    });
    shown(page, whose, &found.await?)
}

/// Reads the form; `done` does what it says, and without it a check page asks first.
async fn asked(
    floor: Data<Floor>,
    visitor: Visitor,
    (round, manager): (String, String),
    page: Page,
    form: Form,
    (whose, done): (Whose, bool),
) -> Result<HttpResponse> {
    let (inner, sent, home) = (floor.clone(), form.clone(), whose.home(&round));
    let read = floor.db.writing(move |conn| {
        whose.allows(conn, &visitor, &round, &manager)?;
        let choices = Choices::of(conn, &inner, &round, &manager)?;
        let to = match HandOn::parse(&sent, &choices) {
            Err(Error::Invalid(complaints)) => return Ok(Err((choices, complaints))),
            other => other?,
        };
        if done {
            hand_on(conn, &inner, &visitor.account_id, &choices, &to)?;
        }
        Ok(Ok((choices, to)))
    });
    match read.await? {
        Err((choices, complaints)) => shown(page.again(&form, &complaints), whose, &choices),
        Ok(_) if done => Ok(see_other(&home, "Handed on. They get a mail with a link of their own.")),
        Ok((choices, to)) => {
            let page = page.put("writer", &json!({ "id": to.writer.id, "name": to.writer.names.full() }));
            shown(page.put("reason", form.text("reason").trim()), whose, &choices)
        }
    }
}

async fn back(
    floor: Data<Floor>,
    visitor: Visitor,
    (round, manager): (String, String),
    whose: Whose,
) -> Result<HttpResponse> {
    let (inner, home) = (floor.clone(), whose.home(&round));
    let taken = floor.db.writing(move |conn| {
        whose.allows(conn, &visitor, &round, &manager)?;
        take_back(conn, &inner, &visitor.account_id, &round, &manager)
    });
    taken.await?;
    Ok(see_other(&home, "The page is its manager’s again. What was written of it stays."))
}

fn shown(page: Page, whose: Whose, choices: &Choices) -> Result<HttpResponse> {
    let Choices { round, manager, writer, people } = choices;
    let about = json!({
        "own": whose == Whose::Own, "manager": manager.names.full(), "home": whose.home(&round.id),
        "action": whose.action(&round.id, &manager.id), "round": round.name,
        "writer": writer.as_ref().map(|writer| writer.names.full()),
    });
    let options = people.iter().map(|person| {
        let team = person.team.as_ref().map_or_else(String::new, |team| format!(", {}", team.name));
        json!({ "value": person.id, "text": format!("{}, {}{team}", person.names.full(), person.role.name()) })
    });
    let page = page.put("about", &about).put("people", &options.collect::<Vec<Value>>());
    page.show("letters/hand.html", "Somebody else writes")
}
