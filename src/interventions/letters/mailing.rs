//! What the mails about lines have in common: who is written to, by which link, and how many lines they still owe.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ask::no_longer, state::Lines, store};
use crate::{
    floor::{
        Floor, auth,
        db::Conn,
        error::{Error, Result},
    },
    trial::roster::people::{self, Person},
};

/// What a personal link opens: a team's page. The word is both its path and what its key is for.
pub const PURPOSE: &str = "letters/lines";
/// Raised, it would revoke every link that was sent.
const GENERATION: i32 = 1;

/// A mail to whoever has a manager's page in hand in one round. The page is the whole team's, whatever anybody's arm, and so
/// neither the mail nor the page tells who gets a letter.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Post {
    pub round_id: String,
    /// Whose page it is.
    pub manager_id: String,
    /// Who it was handed on to; `None` for the manager.
    #[serde(default)]
    pub writer_id: Option<String>,
}

/// What a mail about lines says.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    pub name: String,
    /// Whose team it is, where it is not the reader's own.
    pub manager: Option<String>,
    pub authority: String,
    pub signatory: String,
    /// How many people the reader is asked about.
    pub people: usize,
    pub of: usize,
    pub written: usize,
    pub lines_due_on: NaiveDate,
    /// Whether that day has passed.
    pub overdue: bool,
    pub link: String,
}

impl Post {
    /// To the manager whose page it is.
    pub fn to_manager(round_id: &str, manager_id: &str) -> Self {
        Self { round_id: round_id.to_owned(), manager_id: manager_id.to_owned(), writer_id: None }
    }

    /// Who is written to.
    pub fn person_id(&self) -> &str {
        self.writer_id.as_deref().unwrap_or(&self.manager_id)
    }

    /// The row of the personal link.
    pub fn row(&self) -> String {
        let writer = self.writer_id.iter().map(|id| format!(".{id}"));
        format!("{}.{}{}", self.round_id, self.manager_id, writer.collect::<String>())
    }

    /// The manager's personal link.
    pub fn link(&self, floor: &Floor) -> String {
        auth::link(floor, PURPOSE, &self.row(), GENERATION)
    }

    /// Reads the row of a link whose key fits; if it does not, there is nothing here.
    pub fn opened(floor: &Floor, row: &str, key: &str) -> Result<Self> {
        auth::link_fits(floor, PURPOSE, row, GENERATION, key)?;
        let mut parts = row.split('.').map(str::to_owned);
        let (round_id, manager_id) = parts.next().zip(parts.next()).ok_or(Error::Missing("that link"))?;
        Ok(Self { round_id, manager_id, writer_id: parts.next() })
    }

    /// The one page that the link opens.
    pub fn page(&self) -> String {
        let team = self.writer_id.iter().map(|_| format!("/{}", self.manager_id));
        format!("/letters/rounds/{}/lines{}", self.round_id, team.collect::<String>())
    }
}

/// Whether a mail can reach this person.
pub fn reachable(person: &Person, today: NaiveDate) -> bool {
    person.email.is_some() && person.left_on.is_none_or(|day| day > today)
}

/// Who writes about somebody on a manager's page: the one it was handed on to, save that nobody writes of themselves.
pub fn in_hand_of<'p>(manager_id: &'p str, writer_id: Option<&'p str>, about: &str) -> &'p str {
    writer_id.filter(|writer| *writer != about).unwrap_or(manager_id)
}

/// The address of whoever has the page and what to say, if they still owe lines; if not, why nothing is sent.
pub fn address(conn: &mut Conn, floor: &Floor, post: &Post) -> Result<std::result::Result<(String, Words), String>> {
    let (round, today) = (store::rounds::one(conn, &post.round_id)?, floor.clock.today());
    let reader = people::person(conn, post.person_id())?;
    let Some(email) = reader.email.clone().filter(|_| reachable(&reader, today)) else {
        return Ok(Err("they have left or have no e-mail address".into()));
    };
    let (written, of) = progress(conn, post, today)?;
    if written == of {
        return Ok(Err("nothing is owed any more".into()));
    }
    let words = Words {
        name: reader.names.known_as().to_owned(),
        manager: of_whom(conn, post)?,
        authority: reader.authority.clone(),
        signatory: people::person(conn, &round.signatory_id)?.names.full(),
        people: of,
        of,
        written,
        lines_due_on: round.lines_due_on,
        overdue: today > round.lines_due_on,
        link: post.link(floor),
    };
    Ok(Ok((email, words)))
}

fn of_whom(conn: &mut Conn, post: &Post) -> Result<Option<String>> {
    let manager = post.writer_id.is_some().then(|| people::person(conn, &post.manager_id)).transpose()?;
    Ok(manager.map(|manager| manager.names.full()))
}

/// For how many people in these hands lines are written, of how many who are still asked about.
fn progress(conn: &mut Conn, post: &Post, today: NaiveDate) -> Result<(usize, usize)> {
    let (mut written, mut of) = (0, 0);
    let hand = store::hands::of(conn, &post.round_id, &post.manager_id)?;
    let writer = hand.as_ref().map(|hand| hand.writer_id.as_str());
    for lines in store::lines::of_manager(conn, &post.round_id, &post.manager_id)? {
        if in_hand_of(&post.manager_id, writer, &lines.person_id) != post.person_id() {
            continue;
        }
        let gone = lines.lines == Lines::Asked && no_longer(&people::person(conn, &lines.person_id)?, today).is_some();
        if lines.lines != Lines::NoLongerAsked && !gone {
            of += 1;
            written += usize::from(lines.lines.are_in());
        }
    }
    Ok((written, of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_in_one_pair_of_hands_and_nobody_writes_of_themselves() {
        assert_eq!(in_hand_of("musa", None, "annie"), "musa");
        assert_eq!(in_hand_of("musa", Some("ben"), "annie"), "ben");
        assert_eq!(in_hand_of("musa", Some("ben"), "ben"), "musa");
    }

    #[test]
    fn a_mail_that_was_promised_before_pages_could_be_handed_on_is_read() {
        let post: Post = serde_json::from_str(r#"{"round_id":"r","manager_id":"m"}"#).unwrap();
        assert_eq!((post.person_id(), post.row(), post.page()), ("m", "r.m".into(), "/letters/rounds/r/lines".into()));
        let handed = Post { writer_id: Some("w".into()), ..post };
        assert_eq!(
            (handed.person_id(), handed.row(), handed.page()),
            ("w", "r.m.w".into(), "/letters/rounds/r/lines/m".into())
        );
    }
}
