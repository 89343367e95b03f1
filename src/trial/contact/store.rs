//! The rows of what people chose, and of what was sent to them.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use super::{
    choice::{Choice, Choices},
    may_send::Sending,
};
use crate::{
    floor::{Floor, clock::Moment, db::Conn, error::Result},
    schema::{contact_choices, contact_sends, diary_feeds},
};

pub fn add_choice(
    conn: &mut Conn,
    floor: &Floor,
    person_id: &str,
    choice: Choice,
    holds: bool,
    until: Option<NaiveDate>,
) -> Result<()> {
    diesel::insert_into(contact_choices::table)
        .values((
            contact_choices::id.eq(floor.ids.next()),
            contact_choices::person_id.eq(person_id),
            contact_choices::choice.eq(choice.name()),
            contact_choices::holds.eq(holds),
            contact_choices::until_on.eq(until),
            contact_choices::made_at.eq(floor.clock.now()),
        ))
        .execute(conn)?;
    Ok(())
}

/// What holds on a day: the newest of each choice.
pub fn choices(conn: &mut Conn, person_id: &str, today: NaiveDate) -> Result<Choices> {
    let mut rows: Vec<(Moment, String, String, bool, Option<NaiveDate>)> = contact_choices::table
        .filter(contact_choices::person_id.eq(person_id))
        .select((
            contact_choices::made_at,
            contact_choices::id,
            contact_choices::choice,
            contact_choices::holds,
            contact_choices::until_on,
        ))
        .load(conn)?;
    rows.sort();
    let mut choices = Choices::default();
    for (_, _, choice, holds, until) in rows {
        match Choice::parse(&choice)? {
            Choice::Snooze => choices.snoozed_until = until.filter(|day| holds && *day > today),
            Choice::Fewer => choices.fewer = holds,
            Choice::Paper => choices.paper = holds,
        }
    }
    Ok(choices)
}

/// Puts aside what a message asks for, once.
pub fn put_aside(conn: &mut Conn, sending: &Sending<'_>, week: NaiveDate, now: Moment) -> Result<()> {
    let week_of = (contact_sends::week.eq(week), contact_sends::sent_at.eq(now));
    if diesel::update(contact_sends::table.find(sending.what)).set(week_of).execute(conn)? > 0 {
        return Ok(());
    }
    diesel::insert_into(contact_sends::table)
        .values((
            contact_sends::what.eq(sending.what),
            contact_sends::person_id.eq(sending.person_id),
            contact_sends::week.eq(week),
            contact_sends::class.eq(sending.class.name()),
            contact_sends::minutes.eq(sending.minutes),
            contact_sends::sent_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// What was put aside for a message is free again.
pub fn free(conn: &mut Conn, what: &str) -> Result<()> {
    diesel::delete(contact_sends::table.find(what)).execute(conn)?;
    Ok(())
}

/// Messages and minutes that others than this one ask of its person in the week of a Monday, less what is always owed.
pub fn in_week(conn: &mut Conn, sending: &Sending<'_>, week: NaiveDate) -> Result<(i64, i64)> {
    let minutes: Vec<i32> = contact_sends::table
        .filter(contact_sends::person_id.eq(sending.person_id))
        .filter(contact_sends::week.eq(week))
        .filter(contact_sends::what.ne(sending.what))
        .select(contact_sends::minutes)
        .load(conn)?;
    Ok((i64::try_from(minutes.len()).unwrap_or(i64::MAX), minutes.into_iter().map(i64::from).sum()))
}

/// All of a person's choices go, and the link of their feed.
pub fn erase(conn: &mut Conn, person_id: &str) -> Result<()> {
    diesel::delete(contact_choices::table.filter(contact_choices::person_id.eq(person_id))).execute(conn)?;
    diesel::delete(diary_feeds::table.find(person_id)).execute(conn)?;
    Ok(())
}

/// Somebody's feed.
#[derive(Debug, Clone, diesel::Queryable)]
pub struct Feed {
    pub generation: i32,
    pub open: bool,
    pub fetched_at: Option<Moment>,
}

pub fn feed(conn: &mut Conn, person_id: &str) -> Result<Option<Feed>> {
    let found = diary_feeds::table.find(person_id);
    Ok(found
        .select((diary_feeds::generation, diary_feeds::open, diary_feeds::fetched_at))
        .get_result(conn)
        .optional()?)
}

/// A new generation, open or shut: no link that was made before fits it.
pub fn next_feed(conn: &mut Conn, person_id: &str, open: bool) -> Result<()> {
    let known = diesel::update(diary_feeds::table.find(person_id))
        .set((
            diary_feeds::generation.eq(diary_feeds::generation + 1),
            diary_feeds::open.eq(open),
            diary_feeds::fetched_at.eq(None::<Moment>),
        ))
        .execute(conn)?;
    if known == 0 {
        let row = (diary_feeds::person_id.eq(person_id), diary_feeds::generation.eq(1), diary_feeds::open.eq(open));
        diesel::insert_into(diary_feeds::table).values(row).execute(conn)?;
    }
    Ok(())
}

pub fn mark_fetched(conn: &mut Conn, person_id: &str, at: Moment) -> Result<()> {
    diesel::update(diary_feeds::table.find(person_id)).set(diary_feeds::fetched_at.eq(at)).execute(conn)?;
    Ok(())
}
