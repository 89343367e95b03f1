//! Personal links: a page's address with a key in it, which a mail may carry. Nothing secret is stored, and a new
//! generation revokes what was sent.

use super::{Entered, OwnPath, session};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::{Error, Result},
};

/// `<house>/<purpose>/<row>/<key>`: the purpose is both the path and what the key is for, as `letters/lines`.
pub fn link(floor: &Floor, purpose: &str, row: &str, generation: i32) -> String {
    let house = floor.settings.web.public_url.trim_end_matches('/');
    format!("{house}/{purpose}/{row}/{}", floor.secrets.link_key(purpose, row, generation))
}

/// Whether the key in a link is the one that `link` wrote; if not, there is nothing here.
pub fn link_fits(floor: &Floor, purpose: &str, row: &str, generation: i32, offered: &str) -> Result<()> {
    let fits = floor.secrets.link_key_fits(purpose, row, generation, offered);
    if fits { Ok(()) } else { Err(Error::Missing("that link")) }
}

/// Opens a session that reaches `scope` and what is below it, and no other page.
pub fn open_scoped(conn: &mut Conn, floor: &Floor, account_id: &str, scope: &str) -> Result<Entered> {
    let to = OwnPath::parse(scope);
    if to.as_str() == "/" {
        return Err(Error::broken("a personal link needs a page of its own"));
    }
    let secret = session::open_session(conn, floor, account_id, to.as_str())?;
    audit::write(conn, floor.clock.now(), &Act::new(account_id, "auth.link_opened", account_id).because(to.as_str()))?;
    Ok(Entered { secret, to })
}
