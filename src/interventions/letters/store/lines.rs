//! The two lines in each row of letters, and where they stand.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        clock::Moment,
        db::Conn,
        error::{Error, Result},
    },
    interventions::letters::{
        from::From,
        state::{Lines, State},
    },
    schema::letters,
};

#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = letters)]
struct Row {
    id: String,
    round_id: String,
    person_id: String,
    manager_id: Option<String>,
    line_one: String,
    line_two: String,
    lines: String,
    lines_by: Option<String>,
    lines_at: Option<Moment>,
    lines_from: Option<String>,
    state: String,
    reason: Option<String>,
}

/// The lines about one person in one round.
#[derive(Clone)]
pub struct TwoLines {
    /// The letter's id.
    pub id: String,
    pub round_id: String,
    pub person_id: String,
    /// Whose manager they were on the day of asking.
    pub manager_id: Option<String>,
    /// As typed.
    pub words: [String; 2],
    pub lines: Lines,
    /// The account that wrote them last.
    pub lines_by: Option<String>,
    pub lines_at: Option<Moment>,
    /// In what part that account wrote them.
    pub lines_from: Option<From>,
    pub state: State,
    /// Why the letter is held, not owed or withdrawn, what is wrong with it, or why nobody is asked any more.
    pub reason: Option<String>,
}

/// What a manager writes of a person stays out of logs.
impl std::fmt::Debug for TwoLines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TwoLines").field("id", &self.id).field("lines", &self.lines).finish_non_exhaustive()
    }
}

impl TwoLines {
    /// A person asked about today.
    pub fn asked(id: String, round_id: &str, person_id: &str, manager_id: Option<&str>) -> Self {
        Self {
            id,
            round_id: round_id.to_owned(),
            person_id: person_id.to_owned(),
            manager_id: manager_id.map(str::to_owned),
            words: [String::new(), String::new()],
            lines: Lines::Asked,
            lines_by: None,
            lines_at: None,
            lines_from: None,
            state: State::Lines,
            reason: None,
        }
    }

    fn read(row: Row) -> Result<Self> {
        Ok(Self {
            lines: Lines::parse(&row.lines)?,
            state: State::parse(&row.state)?,
            id: row.id,
            round_id: row.round_id,
            person_id: row.person_id,
            manager_id: row.manager_id,
            words: [row.line_one, row.line_two],
            lines_by: row.lines_by,
            lines_at: row.lines_at,
            lines_from: row.lines_from.as_deref().map(From::parse).transpose()?,
            reason: row.reason,
        })
    }

    fn row(&self) -> Row {
        let [line_one, line_two] = self.words.clone();
        Row {
            id: self.id.clone(),
            round_id: self.round_id.clone(),
            person_id: self.person_id.clone(),
            manager_id: self.manager_id.clone(),
            line_one,
            line_two,
            lines: self.lines.name().to_owned(),
            lines_by: self.lines_by.clone(),
            lines_at: self.lines_at,
            lines_from: self.lines_from.map(|from| from.name().to_owned()),
            state: self.state.name().to_owned(),
            reason: self.reason.clone(),
        }
    }
}

pub fn add(conn: &mut Conn, lines: &TwoLines) -> Result<()> {
    diesel::insert_into(letters::table).values(&lines.row()).execute(conn)?;
    Ok(())
}

/// # Errors
/// `Missing`, where there is no such letter.
pub fn one(conn: &mut Conn, id: &str) -> Result<TwoLines> {
    let found = letters::table.find(id).select(Row::as_select()).get_result(conn).optional()?;
    TwoLines::read(found.ok_or(Error::Missing("This letter"))?)
}

/// Everyone in a round, in no order.
pub fn of_round(conn: &mut Conn, round_id: &str) -> Result<Vec<TwoLines>> {
    let rows: Vec<Row> = letters::table.filter(letters::round_id.eq(round_id)).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(TwoLines::read).collect()
}

/// Those about whom one manager was asked, in no order.
pub fn of_manager(conn: &mut Conn, round_id: &str, manager_id: &str) -> Result<Vec<TwoLines>> {
    let rows: Vec<Row> = letters::table
        .filter(letters::round_id.eq(round_id))
        .filter(letters::manager_id.eq(manager_id))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(TwoLines::read).collect()
}

/// The rounds in which a manager still owes lines.
pub fn rounds_owed_by(conn: &mut Conn, manager_id: &str) -> Result<Vec<String>> {
    Ok(letters::table
        .filter(letters::manager_id.eq(manager_id))
        .filter(letters::lines.eq(Lines::Asked.name()))
        .select(letters::round_id)
        .distinct()
        .load(conn)?)
}

/// Keeps words, where they stand and who wrote them.
pub fn put(
    conn: &mut Conn,
    id: &str,
    words: &[String; 2],
    lines: Lines,
    from: From,
    by: &str,
    now: Moment,
) -> Result<()> {
    diesel::update(letters::table.find(id))
        .set((
            letters::line_one.eq(&words[0]),
            letters::line_two.eq(&words[1]),
            letters::lines.eq(lines.name()),
            letters::lines_by.eq(by),
            letters::lines_at.eq(now),
            letters::lines_from.eq(from.name()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Somebody's lines are asked for once more; what was written stays to be mended.
pub fn ask_again(conn: &mut Conn, id: &str) -> Result<()> {
    diesel::update(letters::table.find(id)).set(letters::lines.eq(Lines::Asked.name())).execute(conn)?;
    Ok(())
}

/// Nobody is asked about this person any more.
pub fn stop(conn: &mut Conn, id: &str, reason: &str) -> Result<()> {
    diesel::update(letters::table.find(id))
        .set((letters::lines.eq(Lines::NoLongerAsked.name()), letters::reason.eq(reason)))
        .execute(conn)?;
    Ok(())
}
