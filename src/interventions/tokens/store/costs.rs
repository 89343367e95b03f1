//! The rows of costs.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        clock::Moment,
        db::Conn,
        error::{Error, Result},
        money::Pence,
    },
    interventions::tokens::cost::{CostLine, How},
    schema::token_costs,
};

#[derive(diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = token_costs)]
struct Row {
    id: String,
    placement_id: String,
    what: String,
    pence: Option<i64>,
    units: Option<i32>,
    pence_each: Option<i64>,
    noted_by: String,
    noted_at: Moment,
}

impl Row {
    fn read(self) -> Result<CostLine> {
        let how = match (self.pence, self.units, self.pence_each) {
            (Some(pence), _, _) => How::Amount(Pence(pence)),
            (None, Some(units), Some(each)) => How::Units { units, each: Pence(each) },
            _ => return Err(Error::broken("a cost without an amount")),
        };
        let Self { id, placement_id, what, noted_by, noted_at, .. } = self;
        Ok(CostLine { id, placement_id, what, how, noted_by, noted_at })
    }
}

pub fn add(conn: &mut Conn, line: &CostLine) -> Result<()> {
    let (pence, units, pence_each) = match line.how {
        How::Amount(pence) => (Some(pence.0), None, None),
        How::Units { units, each } => (None, Some(units), Some(each.0)),
    };
    let CostLine { id, placement_id, what, noted_by, noted_at, .. } = line.clone();
    let row = Row { id, placement_id, what, pence, units, pence_each, noted_by, noted_at };
    diesel::insert_into(token_costs::table).values(&row).execute(conn)?;
    Ok(())
}

/// # Errors
/// `Missing`, where the placement has no such line.
pub fn one(conn: &mut Conn, placement_id: &str, id: &str) -> Result<CostLine> {
    let row = token_costs::table.find(id).filter(token_costs::placement_id.eq(placement_id)).select(Row::as_select());
    row.get_result(conn).optional()?.ok_or(Error::Missing("This line"))?.read()
}

pub fn take_back(conn: &mut Conn, id: &str) -> Result<()> {
    diesel::delete(token_costs::table.find(id)).execute(conn)?;
    Ok(())
}

/// Those of a placement, in the order in which they were noted.
pub fn of_placement(conn: &mut Conn, placement_id: &str) -> Result<Vec<CostLine>> {
    let rows = token_costs::table.filter(token_costs::placement_id.eq(placement_id)).select(Row::as_select());
    let mut lines = rows.load(conn)?.into_iter().map(Row::read).collect::<Result<Vec<_>>>()?;
    lines.sort_by(|a, b| (a.noted_at, &a.id).cmp(&(b.noted_at, &b.id)));
    Ok(lines)
}
