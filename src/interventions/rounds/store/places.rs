//! The rows of places.

use std::collections::BTreeMap;

use diesel::{
    BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper,
    dsl::count_star,
};

use crate::{
    floor::{
        clock::Moment,
        db::Conn,
        error::{Error, Result},
    },
    interventions::rounds::{
        place::{Cover, Diary, Place, State},
        seats::Seat,
    },
    schema::round_places,
};

#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable, diesel::Insertable, diesel::AsChangeset)]
#[diesel(table_name = round_places, treat_none_as_null = true)]
struct Row {
    id: String,
    round_id: String,
    person_id: String,
    state: String,
    since: Option<Moment>,
    until: Option<Moment>,
    cover_id: Option<String>,
    cover: String,
    cover_until: Option<Moment>,
    entry: i32,
    sequence: i32,
    diary: String,
    changed_at: Moment,
    answered_at: Option<Moment>,
    aside: Option<String>,
}

/// Rows in a statement: PostgreSQL takes 65,535 values in one.
const AT_ONCE: usize = 1_000;

/// Adds many in few statements.
pub fn add_many(conn: &mut Conn, places: &[Place]) -> Result<()> {
    for some in places.chunks(AT_ONCE) {
        let rows: Vec<Row> = some.iter().map(Row::of).collect();
        match conn {
            Conn::Sqlite(sqlite) => diesel::insert_into(round_places::table).values(&rows).execute(sqlite)?,
            Conn::Postgres(postgres) => diesel::insert_into(round_places::table).values(&rows).execute(postgres)?,
        };
    }
    Ok(())
}

/// Keeps what has become of it.
pub fn put(conn: &mut Conn, place: &Place) -> Result<()> {
    diesel::update(round_places::table.find(&place.id)).set(Row::of(place)).execute(conn)?;
    Ok(())
}

/// # Errors
/// `Missing`, where there is none.
pub fn one(conn: &mut Conn, id: &str) -> Result<Place> {
    find(conn, id)?.ok_or(Error::Missing("This place"))
}

pub fn find(conn: &mut Conn, id: &str) -> Result<Option<Place>> {
    let found: Option<Row> = round_places::table.find(id).select(Row::as_select()).get_result(conn).optional()?;
    found.map(Row::read).transpose()
}

/// One person's in one Round.
pub fn of_person_in(conn: &mut Conn, round_id: &str, person_id: &str) -> Result<Option<Place>> {
    let theirs =
        round_places::table.filter(round_places::round_id.eq(round_id)).filter(round_places::person_id.eq(person_id));
    let found: Option<Row> = theirs.select(Row::as_select()).get_result(conn).optional()?;
    found.map(Row::read).transpose()
}

/// One person's in every Round, in no order.
pub fn of_person(conn: &mut Conn, person_id: &str) -> Result<Vec<Place>> {
    let theirs = round_places::table.filter(round_places::person_id.eq(person_id));
    theirs.select(Row::as_select()).load::<Row>(conn)?.into_iter().map(Row::read).collect()
}

/// Those for whom this person covers, in one Round.
pub fn covered_by(conn: &mut Conn, round_id: &str, person_id: &str) -> Result<Vec<Place>> {
    let theirs =
        round_places::table.filter(round_places::round_id.eq(round_id)).filter(round_places::cover_id.eq(person_id));
    theirs.select(Row::as_select()).load::<Row>(conn)?.into_iter().map(Row::read).collect()
}

