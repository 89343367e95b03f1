//! The rows of people.

use chrono::{NaiveDate, NaiveTime};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, QueryDsl, QueryResult,
    RunQueryDsl, Selectable, SelectableHelper,
};

use serde::{Deserialize, Serialize};

use crate::{
    floor::{
        clock::{Moment, london_moment},
        db::Conn,
    },
    schema::{authorities, people},
    trial::roster::person::LetterLanguage,
};

#[derive(Debug, Clone, diesel::Queryable, Selectable, diesel::Insertable)]
#[diesel(table_name = people)]
pub(crate) struct PersonRow {
    pub id: String,
    pub authority_id: String,
    pub staff_reference: String,
    pub given_name: String,
    /// Empty for none.
    pub preferred_name: String,
    pub family_name: String,
    pub email: Option<String>,
    pub do_not_post: bool,
    pub letter_format: String,
    pub joined_at: Moment,
    pub left_on: Option<NaiveDate>,
    pub opted_out_at: Option<Moment>,
    pub erased_at: Option<Moment>,
    pub letter_language: String,
}

/// What a file can change about a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, diesel::AsChangeset)]
#[diesel(table_name = people, treat_none_as_null = true)]
pub(crate) struct PersonFacts {
    pub given_name: String,
    pub preferred_name: String,
    pub family_name: String,
    pub email: Option<String>,
    pub do_not_post: bool,
    pub letter_format: String,
    /// What was kept of somebody before there was a choice says nothing of it.
    #[serde(default = "english")]
    pub letter_language: String,
    pub left_on: Option<NaiveDate>,
}

fn english() -> String {
    LetterLanguage::English.tag().to_owned()
}

/// The authorities of those who have an address, in order.
pub(crate) fn authorities_of(conn: &mut Conn, email: &str) -> QueryResult<Vec<String>> {
    let theirs = people::table.filter(people::email.eq(email)).order(people::authority_id);
    theirs.select(people::authority_id).load(conn)
}

/// A person beside the name of their authority.
pub(crate) type InAuthority = (PersonRow, String);

pub(crate) fn all(conn: &mut Conn) -> QueryResult<Vec<InAuthority>> {
    people::table.inner_join(authorities::table).select((PersonRow::as_select(), authorities::name)).load(conn)
}

pub(crate) fn of_authority(conn: &mut Conn, authority_id: &str) -> QueryResult<Vec<InAuthority>> {
    people::table
        .inner_join(authorities::table)
        .filter(people::authority_id.eq(authority_id))
        .select((PersonRow::as_select(), authorities::name))
        .load(conn)
}

pub(crate) fn one(conn: &mut Conn, id: &str) -> QueryResult<Option<InAuthority>> {
    people::table
        .inner_join(authorities::table)
        .filter(people::id.eq(id))
        .select((PersonRow::as_select(), authorities::name))
        .get_result(conn)
        .optional()
}

pub(crate) fn gone(conn: &mut Conn, id: &str) -> QueryResult<Option<(Option<NaiveDate>, Option<Moment>)>> {
    people::table.find(id).select((people::left_on, people::opted_out_at)).get_result(conn).optional()
}

/// Who is gone: the id, when they left, if they did, and when they were erased.
pub(crate) type GoneRow = (String, Option<NaiveDate>, Option<Moment>);

/// Whoever has left by a day or opted out by then, and whoever was erased, whenever that was.
pub(crate) fn all_gone(conn: &mut Conn, day: NaiveDate) -> QueryResult<Vec<GoneRow>> {
    let over = london_moment(day.succ_opt().unwrap_or(day), NaiveTime::MIN);
    people::table
        .filter(
            people::left_on.le(day).or(people::opted_out_at.lt(over)).or(people::erased_at.is_not_null().nullable()),
        )
        .order(people::id)
        .select((people::id, people::left_on, people::erased_at))
        .load(conn)
}

/// Whoever has a day on which they leave, with it.
pub(crate) fn left(conn: &mut Conn) -> QueryResult<Vec<(String, NaiveDate)>> {
    let left = people::table.filter(people::left_on.is_not_null());
    left.select((people::id, people::left_on.assume_not_null())).load(conn)
}

/// So many of an authority after an id, by id: the id, and whether they have an e-mail address.
pub(crate) fn after(conn: &mut Conn, authority_id: &str, id: &str, many: i64) -> QueryResult<Vec<(String, bool)>> {
    people::table
        .filter(people::authority_id.eq(authority_id).and(people::id.gt(id)))
        .order(people::id)
        .limit(many)
        .select((people::id, people::email.is_not_null()))
        .load(conn)
}

pub(crate) fn count(conn: &mut Conn) -> QueryResult<i64> {
    people::table.count().get_result(conn)
}

pub(crate) fn add(conn: &mut Conn, row: &PersonRow) -> QueryResult<usize> {
    diesel::insert_into(people::table).values(row).execute(conn)
}

pub(crate) fn change(conn: &mut Conn, id: &str, facts: &PersonFacts) -> QueryResult<usize> {
    diesel::update(people::table.filter(people::id.eq(id))).set(facts).execute(conn)
}

/// The person of a staff reference in an authority of that name.
pub(crate) fn by_reference(conn: &mut Conn, authority: &str, reference: &str) -> QueryResult<Option<String>> {
    people::table
        .inner_join(authorities::table)
        .filter(authorities::name.eq(authority))
        .filter(people::staff_reference.eq(reference))
        .select(people::id)
        .get_result(conn)
        .optional()
}

/// Takes away who somebody is; the row stays, opted out.
pub(crate) fn erase(conn: &mut Conn, id: &str, at: Moment) -> QueryResult<usize> {
    let row = people::table.find(id).filter(people::erased_at.is_null());
    let opted_out_at = people::table.find(id).select(people::opted_out_at).get_result::<Option<Moment>>(conn)?;
    diesel::update(row)
        .set((
            people::given_name.eq(ERASED.0),
            people::preferred_name.eq(""),
            people::family_name.eq(ERASED.1),
            people::email.eq(None::<String>),
            people::do_not_post.eq(true),
            people::letter_language.eq(english()),
            people::opted_out_at.eq(opted_out_at.or(Some(at))),
            people::erased_at.eq(at),
        ))
        .execute(conn)
}

/// What stands where a name stood.
const ERASED: (&str, &str) = ("Erased", "person");

/// From this moment on nothing is sent; 0 where that was so already.
pub(crate) fn opt_out(conn: &mut Conn, id: &str, at: Moment) -> QueryResult<usize> {
    let row = people::table.filter(people::id.eq(id)).filter(people::opted_out_at.is_null());
    diesel::update(row).set(people::opted_out_at.eq(at)).execute(conn)
}

pub(crate) fn remove(conn: &mut Conn, id: &str) -> QueryResult<usize> {
    diesel::delete(people::table.filter(people::id.eq(id))).execute(conn)
}

/// Whether anybody is in an authority.
pub(crate) fn any_in(conn: &mut Conn, authority_id: &str) -> QueryResult<bool> {
    let people: i64 = people::table.filter(people::authority_id.eq(authority_id)).count().get_result(conn)?;
    Ok(people > 0)
}

pub(crate) fn mark_left(conn: &mut Conn, id: &str, on: Option<NaiveDate>) -> QueryResult<usize> {
    diesel::update(people::table.filter(people::id.eq(id))).set(people::left_on.eq(on)).execute(conn)
}
