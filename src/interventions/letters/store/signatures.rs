//! The rows of signatures, and of the files that were made of letters.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        clock::Moment,
        config::SignWith,
        db::Conn,
        error::{Error, Result},
    },
    schema::{letter_files, signatures},
};

/// One signing: a hand, put to as many letters as were signed at once.
#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = signatures)]
pub struct Signature {
    pub id: String,
    pub round_id: String,
    /// typed, drawn, uploaded or pen
    pub kind: String,
    pub name: String,
    /// By a deputy.
    pub on_behalf: bool,
    /// The mark, where it is more than a name.
    pub sealed: Option<Vec<u8>>,
    /// The version of the round's wording that it was put to.
    pub wording_sha256: String,
    /// The account that signed; for a pen, the one that ticked the letters off.
    pub signed_by: String,
    pub signed_at: Moment,
}

impl Signature {
    /// With a pen, so that it is on one sheet and no other.
    pub fn on_paper(&self) -> bool {
        self.kind == SignWith::Pen.name()
    }
}

pub fn add(conn: &mut Conn, signature: &Signature) -> Result<()> {
    diesel::insert_into(signatures::table).values(signature).execute(conn)?;
    Ok(())
}

/// # Errors
/// `Missing`, where there is no such signature.
pub fn one(conn: &mut Conn, id: &str) -> Result<Signature> {
    let found = signatures::table.find(id).select(Signature::as_select()).get_result(conn).optional()?;
    found.ok_or(Error::Missing("This signature"))
}

/// The signatures of a round, in no order.
pub fn of_round(conn: &mut Conn, round_id: &str) -> Result<Vec<Signature>> {
    let theirs = signatures::table.filter(signatures::round_id.eq(round_id));
    Ok(theirs.select(Signature::as_select()).load(conn)?)
}

/// A file that was made of a letter.
#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = letter_files)]
pub struct LetterFile {
    pub letter_id: String,
    /// Of the plain PDF.
    pub sha256: String,
    /// Without a signature, for a pen.
    pub for_pen: bool,
    pub made_at: Moment,
}

/// Puts a file on record. The same letter printed again may give the same bytes, which are on record then.
pub fn add_file(conn: &mut Conn, file: &LetterFile) -> Result<()> {
    let add = diesel::insert_into(letter_files::table).values(file).on_conflict_do_nothing();
    match conn {
        Conn::Sqlite(sqlite) => add.execute(sqlite)?,
        Conn::Postgres(postgres) => add.execute(postgres)?,
    };
    Ok(())
}

/// The files of that hash.
pub fn files_by_hash(conn: &mut Conn, sha256: &str) -> Result<Vec<LetterFile>> {
    let known = letter_files::table.filter(letter_files::sha256.eq(sha256));
    Ok(known.select(LetterFile::as_select()).load(conn)?)
}

/// Every file that was made of a letter, oldest first.
pub fn files_of(conn: &mut Conn, letter_id: &str) -> Result<Vec<LetterFile>> {
    let made = letter_files::table.filter(letter_files::letter_id.eq(letter_id));
    Ok(made.order(letter_files::made_at).select(LetterFile::as_select()).load(conn)?)
}
