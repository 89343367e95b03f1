//! What the mails to a manager have in common: who is written to, by which link, and how many lines they still owe.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    ask::no_longer,
    state::Lines,
    store::{self, rounds::Round},
};
use crate::{
    floor::{
        Floor, auth,
        db::Conn,
        error::{Error, Result},
        web::Role,
    },
    trial::roster::people::{self, Person},
};

/// What a personal link opens: a manager's page. The word is both its path and what its key is for.
pub const PURPOSE: &str = "letters/lines";
/// Raised, it would revoke every link that was sent.
const GENERATION: i32 = 1;

/// A mail to one manager in one round.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Post {
    pub round_id: String,
    pub manager_id: String,
}

/// What a mail about lines says.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    pub name: String,
    pub authority: String,
    pub signatory: String,
    /// How many people the manager was asked about and still is.
    pub people: usize,
    pub of: usize,
    pub written: usize,
    pub lines_due_on: NaiveDate,
    pub link: String,
}

impl Post {
    /// The row of the personal link.
    pub fn row(&self) -> String {
        format!("{}.{}", self.round_id, self.manager_id)
    }

    /// The manager's personal link.
    pub fn link(&self, floor: &Floor) -> String {
        auth::link(floor, PURPOSE, &self.row(), GENERATION)
    }

    /// Reads the row of a link whose key fits; if it does not, there is nothing here.
    pub fn opened(floor: &Floor, row: &str, key: &str) -> Result<Self> {
        auth::link_fits(floor, PURPOSE, row, GENERATION, key)?;
        let (round_id, manager_id) = row.split_once('.').ok_or(Error::Missing("that link"))?;
        Ok(Self { round_id: round_id.to_owned(), manager_id: manager_id.to_owned() })
    }

    /// The one page that the link opens.
    pub fn page(&self) -> String {
        format!("/letters/rounds/{}/lines", self.round_id)
    }
}

/// Whether a mail can reach this manager.
pub fn reachable(manager: &Person, today: NaiveDate) -> bool {
    manager.email.is_some() && manager.left_on.is_none_or(|day| day > today)
}

/// The account by which somebody on the roster opens the page of their link: made when they have none.
pub fn let_in(conn: &mut Conn, floor: &Floor, person: &Person, role: Role, authority_id: &str) -> Result<String> {
    let email = person.email.as_deref().ok_or(Error::Missing("that person’s e-mail address"))?;
    let account = auth::make_account(conn, floor, email, &person.names.full(), Some(&person.id))?;
    auth::grant(conn, floor, &account, role, Some(authority_id))?;
    Ok(account)
}

/// The manager's address and what to say, if they still owe lines; if not, why nothing is sent.
pub fn address(conn: &mut Conn, floor: &Floor, post: &Post) -> Result<std::result::Result<(String, Words), String>> {
    let (round, today) = (store::rounds::one(conn, &post.round_id)?, floor.clock.today());
    let manager = people::person(conn, &post.manager_id)?;
    let Some(email) = manager.email.clone().filter(|_| reachable(&manager, today)) else {
        return Ok(Err("the manager has left or has no e-mail address".into()));
    };
    let (written, of) = progress(conn, &round, &manager.id, today)?;
    if written == of {
        return Ok(Err("nothing is owed any more".into()));
    }
    if today > round.lines_due_on {
        return Ok(Err("the day by which lines were due has passed".into()));
    }
    let words = Words {
        name: manager.names.known_as().to_owned(),
        authority: manager.authority.clone(),
        signatory: people::person(conn, &round.signatory_id)?.names.full(),
        people: of,
        of,
        written,
        lines_due_on: round.lines_due_on,
        link: post.link(floor),
    };
    Ok(Ok((email, words)))
}

/// For how many of a manager's people lines are written, of how many who are still asked about.
fn progress(conn: &mut Conn, round: &Round, manager_id: &str, today: NaiveDate) -> Result<(usize, usize)> {
    let (mut written, mut of) = (0, 0);
    for lines in store::lines::of_manager(conn, &round.id, manager_id)? {
        let gone = lines.lines == Lines::Asked && no_longer(&people::person(conn, &lines.person_id)?, today).is_some();
        if lines.lines != Lines::NoLongerAsked && !gone {
            of += 1;
            written += usize::from(lines.lines.are_in());
        }
    }
    Ok((written, of))
}
