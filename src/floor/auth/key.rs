//! A sign-in key: asked for by anyone, mailed to who has an account, opening once within a quarter of an hour.

use chrono::TimeDelta;

use super::{Email, Entered, MailKey, OwnPath, mail_key, session, store};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::Result,
    jobs,
};

/// How long a key opens, in minutes.
pub const KEY_MINUTES: i64 = 15;

/// The most keys one account is sent in that time.
const MOST: i64 = 5;

/// What a key in a link is worth now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Opens,
    Used,
    Old,
    /// Not one of ours, or of an account since closed.
    Unknown,
}

/// Promises a key to whoever has this address. Who has none is told nothing, and so is who asks too often.
pub fn promise_key(conn: &mut Conn, floor: &Floor, email: &Email, return_to: &OwnPath) -> Result<()> {
    match store::by_email(conn, email.as_str())?.filter(|account| account.closed_at.is_none()) {
        Some(account) => promise_key_to(conn, floor, &account.id, return_to),
        None => Ok(()),
    }
}

/// The same, for an account already known. The key and the promise to mail it are one transaction.
pub fn promise_key_to(conn: &mut Conn, floor: &Floor, account_id: &str, return_to: &OwnPath) -> Result<()> {
    let (now, life) = (floor.clock.now(), TimeDelta::minutes(KEY_MINUTES));
    if store::keys_since(conn, account_id, now - life)? >= MOST {
        return Ok(());
    }
    let key_id = floor.ids.next();
    store::insert_key(conn, &key_id, account_id, return_to.as_str(), now, now + life)?;
    jobs::enqueue::<MailKey>(conn, floor, &mail_key::Job { key_id })
}

/// What a link is worth, changing nothing.
pub fn look(conn: &mut Conn, floor: &Floor, key_id: &str, offered: &str) -> Result<Standing> {
    if !floor.secrets.link_key_fits(mail_key::PURPOSE, key_id, 0, offered) {
        return Ok(Standing::Unknown);
    }
    Ok(match store::find_key(conn, key_id)? {
        None => Standing::Unknown,
        Some(key) if key.used_at.is_some() => Standing::Used,
        Some(key) if key.expires_at <= floor.clock.now() => Standing::Old,
        Some(_) => Standing::Opens,
    })
}

/// Uses a key up and opens a session for the whole house; `Err` inside says why it does not.
pub fn spend(conn: &mut Conn, floor: &Floor, key_id: &str, offered: &str) -> Result<Result<Entered, Standing>> {
    let standing = look(conn, floor, key_id, offered)?;
    let Some(key) = store::find_key(conn, key_id)?.filter(|_| standing == Standing::Opens) else {
        return Ok(Err(standing));
    };
    if !store::use_key(conn, key_id, floor.clock.now())? {
        return Ok(Err(Standing::Used));
    }
    let secret = session::open_session(conn, floor, &key.account_id, "")?;
    audit::write(conn, floor.clock.now(), &Act::new(&key.account_id, "auth.signed_in", &key.account_id))?;
    Ok(Ok(Entered { secret, to: OwnPath::parse(&key.return_to) }))
}
