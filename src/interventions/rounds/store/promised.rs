//! Mails to everybody whom a Round concerns: promised in few statements, however many they are.

use diesel::{
    ExpressionMethods, IntoSql, NullableExpressionMethods, QueryDsl, RunQueryDsl, TextExpressionMethods,
    sql_types::Text,
};

use crate::{
    floor::{Floor, clock::Moment, db::Conn, error::Result, jobs::promise_each},
    interventions::rounds::{
        invite::InviteMail,
        place::{Diary, State},
        tell::{Tell, Word},
    },
    schema::round_places,
};

/// Promises everybody invited to a Round their invitation.
pub fn invitations(conn: &mut Conn, floor: &Floor, round_id: &str) -> Result<usize> {
    let invited = round_places::table.filter(round_places::round_id.eq(round_id));
    let invited = invited.filter(round_places::state.eq(State::Silent.name()));
    let payload = r#"{"place_id":""#.into_sql::<Text>().concat(round_places::id).concat(r#""}"#);
    Ok(promise_each!(conn, InviteMail, floor, invited, round_places::id, payload)?)
}

/// Each entry that a diary may hold changes, and each of those people is promised word of it; how many. `version` is the
/// Round's, and new with each change.
pub fn word(conn: &mut Conn, floor: &Floor, round_id: &str, version: i32, word: Word, stays: bool) -> Result<usize> {
    let now = floor.clock.now();
    let told = || {
        round_places::table
            .filter(round_places::round_id.eq(round_id))
            .filter(round_places::diary.eq(Diary::Held.name()))
    };
    macro_rules! mark {
        ($engine:expr) => {
            diesel::update(told())
                .set((
                    round_places::sequence.eq(round_places::sequence + 1),
                    round_places::changed_at.eq(now),
                    round_places::answered_at.eq(None::<Moment>),
                ))
                .execute($engine)?
        };
    }
    match conn {
        Conn::Sqlite(sqlite) => mark!(sqlite),
        Conn::Postgres(postgres) => mark!(postgres),
    };
    let payload = r#"{"place_id":""#
        .into_sql::<Text>()
        .concat(round_places::id)
        .concat(format!(r#"","word":"{}","sequence":"#, word.name()))
        .concat(diesel::dsl::sql::<Text>("cast(round_places.sequence as text)"))
        .concat(r#","entry":"#)
        .concat(diesel::dsl::sql::<Text>("cast(round_places.entry as text)"))
        .concat(r#","cancels":true}"#);
    let named = |version: i32| round_places::id.concat(format!(".v{version}"));
    let promised = promise_each!(conn, Tell, floor, told(), named(version), payload)?;
    if !stays {
        diesel::update(told()).set(round_places::diary.eq(Diary::CalledOff.name())).execute(conn)?;
    }
    Ok(promised)
}
