//! Of whose authority somebody is who writes to us, as far as their address tells.

use super::store;
use crate::floor::{db::Conn, error::Result, inbound::Concern};

/// The one authority in which somebody has this address; `None` where nobody has, or people of several do.
pub fn owner_of(conn: &mut Conn, concern: Concern<'_>) -> Result<Option<String>> {
    let Some(from) = concern.from else { return Ok(None) };
    let mut authorities = store::people::authorities_of(conn, &from.to_lowercase())?;
    authorities.dedup();
    Ok(if authorities.len() == 1 { authorities.pop() } else { None })
}
