//! Sessions: 256 bits of chance in a cookie, of which only the SHA-256 is kept, for half a working day and its evening.

use chrono::TimeDelta;

use super::store;
use crate::floor::{Floor, db::Conn, error::Result, seal::sha256, web::Visitor};

/// How long a session lasts.
const LIFE: TimeDelta = TimeDelta::hours(12);

/// Opens a session and gives its secret, for the cookie. `scope` is a path, or empty for the whole house.
pub fn open_session(conn: &mut Conn, floor: &Floor, account_id: &str, scope: &str) -> Result<String> {
    let secret = hex::encode(floor.ids.bytes::<32>());
    let now = floor.clock.now();
    store::insert_session(conn, &sha256(secret.as_bytes()), account_id, scope, now, now + LIFE)?;
    Ok(secret)
}

/// Ends a session at once.
pub fn close_session(conn: &mut Conn, floor: &Floor, session_id: &str) -> Result<()> {
    store::close_session(conn, session_id, floor.clock.now())
}

/// Whose cookie this is, while its session lasts.
pub fn visitor(conn: &mut Conn, floor: &Floor, secret: &str) -> Result<Option<Visitor>> {
    let session_id = sha256(secret.as_bytes());
    let Some((account, scope, opened_at)) = store::live_session(conn, &session_id, floor.clock.now())? else {
        return Ok(None);
    };
    let grants = store::grants_of(conn, &account.id)?;
    let csrf = hex::encode(floor.secrets.mac("csrf", &[session_id.as_bytes()]));
    Ok(Some(Visitor {
        account_id: account.id,
        name: account.name,
        person_id: account.person_id,
        grants,
        session_id,
        scope,
        opened_at,
        csrf,
    }))
}
