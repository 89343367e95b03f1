//! Whether the very same file came in before, which is most often a mistake.

use serde::Serialize;

use crate::{
    floor::{
        auth,
        clock::long_moment,
        db::Conn,
        error::{Error, Result},
    },
    trial::roster::store,
};

/// When and by whom it came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Earlier {
    pub when: String,
    /// A name, or a word such as 'command line'.
    pub who: String,
}

/// The last time that this content came in, unless that was undone.
pub(super) fn earlier(conn: &mut Conn, file_sha256: &str) -> Result<Option<Earlier>> {
    for id in store::drafts::confirmed_with(conn, file_sha256)? {
        let undone = store::imports::one(conn, &id)?.is_some_and(|import| import.undone_at.is_some());
        let draft = store::drafts::one(conn, &id)?.filter(|_| !undone);
        if let Some(draft) = draft {
            let when = long_moment(draft.settled_at.unwrap_or(draft.drafted_at));
            return Ok(Some(Earlier { when, who: auth::name_of(conn, &draft.drafted_by) }));
        }
    }
    Ok(None)
}

/// Notes that a waiting file is wanted all the same.
///
/// # Errors
/// `TooLate`, where it does not wait any more.
pub fn want_again(conn: &mut Conn, id: &str) -> Result<()> {
    if store::drafts::want_again(conn, id)? {
        Ok(())
    } else {
        Err(Error::TooLate("This file does not wait any more. Choose it again.".into()))
    }
}
