//! The rows of Rounds.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        clock::Moment,
        db::Conn,
        error::{Error, Result},
    },
    interventions::rounds::round::{Mix, Mode, Round, State},
    schema::rounds,
    trial::availability::span::Span,
};

#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable, diesel::Insertable, diesel::AsChangeset)]
#[diesel(table_name = rounds, treat_none_as_null = true)]
struct Row {
    id: String,
    series_id: String,
    number: i32,
    starts_at: Moment,
    ends_at: Moment,
    margin_minutes: i32,
    mode: String,
    room_id: Option<String>,
    online: Option<String>,
    capacity: i32,
    topic: String,
    mix: String,
    state: String,
    reason: Option<String>,
    version: i32,
    changed_at: Moment,
}

pub fn add(conn: &mut Conn, round: &Round) -> Result<()> {
    diesel::insert_into(rounds::table).values(Row::of(round)).execute(conn)?;
    Ok(())
}

/// Keeps what has become of it.
pub fn put(conn: &mut Conn, round: &Round) -> Result<()> {
    diesel::update(rounds::table.find(&round.id)).set(Row::of(round)).execute(conn)?;
    Ok(())
}

/// Keeps anybody else from giving its seats away until this transaction ends. Read them afterwards.
pub fn hold(conn: &mut Conn, id: &str) -> Result<()> {
    diesel::update(rounds::table.find(id)).set(rounds::number.eq(rounds::number)).execute(conn)?;
    Ok(())
}

/// # Errors
/// `Missing`, where there is none.
pub fn one(conn: &mut Conn, id: &str) -> Result<Round> {
    let found: Option<Row> = rounds::table.find(id).select(Row::as_select()).get_result(conn).optional()?;
    found.ok_or(Error::Missing("This Round"))?.read()
}

/// A series', by date.
pub fn of_series(conn: &mut Conn, series_id: &str) -> Result<Vec<Round>> {
    let theirs = rounds::table.filter(rounds::series_id.eq(series_id)).order((rounds::starts_at, rounds::number));
    theirs.select(Row::as_select()).load::<Row>(conn)?.into_iter().map(Row::read).collect()
}

/// Those that are open and have not begun at a moment, by date.
pub fn coming(conn: &mut Conn, now: Moment) -> Result<Vec<Round>> {
    let open = [State::Announced.name(), State::Full.name()];
    let coming = rounds::table.filter(rounds::state.eq_any(open)).filter(rounds::starts_at.gt(now));
    let rows: Vec<Row> = coming.order(rounds::starts_at).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// Those that are on, or were, and touch a stretch of time, by date.
pub fn around(conn: &mut Conn, from: Moment, until: Moment) -> Result<Vec<Round>> {
    let on = [State::Announced.name(), State::Full.name(), State::Held.name()];
    let there = rounds::table.filter(rounds::state.eq_any(on));
    let there = there.filter(rounds::starts_at.le(until)).filter(rounds::ends_at.ge(from));
    let rows: Vec<Row> = there.order((rounds::starts_at, rounds::id)).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// All that were ever to be in a room, in no order.
pub fn in_room(conn: &mut Conn, room_id: &str) -> Result<Vec<Round>> {
    let there = rounds::table.filter(rounds::room_id.eq(room_id));
    there.select(Row::as_select()).load::<Row>(conn)?.into_iter().map(Row::read).collect()
}

impl Row {
    fn of(round: &Round) -> Self {
        Self {
            id: round.id.clone(),
            series_id: round.series_id.clone(),
            number: round.number,
            starts_at: round.span.starts,
            ends_at: round.span.ends,
            margin_minutes: round.margin_minutes,
            mode: round.mode.name().to_owned(),
            room_id: round.room_id.clone(),
            online: round.online.clone(),
            capacity: round.capacity,
            topic: round.topic.clone(),
            mix: round.mix.name().to_owned(),
            state: round.state.name().to_owned(),
            reason: round.reason.clone(),
            version: round.version,
            changed_at: round.changed_at,
        }
    }

    fn read(self) -> Result<Round> {
        Ok(Round {
            state: State::parse(&self.state)?,
            mode: Mode::parse(&self.mode).ok_or_else(|| Error::broken("an unknown mode"))?,
            mix: Mix::parse(&self.mix).ok_or_else(|| Error::broken("an unknown mix"))?,
            span: Span { starts: self.starts_at, ends: self.ends_at },
            id: self.id,
            series_id: self.series_id,
            number: self.number,
            margin_minutes: self.margin_minutes,
            room_id: self.room_id,
            online: self.online,
            capacity: self.capacity,
            topic: self.topic,
            reason: self.reason,
            version: self.version,
            changed_at: self.changed_at,
        })
    }
}
