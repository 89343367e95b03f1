//! The rows of sendings: each handing-over of one letter to a carrier, under a reference of its own.

use chrono::NaiveDate;
use diesel::{
    AsChangeset, BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, QueryDsl,
    RunQueryDsl, SelectableHelper, dsl::max,
};

use crate::{
    floor::{
        clock::Moment,
        db::Conn,
        error::{Error, Result},
    },
    interventions::letters::sending::{News, Stage},
    schema::{letters, sendings},
};

#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = sendings)]
pub struct Sending {
    /// Random, of this sending alone, for ever. It tells nothing of a person.
    pub reference: String,
    pub letter_id: String,
    state: String,
    pub postage: String,
    /// The account that pressed.
    pub promised_by: String,
    pub promised_at: Moment,
    /// When a request last may have gone out, and how many may have.
    pub asked_at: Option<Moment>,
    pub posts: i32,
    /// The carrier takes nothing before.
    pub not_before: Option<Moment>,
    pub carrier_id: Option<String>,
    pub accepted_at: Option<Moment>,
    /// The carrier's own last word, and when we first saw it.
    pub carrier_status: Option<String>,
    pub seen_at: Option<Moment>,
    pub posted_on: Option<NaiveDate>,
}

/// What comes with a piece of news; what is `None` stays as it was.
#[derive(Debug, Clone, Copy, Default, AsChangeset)]
#[diesel(table_name = sendings)]
pub struct Changes<'a> {
    pub asked_at: Option<Moment>,
    pub posts: Option<i32>,
    /// `Some(None)` takes it away.
    pub not_before: Option<Option<Moment>>,
    pub carrier_id: Option<&'a str>,
    pub accepted_at: Option<Moment>,
    pub carrier_status: Option<&'a str>,
    pub seen_at: Option<Moment>,
    pub posted_on: Option<NaiveDate>,
}

impl Sending {
    pub fn promised(reference: String, letter_id: &str, postage: &str, by: &str, now: Moment) -> Self {
        Self {
            reference,
            letter_id: letter_id.to_owned(),
            state: Stage::Promised.name().into(),
            postage: postage.to_owned(),
            promised_by: by.to_owned(),
            promised_at: now,
            asked_at: None,
            posts: 0,
            not_before: None,
            carrier_id: None,
            accepted_at: None,
            carrier_status: None,
            seen_at: None,
            posted_on: None,
        }
    }

    pub fn stage(&self) -> Result<Stage> {
        Stage::parse(&self.state)
    }
}

pub fn add(conn: &mut Conn, sending: &Sending) -> Result<()> {
    diesel::insert_into(sendings::table).values(sending).execute(conn)?;
    Ok(())
}

/// # Errors
/// `Missing`, where no letter went under that reference.
pub fn one(conn: &mut Conn, reference: &str) -> Result<Sending> {
    let found = sendings::table.find(reference).select(Sending::as_select()).get_result(conn).optional()?;
    found.ok_or(Error::Missing("This letter"))
}

/// The one that the carrier knows by this id.
pub fn by_carrier_id(conn: &mut Conn, id: &str) -> Result<Option<Sending>> {
    let known = sendings::table.filter(sendings::carrier_id.eq(id));
    Ok(known.select(Sending::as_select()).get_result(conn).optional()?)
}

/// Of two of one moment, the one that came to nothing is the older: only then is a letter promised anew.
fn oldest_first(found: &mut [Sending]) {
    let ended = [Stage::Refused, Stage::Dropped].map(Stage::name);
    let place = |one: &Sending| (one.promised_at, !ended.contains(&one.state.as_str()), one.reference.clone());
    found.sort_by_cached_key(place);
}

/// The newest of a letter.
pub fn newest(conn: &mut Conn, letter_id: &str) -> Result<Option<Sending>> {
    let of_letter = sendings::table.filter(sendings::letter_id.eq(letter_id));
    let mut found: Vec<Sending> = of_letter.select(Sending::as_select()).load(conn)?;
    oldest_first(&mut found);
    Ok(found.pop())
}

/// The sendings of a round, oldest first.
pub fn of_round(conn: &mut Conn, round_id: &str) -> Result<Vec<Sending>> {
    let of_round = letters::table.filter(letters::round_id.eq(round_id)).select(letters::id);
    let found = sendings::table.filter(sendings::letter_id.eq_any(of_round)).select(Sending::as_select());
    let mut found: Vec<Sending> = found.load(conn)?;
    oldest_first(&mut found);
    Ok(found)
}

/// Those that the carrier has and has not done with.
pub fn on_the_road(conn: &mut Conn) -> Result<Vec<Sending>> {
    let there = [Stage::Accepted, Stage::Mending].map(Stage::name);
    Ok(sendings::table.filter(sendings::state.eq_any(there)).select(Sending::as_select()).load(conn)?)
}

/// Until when the carrier takes nothing more, if it said so and that is still to come.
pub fn full_until(conn: &mut Conn, now: Moment) -> Result<Option<Moment>> {
    let said = sendings::state.eq(Stage::Promised.name()).and(sendings::not_before.gt(now).assume_not_null());
    Ok(sendings::table.filter(said).select(max(sendings::not_before)).get_result(conn)?)
}

/// Writes down a piece of news, from where `sending` was read to stand. Each request counts, so that of two who would make
/// the next one only one goes on.
///
/// # Errors
/// `TooLate`, where it cannot follow, or somebody else was there first.
pub fn go(conn: &mut Conn, sending: &Sending, news: News, changes: &Changes<'_>) -> Result<Stage> {
    let next = sending.stage()?.next(news)?;
    let still = sendings::state.eq(&sending.state).and(sendings::posts.eq(sending.posts));
    let row = sendings::table.find(&sending.reference).filter(still);
    let moved = diesel::update(row).set((sendings::state.eq(next.name()), changes)).execute(conn)?;
    if moved == 1 { Ok(next) } else { Err(Error::TooLate("This letter has moved on; reload the page.".into())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_is_promised_anew_at_the_very_moment_is_newer_than_what_came_to_nothing() {
        let at = "2027-03-01T09:00:00".parse().unwrap();
        let sending = |reference: &str, stage: Stage| Sending {
            state: stage.name().into(),
            ..Sending::promised(reference.into(), "letter", "second", "cora", at)
        };
        for ended in [Stage::Refused, Stage::Dropped] {
            for (first, second) in [("a", "b"), ("b", "a")] {
                let mut found = [sending(second, Stage::Promised), sending(first, ended)];
                oldest_first(&mut found);
                assert_eq!(found[1].reference, second, "{ended:?}");
            }
        }
    }
}
