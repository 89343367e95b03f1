//! The rows of deliveries, and of what was used up.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        clock::Moment,
        db::Conn,
        error::{Error, Result},
    },
    interventions::tokens::stock::What,
    schema::{token_deliveries, token_stock_outs},
};

/// What was brought: cups of each drink, or pieces of a token that is not drunk.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = token_deliveries)]
pub struct Delivery {
    pub id: String,
    pub placement_id: String,
    pub on_day: NaiveDate,
    pub coffee: i32,
    pub tea: i32,
    pub without_caffeine: i32,
    pub noted_by: String,
    pub noted_at: Moment,
    pub pieces: i32,
}

/// Something was used up from a day on, until a delivery brought more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockOut {
    pub id: String,
    pub placement_id: String,
    pub what: What,
    pub from_on: NaiveDate,
    /// The day of the delivery, which is no day without any more.
    pub until_on: Option<NaiveDate>,
    pub noted_by: String,
    pub noted_at: Moment,
}

#[derive(diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = token_stock_outs)]
struct Row {
    id: String,
    placement_id: String,
    what: String,
    from_on: NaiveDate,
    until_on: Option<NaiveDate>,
    noted_by: String,
    noted_at: Moment,
}

pub fn add_delivery(conn: &mut Conn, delivery: &Delivery) -> Result<()> {
    diesel::insert_into(token_deliveries::table).values(delivery).execute(conn)?;
    Ok(())
}

/// Those of a placement, the newest day first.
pub fn deliveries(conn: &mut Conn, placement_id: &str) -> Result<Vec<Delivery>> {
    let rows = token_deliveries::table.filter(token_deliveries::placement_id.eq(placement_id));
    let mut found: Vec<Delivery> = rows.select(Delivery::as_select()).load(conn)?;
    found.sort_by(|a, b| (b.on_day, b.noted_at, &b.id).cmp(&(a.on_day, a.noted_at, &a.id)));
    Ok(found)
}

pub fn add_stock_out(conn: &mut Conn, out: &StockOut) -> Result<()> {
    let StockOut { id, placement_id, what, from_on, until_on, noted_by, noted_at } = out.clone();
    let row = Row { id, placement_id, what: what.name().to_owned(), from_on, until_on, noted_by, noted_at };
    diesel::insert_into(token_stock_outs::table).values(&row).execute(conn)?;
    Ok(())
}

/// Those of a placement, the newest day first.
pub fn stock_outs(conn: &mut Conn, placement_id: &str) -> Result<Vec<StockOut>> {
    let rows = token_stock_outs::table.filter(token_stock_outs::placement_id.eq(placement_id));
    let rows: Vec<Row> = rows.select(Row::as_select()).load(conn)?;
    let read = |row: Row| {
        let what = What::parse(&row.what).ok_or_else(|| Error::broken("an unknown drink"))?;
        let Row { id, placement_id, from_on, until_on, noted_by, noted_at, .. } = row;
        Ok(StockOut { id, placement_id, what, from_on, until_on, noted_by, noted_at })
    };
    let mut found = rows.into_iter().map(read).collect::<Result<Vec<_>>>()?;
    found.sort_by(|a, b| (b.from_on, &b.id).cmp(&(a.from_on, &a.id)));
    Ok(found)
}

pub fn end_stock_out(conn: &mut Conn, id: &str, on: NaiveDate) -> Result<()> {
    diesel::update(token_stock_outs::table.find(id)).set(token_stock_outs::until_on.eq(on)).execute(conn)?;
    Ok(())
}
