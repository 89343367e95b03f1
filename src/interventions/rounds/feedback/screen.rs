//! One person looks at what was written before anybody reads it: a comment may name a family, or a colleague. Kept, it is shown
//! with the figures; otherwise nothing is left of it.

use super::answer::context;
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
    },
    interventions::rounds::store,
};

/// A comment that can be read.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Comment {
    pub id: String,
    pub words: String,
}

/// Those that wait to be looked at, in an order that says nothing of when they came.
pub fn to_screen(conn: &mut Conn, floor: &Floor, round_id: &str) -> Result<Vec<Comment>> {
    opened(conn, floor, round_id, "to_screen")
}

/// Those that were kept, in an order that says nothing of when they came.
pub fn kept(conn: &mut Conn, floor: &Floor, round_id: &str) -> Result<Vec<Comment>> {
    opened(conn, floor, round_id, "kept")
}

fn opened(conn: &mut Conn, floor: &Floor, round_id: &str, state: &str) -> Result<Vec<Comment>> {
    let open = |(id, sealed): (String, Vec<u8>)| {
        let words = String::from_utf8(floor.secrets.open(&context(&id), &sealed)?)?;
        Ok(Comment { id, words })
    };
    store::feedback::comments(conn, round_id, state)?.into_iter().map(open).collect()
}

/// Keeps a comment to be read, or takes it away for good.
///
/// # Errors
/// `Missing`, where one to be kept is there no longer.
pub fn settle(conn: &mut Conn, floor: &Floor, actor: &str, round_id: &str, id: &str, keeps: bool) -> Result<()> {
    if !keeps {
        store::feedback::remove_comment(conn, round_id, id)?;
    } else if !store::feedback::keep_comment(conn, round_id, id)? {
        return Err(Error::Missing("That comment"));
    }
    let act = if keeps { "rounds.comment_kept" } else { "rounds.comment_removed" };
    audit::write(conn, floor.clock.now(), &Act::new(actor, act, round_id))
}
