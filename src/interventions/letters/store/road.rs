//! A letter on its road: the row as the acts after the lines read it, and the one way in which its state changes.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::{AsChangeset, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        clock::Moment,
        db::Conn,
        error::{Error, Result},
    },
    interventions::letters::state::{Lines, State, Step},
    schema::letters,
};

#[derive(diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = letters)]
struct Row {
    id: String,
    round_id: String,
    person_id: String,
    line_one: String,
    line_two: String,
    lines: String,
    state: String,
    reason: Option<String>,
    signed_by: Option<String>,
    signed_name: Option<String>,
    signed_at: Option<Moment>,
    words_sha256: Option<String>,
    file_key: Option<String>,
    file_sha256: Option<String>,
    pack_id: Option<String>,
    place: Option<i32>,
    returned_on: Option<NaiveDate>,
    returned_why: Option<String>,
}

/// A letter, wherever it stands.
#[derive(Clone)]
pub struct OnRoad {
    pub id: String,
    pub round_id: String,
    pub person_id: String,
    /// The two lines, as typed.
    pub words: [String; 2],
    pub lines: Lines,
    pub state: State,
    pub reason: Option<String>,
    /// The account of whoever signed it.
    pub signed_by: Option<String>,
    /// The name they typed.
    pub signed_name: Option<String>,
    pub signed_at: Option<Moment>,
    /// Of all that prints but the address and the signature, as it was when the letter was composed.
    pub words_sha256: Option<String>,
    /// Where its sealed PDF lies, and the SHA-256 of the plain one.
    pub file_key: Option<String>,
    pub file_sha256: Option<String>,
    pub pack_id: Option<String>,
    /// In the pack, from 1.
    pub place: Option<i32>,
    /// When the post brought it back, and why.
    pub returned: Option<(NaiveDate, String)>,
}

/// What a manager writes of a person stays out of logs.
impl std::fmt::Debug for OnRoad {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OnRoad").field("id", &self.id).field("state", &self.state).finish_non_exhaustive()
    }
}

impl OnRoad {
    fn read(row: Row) -> Result<Self> {
        Ok(Self {
            lines: Lines::parse(&row.lines)?,
            state: State::parse(&row.state)?,
            id: row.id,
            round_id: row.round_id,
            person_id: row.person_id,
            words: [row.line_one, row.line_two],
            reason: row.reason,
            signed_by: row.signed_by,
            signed_name: row.signed_name,
            signed_at: row.signed_at,
            words_sha256: row.words_sha256,
            file_key: row.file_key,
            file_sha256: row.file_sha256,
            pack_id: row.pack_id,
            place: row.place,
            returned: row.returned_on.zip(row.returned_why),
        })
    }
}

/// What a step writes beside the state; what is `None` stays as it was.
#[derive(Debug, Clone, Copy, Default, AsChangeset)]
#[diesel(table_name = letters)]
pub struct Changes<'a> {
    /// `Some(None)` takes the reason away.
    pub reason: Option<Option<&'a str>>,
    pub composed_at: Option<Moment>,
    pub signed_by: Option<&'a str>,
    pub signed_name: Option<&'a str>,
    pub signed_at: Option<Moment>,
    pub words_sha256: Option<&'a str>,
    pub file_key: Option<&'a str>,
    pub file_sha256: Option<&'a str>,
    pub printed_at: Option<Moment>,
    pub pack_id: Option<&'a str>,
    pub place: Option<i32>,
    pub posted_on: Option<NaiveDate>,
}

/// # Errors
/// `Missing`, where there is no such letter.
pub fn one(conn: &mut Conn, id: &str) -> Result<OnRoad> {
    let found = letters::table.find(id).select(Row::as_select()).get_result(conn).optional()?;
    OnRoad::read(found.ok_or(Error::Missing("This letter"))?)
}

/// Every letter of a round, in no order.
pub fn of_round(conn: &mut Conn, round_id: &str) -> Result<Vec<OnRoad>> {
    let rows: Vec<Row> = letters::table.filter(letters::round_id.eq(round_id)).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(OnRoad::read).collect()
}

/// The rounds that have a letter standing here.
pub fn rounds_at(conn: &mut Conn, state: State) -> Result<Vec<String>> {
    let standing = letters::table.filter(letters::state.eq(state.name()));
    Ok(standing.select(letters::round_id).distinct().load(conn)?)
}

/// Those who may yet be sent a letter of a round that is not among `over`.
pub fn still_wanted(conn: &mut Conn, over: &[String]) -> Result<BTreeSet<String>> {
    let coming = State::ALL.into_iter().filter(|state| !state.is_an_ending()).map(State::name);
    let standing = letters::table.filter(letters::state.eq_any(coming));
    let people: Vec<String> =
        standing.filter(letters::round_id.ne_all(over)).select(letters::person_id).distinct().load(conn)?;
    Ok(people.into_iter().collect())
}

/// The letters of a pack, in envelope order.
pub fn of_pack(conn: &mut Conn, pack_id: &str) -> Result<Vec<OnRoad>> {
    let packed = letters::table.filter(letters::pack_id.eq(pack_id)).order(letters::place);
    let rows: Vec<Row> = packed.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(OnRoad::read).collect()
}

/// Moves a letter on by one step, from where `letter` was read to stand.
///
/// # Errors
/// `TooLate`, where the step does not follow, or somebody else moved the letter meanwhile.
pub fn go(conn: &mut Conn, letter: &OnRoad, step: Step, changes: &Changes<'_>) -> Result<()> {
    let next = letter.state.next(step)?;
    let still = letters::table.find(&letter.id).filter(letters::state.eq(letter.state.name()));
    let moved = diesel::update(still).set((letters::state.eq(next.name()), changes)).execute(conn)?;
    if moved == 1 { Ok(()) } else { Err(Error::TooLate("This letter has moved on; reload the page.".into())) }
}

/// Puts beside a letter that it came back; `false` when that was there already.
pub fn mark_returned(conn: &mut Conn, id: &str, on: NaiveDate, why: &str) -> Result<bool> {
    let fresh = letters::table.find(id).filter(letters::returned_on.is_null());
    Ok(diesel::update(fresh).set((letters::returned_on.eq(on), letters::returned_why.eq(why))).execute(conn)? == 1)
}

/// Says, beside a letter that stays where it is, what is wrong with it.
pub fn note(conn: &mut Conn, letter: &OnRoad, reason: &str) -> Result<()> {
    let still = letters::table.find(&letter.id).filter(letters::state.eq(letter.state.name()));
    diesel::update(still).set(letters::reason.eq(reason)).execute(conn)?;
    Ok(())
}
