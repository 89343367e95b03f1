//! The rows of a round's words in a language beside English.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use crate::{
    floor::{db::Conn, error::Result},
    interventions::letters::{letter::Language, words::Words},
    schema::round_texts as texts,
};

pub fn add(conn: &mut Conn, round_id: &str, language: Language, words: &Words) -> Result<()> {
    diesel::insert_into(texts::table)
        .values((
            texts::round_id.eq(round_id),
            texts::language.eq(language.tag()),
            texts::opening.eq(&words.opening),
            texts::closing.eq(&words.closing),
            texts::sign_off.eq(&words.sign_off),
            texts::signatory_title.eq(&words.signatory_title),
        ))
        .execute(conn)?;
    Ok(())
}

/// The words of a round in that language, where it has them.
pub fn one(conn: &mut Conn, round_id: &str, language: Language) -> Result<Option<Words>> {
    let columns = (texts::opening, texts::closing, texts::sign_off, texts::signatory_title);
    let found = texts::table.find((round_id, language.tag())).select(columns);
    let found = found.get_result::<(String, String, String, String)>(conn).optional()?;
    Ok(found.map(|(opening, closing, sign_off, signatory_title)| Words { opening, closing, sign_off, signatory_title }))
}
