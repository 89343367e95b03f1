//! Whose hands a manager's page is in, where it is not the manager's own.

use std::collections::HashSet;

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{clock::Moment, db::Conn, error::Result},
    schema::line_hands as hands,
};

/// A manager's page that somebody else writes.
#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = hands)]
pub struct Hand {
    pub round_id: String,
    /// Whose page it is.
    pub manager_id: String,
    /// Who writes it, a person on the roster.
    pub writer_id: String,
    /// The account that handed it on.
    pub given_by: String,
    pub given_at: Moment,
}

/// Who writes a manager's page; `None` while the manager does.
pub fn of(conn: &mut Conn, round_id: &str, manager_id: &str) -> Result<Option<Hand>> {
    Ok(hands::table.find((round_id, manager_id)).select(Hand::as_select()).get_result(conn).optional()?)
}

/// Every page of a round that was handed on, in no order.
pub fn of_round(conn: &mut Conn, round_id: &str) -> Result<Vec<Hand>> {
    Ok(hands::table.filter(hands::round_id.eq(round_id)).select(Hand::as_select()).load(conn)?)
}

/// The pages that were handed to somebody, in no order.
pub fn held_by(conn: &mut Conn, writer_id: &str) -> Result<Vec<Hand>> {
    Ok(hands::table.filter(hands::writer_id.eq(writer_id)).select(Hand::as_select()).load(conn)?)
}

/// Whether a page of a manager among these people, or one in their hands, was handed on.
pub fn any_of(conn: &mut Conn, people: &HashSet<String>) -> Result<bool> {
    let all: Vec<Hand> = hands::table.select(Hand::as_select()).load(conn)?;
    Ok(all.iter().any(|hand| people.contains(&hand.writer_id) || people.contains(&hand.manager_id)))
}

/// Puts a page into other hands, whoever's it was in before.
pub fn put(conn: &mut Conn, hand: &Hand) -> Result<()> {
    take_back(conn, &hand.round_id, &hand.manager_id)?;
    diesel::insert_into(hands::table).values(hand).execute(conn)?;
    Ok(())
}

/// Gives a page back to its manager; `false` when it was theirs already.
pub fn take_back(conn: &mut Conn, round_id: &str, manager_id: &str) -> Result<bool> {
    Ok(diesel::delete(hands::table.find((round_id, manager_id))).execute(conn)? == 1)
}
