//! The rows of allocation lists, the units on them, and the people frozen into the frame.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, JoinOnDsl, OptionalExtension, QueryDsl, QueryResult, RunQueryDsl,
    Selectable, SelectableHelper,
};

use crate::{
    floor::{clock::Moment, db::Conn},
    schema::{allocated_units, allocation_lists, frame_excluded, frame_members, reveals, trials},
    trial::allocation::{interventions::Interventions, scheme::Mode},
};

#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, Selectable, diesel::Insertable)]
#[diesel(table_name = allocation_lists)]
pub(crate) struct ListRow {
    pub id: String,
    pub trial_id: String,
    pub mode: String,
    pub seed: String,
    pub method: String,
    pub version: String,
    pub units: i32,
    pub frame_sha256: String,
    pub rows_sha256: String,
    pub seal: String,
    pub made_by: String,
    pub made_at: Moment,
    pub locked_by: Option<String>,
    pub locked_at: Option<Moment>,
    pub about: String,
    pub assessed: Option<i32>,
    /// Why the seed was given; '' where chance gave it.
    pub seed_because: String,
    /// Of those who were looked at, and how many of them nobody is in the frame of; `None` where units are people.
    pub units_assessed: Option<i32>,
    pub units_left_out: Option<i32>,
}

#[derive(Debug, Clone, diesel::Queryable, Selectable, diesel::Insertable)]
#[diesel(table_name = allocated_units)]
pub(crate) struct UnitRow {
    pub list_id: String,
    pub place: i32,
    pub unit_id: String,
    pub authority: String,
    pub unit_reference: String,
    pub stratum: String,
    pub block: i32,
    pub arm_id: String,
    pub seal: String,
}

#[derive(Debug, Clone, diesel::Queryable, Selectable, diesel::Insertable)]
#[diesel(table_name = frame_members)]
pub(crate) struct MemberRow {
    pub list_id: String,
    pub person_id: String,
    pub unit_id: String,
    pub authority: String,
    pub staff_reference: String,
    pub site: String,
    pub team: String,
    pub role: String,
    /// Their arm in each trial within whose arms the list was drawn, by its name, as JSON; '' where there is none.
    pub beside: String,
}

pub(crate) fn add(conn: &mut Conn, row: &ListRow) -> QueryResult<usize> {
    diesel::insert_into(allocation_lists::table).values(row).execute(conn)
}

/// Removes a list with all that is of it.
pub(crate) fn remove(conn: &mut Conn, id: &str) -> QueryResult<usize> {
    diesel::delete(frame_members::table.filter(frame_members::list_id.eq(id))).execute(conn)?;
    diesel::delete(frame_excluded::table.filter(frame_excluded::list_id.eq(id))).execute(conn)?;
    diesel::delete(allocated_units::table.filter(allocated_units::list_id.eq(id))).execute(conn)?;
    diesel::delete(reveals::table.filter(reveals::list_id.eq(id))).execute(conn)?;
    diesel::delete(allocation_lists::table.find(id)).execute(conn)
}

pub(crate) fn add_unit(conn: &mut Conn, row: &UnitRow) -> QueryResult<usize> {
    diesel::insert_into(allocated_units::table).values(row).execute(conn)
}

pub(crate) fn add_member(conn: &mut Conn, row: &MemberRow) -> QueryResult<usize> {
    diesel::insert_into(frame_members::table).values(row).execute(conn)
}

pub(crate) fn add_excluded(conn: &mut Conn, list_id: &str, why: &str, people: i32) -> QueryResult<usize> {
    let row = (frame_excluded::list_id.eq(list_id), frame_excluded::why.eq(why), frame_excluded::people.eq(people));
    diesel::insert_into(frame_excluded::table).values(row).execute(conn)
}

/// Why people who were looked at are not in a frame, and how many.
pub(crate) fn excluded(conn: &mut Conn, list_id: &str) -> QueryResult<Vec<(String, i32)>> {
    let theirs = frame_excluded::table.filter(frame_excluded::list_id.eq(list_id)).order(frame_excluded::why);
    theirs.select((frame_excluded::why, frame_excluded::people)).load(conn)
}

pub(crate) fn one(conn: &mut Conn, id: &str) -> QueryResult<Option<ListRow>> {
    allocation_lists::table.filter(allocation_lists::id.eq(id)).select(ListRow::as_select()).get_result(conn).optional()
}

/// A trial's lists, the oldest first.
pub(crate) fn of_trial(conn: &mut Conn, trial_id: &str) -> QueryResult<Vec<ListRow>> {
    let mut lists: Vec<ListRow> = allocation_lists::table
        .filter(allocation_lists::trial_id.eq(trial_id))
        .select(ListRow::as_select())
        .load(conn)?;
    lists.sort_by(|a, b| (a.made_at, &a.id).cmp(&(b.made_at, &b.id)));
    Ok(lists)
}