/// Those in some of the states, who came first first.
pub fn of_round(conn: &mut Conn, round_id: &str, states: &[State]) -> Result<Vec<Place>> {
    let names: Vec<&str> = states.iter().map(|state| state.name()).collect();
    let theirs =
        round_places::table.filter(round_places::round_id.eq(round_id)).filter(round_places::state.eq_any(names));
    let rows: Vec<Row> = theirs.order((round_places::since, round_places::id)).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// Those of some people that are in some of the states, in no order.
pub fn of_some(conn: &mut Conn, round_id: &str, states: &[State], people: &[String]) -> Result<Vec<Place>> {
    let names: Vec<&str> = states.iter().map(|state| state.name()).collect();
    let mut found = Vec::new();
    for some in people.chunks(AT_ONCE) {
        let theirs = round_places::table
            .filter(round_places::round_id.eq(round_id))
            .filter(round_places::state.eq_any(&names))
            .filter(round_places::person_id.eq_any(some));
        let rows: Vec<Row> = theirs.select(Row::as_select()).load(conn)?;
        found.extend(rows.into_iter().map(Row::read).collect::<Result<Vec<_>>>()?);
    }
    Ok(found)
}

/// Those that are set aside, in no order.
pub fn aside(conn: &mut Conn, round_id: &str) -> Result<Vec<Place>> {
    let theirs = round_places::table.filter(round_places::round_id.eq(round_id));
    let rows: Vec<Row> = theirs.filter(round_places::aside.is_not_null()).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// What its seats are given out by: whoever has one or waits for one.
pub fn seats(conn: &mut Conn, round_id: &str) -> Result<Vec<Seat>> {
    let names = [State::Booked.name(), State::Offered.name(), State::Waiting.name()];
    let rows: Vec<(String, String, String, Option<Moment>)> = round_places::table
        .filter(round_places::round_id.eq(round_id))
        .filter(round_places::state.eq_any(names))
        .select((round_places::id, round_places::person_id, round_places::state, round_places::since))
        .load(conn)?;
    let seat = |(place_id, person_id, state, since): (_, _, String, _)| {
        Ok(Seat { place_id, person_id, state: State::parse(&state)?, since })
    };
    rows.into_iter().map(seat).collect()
}

/// How many seats are booked, or kept for somebody.
pub fn held(conn: &mut Conn, round_id: &str) -> Result<usize> {
    let states = [State::Booked.name(), State::Offered.name()];
    let held =
        round_places::table.filter(round_places::round_id.eq(round_id)).filter(round_places::state.eq_any(states));
    usize::try_from(held.count().get_result::<i64>(conn)?).map_err(Error::broken)
}

/// How many places there are in each state.
pub fn counts(conn: &mut Conn, round_id: &str) -> Result<BTreeMap<State, usize>> {
    let rows: Vec<(String, i64)> = round_places::table
        .filter(round_places::round_id.eq(round_id))
        .group_by(round_places::state)
        .select((round_places::state, count_star()))
        .load(conn)?;
    let count = |(state, n): (String, i64)| Ok((State::parse(&state)?, usize::try_from(n).map_err(Error::broken)?));
    rows.into_iter().map(count).collect()
}

/// Offers whose time has gone by, and places whose cover was not found in time.
pub fn overdue(conn: &mut Conn, round_id: &str, now: Moment) -> Result<Vec<Place>> {
    let offers = round_places::state.eq(State::Offered.name()).and(round_places::until.le(now));
    let covers = round_places::state.eq(State::Booked.name()).and(round_places::cover_until.le(now));
    let late = round_places::table.filter(round_places::round_id.eq(round_id)).filter(offers.or(covers));
    let rows: Vec<Row> = late.order((round_places::since, round_places::id)).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

impl Row {
    fn of(place: &Place) -> Self {
        Self {
            id: place.id.clone(),
            round_id: place.round_id.clone(),
            person_id: place.person_id.clone(),
            state: place.state.name().to_owned(),
            since: place.since,
            until: place.until,
            cover_id: place.cover_id.clone(),
            cover: place.cover.name().to_owned(),
            cover_until: place.cover_until,
            entry: place.entry,
            sequence: place.sequence,
            diary: place.diary.name().to_owned(),
            changed_at: place.changed_at,
            answered_at: place.answered_at,
            aside: place.aside.map(|aside| aside.name().to_owned()),
        }
    }

    fn read(self) -> Result<Place> {
        Ok(Place {
            state: State::parse(&self.state)?,
            cover: Cover::parse(&self.cover)?,
            diary: Diary::parse(&self.diary)?,
            aside: self.aside.as_deref().map(State::parse).transpose()?,
            id: self.id,
            round_id: self.round_id,
            person_id: self.person_id,
            since: self.since,
            until: self.until,
            cover_id: self.cover_id,
            cover_until: self.cover_until,
            entry: self.entry,
            sequence: self.sequence,
            changed_at: self.changed_at,
            answered_at: self.answered_at,
        })
    }
}
