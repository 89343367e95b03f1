//! The rows of those who lead a series.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        db::{Conn, once},
        error::{Error, Result},
    },
    interventions::rounds::leaders::{Leader, Part},
    schema::round_leaders,
};

#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable, diesel::Insertable, diesel::AsChangeset)]
#[diesel(table_name = round_leaders, treat_none_as_null = true)]
struct Row {
    id: String,
    series_id: String,
    part: String,
    name: String,
    email: Option<String>,
    day_1_on: Option<NaiveDate>,
    day_2_on: Option<NaiveDate>,
    minutes_a_month: Option<i32>,
}

/// `false` where they have this part already.
pub fn add(conn: &mut Conn, leader: &Leader) -> Result<bool> {
    let row = Row::of(leader);
    once(conn, |conn| diesel::insert_into(round_leaders::table).values(row).execute(conn))
}

pub fn put(conn: &mut Conn, leader: &Leader) -> Result<()> {
    diesel::update(round_leaders::table.find(&leader.id)).set(Row::of(leader)).execute(conn)?;
    Ok(())
}

pub fn take_away(conn: &mut Conn, series_id: &str, id: &str) -> Result<()> {
    let theirs = round_leaders::table.find(id).filter(round_leaders::series_id.eq(series_id));
    diesel::delete(theirs).execute(conn)?;
    Ok(())
}

/// # Errors
/// `Missing`, where there is none.
pub fn one(conn: &mut Conn, id: &str) -> Result<Leader> {
    let found: Option<Row> = round_leaders::table.find(id).select(Row::as_select()).get_result(conn).optional()?;
    found.ok_or(Error::Missing("This person"))?.read()
}

/// A series', by part and name.
pub fn of_series(conn: &mut Conn, series_id: &str) -> Result<Vec<Leader>> {
    let theirs = round_leaders::table.filter(round_leaders::series_id.eq(series_id));
    let rows: Vec<Row> = theirs.select(Row::as_select()).load(conn)?;
    let mut leaders = rows.into_iter().map(Row::read).collect::<Result<Vec<_>>>()?;
    leaders.sort_by_cached_key(|leader| (leader.part, leader.name.to_lowercase()));
    Ok(leaders)
}

impl Row {
    fn of(leader: &Leader) -> Self {
        Self {
            id: leader.id.clone(),
            series_id: leader.series_id.clone(),
            part: leader.part.name().to_owned(),
            name: leader.name.clone(),
            email: leader.email.clone(),
            day_1_on: leader.day_1_on,
            day_2_on: leader.day_2_on,
            minutes_a_month: leader.minutes_a_month,
        }
    }

    fn read(self) -> Result<Leader> {
        Ok(Leader {
            part: Part::parse(&self.part).ok_or_else(|| Error::broken("an unknown part"))?,
            id: self.id,
            series_id: self.series_id,
            name: self.name,
            email: self.email,
            day_1_on: self.day_1_on,
            day_2_on: self.day_2_on,
            minutes_a_month: self.minutes_a_month,
        })
    }
}