/// Every list of every trial that names an intervention, the oldest first.
pub(crate) fn of_intervention(conn: &mut Conn, intervention: &str) -> QueryResult<Vec<ListRow>> {
    let all: Vec<(ListRow, String)> = allocation_lists::table
        .inner_join(trials::table)
        .select((ListRow::as_select(), trials::intervention))
        .load(conn)?;
    let naming = all.into_iter().filter(|(_, named)| Interventions::read(named).has(intervention));
    let mut lists: Vec<ListRow> = naming.map(|(row, _)| row).collect();
    lists.sort_by(|a, b| (a.made_at, &a.id).cmp(&(b.made_at, &b.id)));
    Ok(lists)
}

/// Whether a list of any trial was drawn in a mode from a seed, as it is stored.
pub(crate) fn drawn_from(conn: &mut Conn, mode: Mode, seed: &str) -> QueryResult<bool> {
    let theirs = allocation_lists::table.filter(allocation_lists::seed.eq(seed));
    Ok(theirs.filter(allocation_lists::mode.eq(mode.name())).count().get_result::<i64>(conn)? > 0)
}

/// Locks a list that is not locked; whether it did.
pub(crate) fn lock(conn: &mut Conn, id: &str, by: &str, at: Moment) -> QueryResult<bool> {
    let open =
        allocation_lists::table.filter(allocation_lists::id.eq(id)).filter(allocation_lists::locked_at.is_null());
    let locked = (allocation_lists::locked_by.eq(by), allocation_lists::locked_at.eq(at));
    Ok(diesel::update(open).set(locked).execute(conn)? > 0)
}

pub(crate) fn units(conn: &mut Conn, list_id: &str) -> QueryResult<Vec<UnitRow>> {
    allocated_units::table
        .filter(allocated_units::list_id.eq(list_id))
        .order(allocated_units::place)
        .select(UnitRow::as_select())
        .load(conn)
}

pub(crate) fn count_units(conn: &mut Conn, list_id: &str) -> QueryResult<i64> {
    allocated_units::table.filter(allocated_units::list_id.eq(list_id)).count().get_result(conn)
}

pub(crate) fn members(conn: &mut Conn, list_id: &str) -> QueryResult<Vec<MemberRow>> {
    frame_members::table.filter(frame_members::list_id.eq(list_id)).select(MemberRow::as_select()).load(conn)
}

/// The ids of everyone on a list.
pub(crate) fn people(conn: &mut Conn, list_id: &str) -> QueryResult<Vec<String>> {
    frame_members::table.filter(frame_members::list_id.eq(list_id)).select(frame_members::person_id).load(conn)
}

pub(crate) fn is_member(conn: &mut Conn, list_id: &str, person_id: &str) -> QueryResult<bool> {
    let mine =
        frame_members::table.filter(frame_members::list_id.eq(list_id)).filter(frame_members::person_id.eq(person_id));
    Ok(mine.count().get_result::<i64>(conn)? > 0)
}

/// One unit of a list, by its own id.
pub(crate) fn unit(conn: &mut Conn, list_id: &str, unit_id: &str) -> QueryResult<Option<UnitRow>> {
    allocated_units::table.find((list_id, unit_id)).select(UnitRow::as_select()).get_result(conn).optional()
}

/// The unit that a person was allocated with, if they are on the list.
pub(crate) fn unit_of(conn: &mut Conn, list_id: &str, person_id: &str) -> QueryResult<Option<UnitRow>> {
    let same_unit =
        frame_members::list_id.eq(allocated_units::list_id).and(frame_members::unit_id.eq(allocated_units::unit_id));
    allocated_units::table
        .inner_join(frame_members::table.on(same_unit))
        .filter(frame_members::list_id.eq(list_id))
        .filter(frame_members::person_id.eq(person_id))
        .select(UnitRow::as_select())
        .get_result(conn)
        .optional()
}

/// The authority and the site, by name, where somebody on the list worked when it was drawn.
pub(crate) fn site_of(conn: &mut Conn, list_id: &str, person_id: &str) -> QueryResult<(String, String)> {
    let theirs = frame_members::table.find((list_id, person_id));
    theirs.select((frame_members::authority, frame_members::site)).get_result(conn)
}

/// The ids of everyone in a unit.
pub(crate) fn people_of(conn: &mut Conn, list_id: &str, unit_id: &str) -> QueryResult<Vec<String>> {
    frame_members::table
        .filter(frame_members::list_id.eq(list_id))
        .filter(frame_members::unit_id.eq(unit_id))
        .select(frame_members::person_id)
        .load(conn)
}

/// Everyone who was in the frame of a list that was made since.
pub(crate) fn in_frames_since(conn: &mut Conn, since: Moment) -> QueryResult<Vec<String>> {
    frame_members::table
        .inner_join(allocation_lists::table)
        .filter(allocation_lists::made_at.ge(since))
        .select(frame_members::person_id)
        .distinct()
        .load(conn)
}
