//! The rows of costs.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::{Error, Result},
    },
    interventions::rounds::cost::{
        line::{CostLine, How, Of, heading},
        money::Pence,
    },
    schema::round_costs,
};

#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = round_costs)]
struct Row {
    id: String,
    series_id: Option<String>,
    round_id: Option<String>,
    source: Option<String>,
    label: Option<String>,
    heading: String,
    what: String,
    pence: Option<i64>,
    minutes: Option<i32>,
    pence_an_hour: Option<i32>,
    proposal: Option<String>,
    noted_by: String,
    noted_at: Moment,
}

/// `false` where that proposal was taken already, or that figure of a source is on record.
pub fn add(conn: &mut Conn, line: &CostLine) -> Result<bool> {
    once(conn, |conn| diesel::insert_into(round_costs::table).values(Row::of(line)).execute(conn))
}

/// # Errors
/// `Missing`, where the series has no such line.
pub fn one(conn: &mut Conn, series_id: &str, id: &str) -> Result<CostLine> {
    let row = round_costs::table.find(id).filter(round_costs::series_id.eq(series_id));
    let found: Option<Row> = row.select(Row::as_select()).get_result(conn).optional()?;
    found.ok_or(Error::Missing("This line"))?.read()
}

pub fn take_back(conn: &mut Conn, id: &str) -> Result<()> {
    diesel::delete(round_costs::table.find(id)).execute(conn)?;
    Ok(())
}

/// Of a series and of its Rounds, in the order in which they were noted.
pub fn of_series(conn: &mut Conn, series_id: &str) -> Result<Vec<CostLine>> {
    let theirs = round_costs::table.filter(round_costs::series_id.eq(series_id));
    let rows: Vec<Row> = theirs.select(Row::as_select()).load(conn)?;
    sorted(rows)
}

/// Every line that came in from a file, in no order that counts.
pub fn given(conn: &mut Conn) -> Result<Vec<CostLine>> {
    let rows: Vec<Row> =
        round_costs::table.filter(round_costs::source.is_not_null()).select(Row::as_select()).load(conn)?;
    sorted(rows)
}

/// Takes every line of one source away; how many there were.
pub fn forget(conn: &mut Conn, source: &str) -> Result<usize> {
    Ok(diesel::delete(round_costs::table.filter(round_costs::source.eq(source))).execute(conn)?)
}

fn sorted(rows: Vec<Row>) -> Result<Vec<CostLine>> {
    let mut lines = rows.into_iter().map(Row::read).collect::<Result<Vec<_>>>()?;
    lines.sort_by(|a, b| (a.noted_at, a.heading, &a.id).cmp(&(b.noted_at, b.heading, &b.id)));
    Ok(lines)
}

impl Row {
    fn of(line: &CostLine) -> Self {
        let (series_id, round_id, source, label) = match line.of.clone() {
            Of::Round { series_id, round_id } => (Some(series_id), Some(round_id), None, None),
            Of::Series { series_id } => (Some(series_id), None, None, None),
            Of::Given { source, label } => (None, None, Some(source), Some(label)),
        };
        let (pence, minutes, pence_an_hour) = match line.how {
            How::Amount(pence) => (Some(pence.0), None, None),
            How::Time { minutes, pence_an_hour } => (None, Some(minutes), Some(pence_an_hour)),
        };
        Self {
            id: line.id.clone(),
            series_id,
            round_id,
            source,
            label,
            heading: line.heading.name().to_owned(),
            what: line.what.clone(),
            pence,
            minutes,
            pence_an_hour,
            proposal: line.proposal.clone(),
            noted_by: line.noted_by.clone(),
            noted_at: line.noted_at,
        }
    }

    fn read(self) -> Result<CostLine> {
        let of = match (self.series_id, self.round_id, self.source, self.label) {
            (Some(series_id), Some(round_id), _, _) => Of::Round { series_id, round_id },
            (Some(series_id), None, _, _) => Of::Series { series_id },
            (None, _, Some(source), Some(label)) => Of::Given { source, label },
            _ => return Err(Error::broken("a cost that belongs to nothing")),
        };
        let how = match (self.pence, self.minutes, self.pence_an_hour) {
            (Some(pence), _, _) => How::Amount(Pence(pence)),
            (None, Some(minutes), Some(pence_an_hour)) => How::Time { minutes, pence_an_hour },
            _ => return Err(Error::broken("a cost without an amount")),
        };
        Ok(CostLine {
            id: self.id,
            of,
            heading: heading(&self.heading)?,
            what: self.what,
            how,
            proposal: self.proposal,
            noted_by: self.noted_by,
            noted_at: self.noted_at,
        })
    }
}
