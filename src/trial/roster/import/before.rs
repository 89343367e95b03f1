//! What a person was before an import touched them: kept sealed, so that it can be undone.

use serde::{Deserialize, Serialize};

use crate::{
    floor::{Floor, auth::Stood, db::Conn, error::Result},
    trial::roster::store::{
        self,
        addresses::AddressRow,
        people::{PersonFacts, PersonRow},
        postings::PostingRow,
    },
};

/// One person, before. What the import left alone is not kept.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Before {
    /// What was known of them; none of somebody new.
    pub facts: Option<PersonFacts>,
    /// Where they worked, for somebody who moved.
    pub postings: Option<Vec<PostingRow>>,
    pub address: Option<Was<AddressRow>>,
    pub account: Option<Was<Stood>>,
    /// What is known of them since, to tell whether somebody else has changed it.
    pub after: Option<PersonFacts>,
}

/// What there was, if there was any.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Was<T> {
    pub it: Option<T>,
}

impl PersonFacts {
    pub(super) fn of(row: PersonRow) -> Self {
        Self {
            given_name: row.given_name,
            preferred_name: row.preferred_name,
            family_name: row.family_name,
            email: row.email,
            do_not_post: row.do_not_post,
            letter_format: row.letter_format,
            letter_language: row.letter_language,
            left_on: row.left_on,
        }
    }
}

/// Keeps what somebody was.
pub(super) fn keep(conn: &mut Conn, floor: &Floor, import: &str, person: &str, before: &Before) -> Result<()> {
    let sealed = floor.secrets.seal(&floor.ids, &context(import, person), &serde_json::to_vec(before)?)?;
    store::imports::keep_before(conn, import, person, &sealed)?;
    Ok(())
}

/// Everyone whom an import touched, as they were.
pub(super) fn all(conn: &mut Conn, floor: &Floor, import: &str) -> Result<Vec<(String, Before)>> {
    let opened = store::imports::befores(conn, import)?.into_iter().map(|(person, sealed)| {
        let plain = floor.secrets.open(&context(import, &person), &sealed)?;
        Ok((person, serde_json::from_slice(&plain)?))
    });
    opened.collect()
}

fn context(import: &str, person: &str) -> String {
    format!("before:{import}:{person}")
}
