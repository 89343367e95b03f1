//! What comes of a mail that came back, or was refused: an address is given up, a domain is paused, or it is only noted.

use super::{status, store};
use crate::floor::{
    Floor,
    db::Conn,
    error::{Error, Result},
    jobs,
};

pub use super::status::Meaning;

/// What the key in a return address is for.
pub const PURPOSE: &str = "bounce";

/// A mail of ours that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// The job that sent it.
    pub job_id: String,
    pub meaning: Meaning,
}

/// Takes word that a mail came back. `mail_row_id` is the UUID in its return address; `status` is three numbers, `5.1.1`.
/// `None` where no such mail was ever sent. Told twice, it does nothing more.
///
/// # Errors
/// `Invalid`, where `status` is no status of a failure.
pub fn heard(conn: &mut Conn, floor: &Floor, mail_row_id: &str, status: &str) -> Result<Option<Heard>> {
    let meaning = status::meaning(status)
        .ok_or_else(|| Error::invalid("status", "That is no status of a mail that came back."))?;
    let Some(row) = store::by_own_id(conn, mail_row_id)? else { return Ok(None) };
    match meaning {
        Meaning::Hard => {
            store::mark_returned(conn, &row.id, status, Some("bounced"))?;
            if !row.addressee.is_empty() {
                store::suppress(conn, floor, &row.addressee, &row.domain, status)?;
            }
        }
        Meaning::Soft => store::mark_returned(conn, &row.id, status, row.ended.as_deref())?,
        Meaning::Policy => {
            store::mark_returned(conn, &row.id, status, Some("bounced"))?;
            policy(conn, floor, &row.domain, status)?;
        }
    }
    Ok(Some(Heard { job_id: row.id, meaning }))
}

/// A domain that takes none of our mail is paused, with an alarm, until somebody has looked.
pub(super) fn policy(conn: &mut Conn, floor: &Floor, domain: &str, said: &str) -> Result<()> {
    let reason = format!("Its mail host refuses our mail ({said}).");
    if domain.is_empty() || !store::stop(conn, domain, floor.clock.now(), None, &reason)? {
        return Ok(());
    }
    let detail = format!(
        "Mail to {domain} is paused: its mail host refuses our mail ({said}). Ask whoever runs it to let Hearten’s mail in, then resume it."
    );
    jobs::raise_alarm(conn, floor, "mail.refused_by_domain", domain, &detail)
}
