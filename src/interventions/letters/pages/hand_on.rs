//! Handing a manager's page on and taking it back: by the manager on the page itself, or by the coordinator for a manager
//! who cannot, with a check before.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Complaints, Error, Result},
        web::{Form, Page, Visitor, done_or_again, see_other},
    },
    interventions::letters::{
        hand_on::{Choices, HandOn, hand_on},
        round::run_by,
        take_back::take_back,
    },
};

/// A round and the manager whose page it is.
type Team = Path<(String, String)>;

/// Whose page is handed on: the visitor's own, or that of a manager in a round the visitor runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Own,
    AManagers,
}

impl Whose {
    /// By the address that was asked for: the team's page is under `lines`, the coordinator's form is not.
    fn at(req: &HttpRequest) -> Self {
        if req.match_pattern().is_some_and(|pattern| pattern.contains("/lines/")) { Self::Own } else { Self::AManagers }
    }

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

/// GET /letters/rounds/{id}/lines/{manager}/hand, and /letters/rounds/{id}/hand/{manager}
pub async fn show_hand_on(
    floor: Data<Floor>,
    visitor: Visitor,
    req: HttpRequest,
    path: Team,
    page: Page,
) -> Result<HttpResponse> {
    let (inner, whose) = (floor.clone(), Whose::at(&req));
    let found = floor.db.reading(move |conn| {
        whose.allows(conn, &visitor, &path.0, &path.1)?;
        Choices::of(conn, &inner, &path.0, &path.1)
    });
    shown(page, whose, &found.await?)
}

/// POST /letters/rounds/{id}/hand/{manager}/check: a form that is right is asked about once more.
pub async fn check_hand_on(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Team,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, sent) = (floor.clone(), form.clone());
    let read = floor.db.reading(move |conn| {
        Whose::AManagers.allows(conn, &visitor, &path.0, &path.1)?;
        let choices = Choices::of(conn, &inner, &path.0, &path.1)?;
        let read = HandOn::parse(&sent, &choices);
        Ok((choices, read))
    });
    let (choices, read) = read.await?;
    let page = match read {
        Err(Error::Invalid(complaints)) => page.again(&form, &complaints),
        read => {
            let writer = read?.writer;
            let page = page.put("writer", &json!({ "id": writer.id, "name": writer.names.full() }));
            page.put("reason", form.text("reason").trim())
        }
    };
    shown(page, Whose::AManagers, &choices)
}

/// POST /letters/rounds/{id}/lines/{manager}/hand, and /letters/rounds/{id}/hand/{manager}
pub async fn hand_page_on(
    floor: Data<Floor>,
    visitor: Visitor,
    (req, path): (HttpRequest, Team),
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (whose, inner, sent) = (Whose::at(&req), floor.clone(), form.clone());
    let (who, (round, manager)) = (visitor.account_id.clone(), path.clone());
    let choices = move |conn: &mut Conn| {
        whose.allows(conn, &visitor, &round, &manager)?;
        Choices::of(conn, &inner, &round, &manager)
    };
    let (inner, about) = (floor.clone(), choices.clone());
    let act = move |conn: &mut Conn| {
        let choices = choices(conn)?;
        hand_on(conn, &inner, &who, &choices, &HandOn::parse(&sent, &choices)?)
    };
    let home = whose.home(&path.0);
    let done = (home.as_str(), "Handed on. They get a mail with a link of their own.");
    let again = |complaints: &Complaints, found: &Choices| shown(page.again(&form, complaints), whose, found);
    done_or_again(&floor, act, about, again, done).await
}

/// POST /letters/rounds/{id}/lines/{manager}/take-back, and /letters/rounds/{id}/hand/{manager}/take-back
pub async fn take_page_back(
    floor: Data<Floor>,
    visitor: Visitor,
    req: HttpRequest,
    path: Team,
    _form: Form,
) -> Result<HttpResponse> {
    let (inner, whose) = (floor.clone(), Whose::at(&req));
    let home = whose.home(&path.0);
    let taken = floor.db.writing(move |conn| {
        whose.allows(conn, &visitor, &path.0, &path.1)?;
        take_back(conn, &inner, &visitor.account_id, &path.0, &path.1)
    });
    taken.await?;
    Ok(see_other(&home, "The page is its manager’s again. What was written of it stays."))
}

fn shown(page: Page, whose: Whose, choices: &Choices) -> Result<HttpResponse> {
    let Choices { round, unit, manager, writer, people } = choices;
    let about = json!({
        "own": whose == Whose::Own, "unit": unit, "manager": manager.names.full(), "home": whose.home(&round.id),
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
