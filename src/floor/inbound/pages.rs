//! Mail that waits for a person: it came from another address than was invited, or is about nothing that we know of.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::{
    shown::{self, Shown},
    store::mails,
};
use crate::floor::{
    Floor,
    audit::{self, Act},
    auth::Wait,
    db::Conn,
    error::{Error, Result},
    web::{Form, Page, Role, Visitor, see_other},
};

/// Who looks at it. It is from people, so whoever only keeps the machines does not.
pub const LOOK: &[Role] = &[Role::Coordinator, Role::ProgrammeLead];

/// GET /mail/inbound
pub async fn list(page: Page, floor: Data<Floor>, visitor: Visitor) -> Result<HttpResponse> {
    everywhere(&visitor)?;
    let inner = floor.clone();
    let waiting = floor.db.reading(move |conn| shown::waiting(conn, &inner)).await?;
    page.put("mails", &waiting).show("inbound/list.html", "Mail to look at")
}

/// GET /mail/inbound/{id}
pub async fn one(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    everywhere(&visitor)?;
    let inner = floor.clone();
    let mail: Shown = floor.db.reading(move |conn| shown::one(conn, &inner, &id)).await?;
    page.put("mail", &mail).show("inbound/one.html", "A mail that came")
}

/// POST /mail/inbound/{id}/seen
pub async fn see(floor: Data<Floor>, visitor: Visitor, id: Path<String>, _: Form) -> Result<HttpResponse> {
    everywhere(&visitor)?;
    let inner = floor.clone();
    let act = move |conn: &mut Conn| {
        let now = inner.clock.now();
        if mails::see(conn, &id, &visitor.account_id, now)? {
            audit::write(conn, now, &Act::new(&visitor.account_id, "inbound.seen", &id))?;
        }
        Ok(())
    };
    floor.db.writing(act).await?;
    Ok(see_other("/mail/inbound", "Noted."))
}

/// Mail that nobody can place may be from anybody, so whoever looks has a role that reaches every authority.
fn everywhere(visitor: &Visitor) -> Result<()> {
    if visitor.reaches_all(LOOK) { Ok(()) } else { Err(Error::Missing("This page")) }
}

/// What waits for a coordinator on the first page.
pub fn waits(_: &Floor, conn: &mut Conn, visitor: &Visitor) -> Result<Vec<Wait>> {
    let count = if everywhere(visitor).is_ok() { mails::count_waiting(conn)? } else { 0 };
    let wait = Wait {
        title: "Mail that only a person can make sense of".to_owned(),
        href: "/mail/inbound".to_owned(),
        kind: "waiting",
        word: format!("{count} to look at"),
        note: None,
    };
    Ok(if count == 0 { Vec::new() } else { vec![wait] })
}
