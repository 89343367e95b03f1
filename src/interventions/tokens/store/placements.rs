//! The rows of placements.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        db::Conn,
        error::{Error, Result},
    },
    interventions::tokens::placement::State,
    schema::token_placements,
};

/// One building's token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    pub id: String,
    pub plan_id: String,
    pub site_id: String,
    /// People on the roster of the building when it was planned.
    pub planned_people: i32,
    /// What stands there, as it was typed; empty until it is delivered.
    pub kind: String,
    pub state: State,
    /// Of the printed code.
    pub generation: i32,
    pub code_hash: String,
    /// Whether people drink it, as coffee and tea; of anything else no cups are counted.
    pub drinks: bool,
}

#[derive(diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = token_placements)]
struct Row {
    id: String,
    plan_id: String,
    site_id: String,
    planned_people: i32,
    kind: String,
    state: String,
    generation: i32,
    code_hash: String,
    drinks: bool,
}

impl Row {
    fn read(self) -> Result<Placement> {
        let Self { id, plan_id, site_id, planned_people, kind, state, generation, code_hash, drinks } = self;
        let state = State::parse(&state)?;
        Ok(Placement { id, plan_id, site_id, planned_people, kind, state, generation, code_hash, drinks })
    }
}

pub fn add(conn: &mut Conn, placement: &Placement) -> Result<()> {
    let Placement { id, plan_id, site_id, planned_people, kind, state, generation, code_hash, drinks } =
        placement.clone();
    let state = state.name().to_owned();
    let row = Row { id, plan_id, site_id, planned_people, kind, state, generation, code_hash, drinks };
    diesel::insert_into(token_placements::table).values(&row).execute(conn)?;
    Ok(())
}

/// # Errors
/// `Missing`, where there is none.
pub fn one(conn: &mut Conn, id: &str) -> Result<Placement> {
    let row: Option<Row> = token_placements::table.find(id).select(Row::as_select()).get_result(conn).optional()?;
    row.ok_or(Error::Missing("This building’s token"))?.read()
}

pub fn by_code(conn: &mut Conn, hash: &str) -> Result<Option<Placement>> {
    let row = token_placements::table.filter(token_placements::code_hash.eq(hash)).select(Row::as_select());
    row.get_result(conn).optional()?.map(Row::read).transpose()
}

/// Those of a plan, in no order.
pub fn of_plan(conn: &mut Conn, plan_id: &str) -> Result<Vec<Placement>> {
    let rows = token_placements::table.filter(token_placements::plan_id.eq(plan_id)).select(Row::as_select());
    rows.load(conn)?.into_iter().map(Row::read).collect()
}

/// Keeps anybody else from changing it until this transaction ends. Read it afterwards.
pub fn hold(conn: &mut Conn, id: &str) -> Result<()> {
    let same = token_placements::generation.eq(token_placements::generation);
    diesel::update(token_placements::table.find(id)).set(same).execute(conn)?;
    Ok(())
}

pub fn set_state(conn: &mut Conn, id: &str, state: State) -> Result<()> {
    diesel::update(token_placements::table.find(id)).set(token_placements::state.eq(state.name())).execute(conn)?;
    Ok(())
}

/// What stands there, and whether people drink it.
pub fn set_kind(conn: &mut Conn, id: &str, kind: &str, drinks: bool) -> Result<()> {
    let what = (token_placements::kind.eq(kind), token_placements::drinks.eq(drinks));
    diesel::update(token_placements::table.find(id)).set(what).execute(conn)?;
    Ok(())
}

/// Which code its next card bears.
pub fn set_code(conn: &mut Conn, id: &str, generation: i32, hash: &str) -> Result<()> {
    let code = (token_placements::generation.eq(generation), token_placements::code_hash.eq(hash));
    diesel::update(token_placements::table.find(id)).set(code).execute(conn)?;
    Ok(())
}
