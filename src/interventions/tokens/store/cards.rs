//! The rows of cards. None is ever changed.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::{Error, Result},
    },
    schema::token_cards,
};

/// One version of a placement's card.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = token_cards)]
pub struct Card {
    pub placement_id: String,
    pub version: i32,
    /// Whom it names; the team is thanked with them.
    pub lead: String,
    pub place: String,
    /// The version of the words.
    pub wording: String,
    /// Of the code on it.
    pub generation: i32,
    pub file_key: String,
    pub file_sha256: String,
    pub made_by: String,
    pub made_at: Moment,
}

/// `false` where there is one of that version.
pub fn add(conn: &mut Conn, card: &Card) -> Result<bool> {
    once(conn, |conn| diesel::insert_into(token_cards::table).values(card).execute(conn))
}

/// # Errors
/// `Missing`, where there is none.
pub fn one(conn: &mut Conn, placement_id: &str, version: i32) -> Result<Card> {
    let row = token_cards::table.find((placement_id, version)).select(Card::as_select());
    row.get_result(conn).optional()?.ok_or(Error::Missing("This card"))
}

/// Those of a placement, the newest first.
pub fn of_placement(conn: &mut Conn, placement_id: &str) -> Result<Vec<Card>> {
    let rows = token_cards::table.filter(token_cards::placement_id.eq(placement_id));
    Ok(rows.order(token_cards::version.desc()).select(Card::as_select()).load(conn)?)
}
