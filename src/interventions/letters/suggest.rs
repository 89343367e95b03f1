//! A colleague writes two lines about one person. They are kept as typed, and wait for the manager.

use super::{
    ask::no_longer,
    feedback::sound,
    fit::Ruler,
    state::Lines,
    store::{self, lines::TwoLines, suggestions::Suggestion},
    suggested::Suggested,
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        web::{Form, Role, Visitor},
    },
    trial::roster::people::{self, Person},
};

/// Who suggests lines.
pub const SUGGEST: &[Role] = &[Role::SocialWorker];

/// A suggestion with those it is from and about.
#[derive(Debug, Clone)]
pub struct Suggesting {
    pub suggestion: Suggestion,
    pub two: TwoLines,
    pub colleague: Person,
    pub person: Person,
}

impl Suggesting {
    /// # Errors
    /// `Missing`, where there is none of this id.
    pub fn find(conn: &mut Conn, id: &str) -> Result<Self> {
        let suggestion = store::suggestions::one(conn, id)?;
        let two = store::lines::one(conn, &suggestion.letter_id)?;
        Ok(Self {
            colleague: people::person(conn, &suggestion.colleague_id)?,
            person: people::person(conn, &two.person_id)?,
            suggestion,
            two,
        })
    }

    /// The visitor's own, and no other.
    pub fn of(conn: &mut Conn, visitor: &Visitor, id: &str) -> Result<Self> {
        let found = Self::find(conn, id)?;
        let own = visitor.person_id.as_deref() == Some(found.colleague.id.as_str());
        if own { Ok(found) } else { Err(Error::Missing("This page")) }
    }

    /// Whether words are still taken.
    pub fn open(&self, floor: &Floor) -> bool {
        let wanted = self.two.lines == Lines::Asked && no_longer(&self.person, floor.clock.today()).is_none();
        wanted && matches!(self.suggestion.state, Suggested::Asked | Suggested::Given)
    }
}

/// Reads the fields `first` and `second`, as typed; no database keeps a NUL.
pub fn typed(form: &Form) -> [String; 2] {
    ["first", "second"].map(|field| form.text(field).replace('\0', ""))
}

/// Keeps what a colleague typed.
///
/// # Errors
/// `TooLate`, where lines about the person are in or the suggestion was settled.
pub fn suggest(conn: &mut Conn, floor: &Floor, ruler: &Ruler, asked: &Suggesting, words: &[String; 2]) -> Result<()> {
    if !asked.open(floor) {
        return Err(Error::TooLate("Nothing more is needed here. Thank you for being ready to write.".into()));
    }
    let state = if sound(ruler, words) { Suggested::Given } else { Suggested::Asked };
    store::suggestions::put(conn, &asked.suggestion.id, words, state)
}
