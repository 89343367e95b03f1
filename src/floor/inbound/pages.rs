//! Mail that waits for a person: it came from another address than was invited, or is about nothing that we know of. The list
//! names nobody; each opening of a mail is put on record.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::{
    concern::{OwnerOf, may_see},
    shown::{self, Shown},
    store::mails,
};
use crate::floor::{
    Floor,
    audit::{self, Act},
    auth::{House, Wait},
    db::Conn,
    error::{Error, Result},
    web::{Form, Page, Role, Visitor, see_other},
};

/// Who looks at it. It is from people, so whoever only keeps the machines does not.
pub const LOOK: &[Role] = &[Role::Coordinator, Role::ProgrammeLead];

/// GET /mail/inbound
pub async fn list(page: Page, floor: Data<Floor>, house: Data<House>, visitor: Visitor) -> Result<HttpResponse> {
    let inner = floor.clone();
    let found = floor.db.reading(move |conn| theirs(conn, &inner, &visitor, &house.owners));
    let (theirs, others) = found.await?;
    page.put("mails", &theirs).put("others", &others).show("inbound/list.html", "Mail to look at")
}

/// What a visitor may look at, and how much waits besides.
fn theirs(conn: &mut Conn, floor: &Floor, visitor: &Visitor, owners: &[OwnerOf]) -> Result<(Vec<Shown>, usize)> {
    let (mut theirs, mut others) = (Vec::new(), 0);
    for mail in shown::waiting(conn, floor)? {
        if may_see(conn, visitor, owners, &mail)? {
            theirs.push(mail);
        } else {
            others += 1;
        }
    }
    Ok((theirs, others))
}

/// GET /mail/inbound/{id}
pub async fn one(
    page: Page,
    floor: Data<Floor>,
    house: Data<House>,
    visitor: Visitor,
    id: Path<String>,
) -> Result<HttpResponse> {
    let inner = floor.clone();
    let act = move |conn: &mut Conn| {
        let mail = open(conn, &inner, &visitor, &house.owners, &id)?;
        audit::write(conn, inner.clock.now(), &Act::new(&visitor.account_id, "inbound.opened", &id))?;
        Ok(mail)
    };
    let mail = floor.db.writing(act).await?;
    page.put("mail", &mail).show("inbound/one.html", "A mail that came")
}

/// A mail that the visitor may see; for anybody else there is none.
fn open(conn: &mut Conn, floor: &Floor, visitor: &Visitor, owners: &[OwnerOf], id: &str) -> Result<Shown> {
    let mail = shown::one(conn, floor, id)?;
    if may_see(conn, visitor, owners, &mail)? { Ok(mail) } else { Err(Error::Missing("that mail")) }
}

/// POST /mail/inbound/{id}/seen
pub async fn see(
    floor: Data<Floor>,
    house: Data<House>,
    visitor: Visitor,
    id: Path<String>,
    _: Form,
) -> Result<HttpResponse> {
    let inner = floor.clone();
    let act = move |conn: &mut Conn| {
        open(conn, &inner, &visitor, &house.owners, &id)?;
        let now = inner.clock.now();
        if mails::see(conn, &id, &visitor.account_id, now)? {
            audit::write(conn, now, &Act::new(&visitor.account_id, "inbound.seen", &id))?;
        }
        Ok(())
    };
    floor.db.writing(act).await?;
    Ok(see_other("/mail/inbound", "Noted."))
}

/// What waits for a coordinator on the first page.
pub fn waits(floor: &Floor, conn: &mut Conn, visitor: &Visitor, owners: &[OwnerOf]) -> Result<Vec<Wait>> {
    let count = match (visitor.is_any(LOOK), visitor.reaches_all(LOOK)) {
        (false, _) => 0,
        (_, true) => usize::try_from(mails::count_waiting(conn)?).unwrap_or_default(),
        _ => theirs(conn, floor, visitor, owners)?.0.len(),
    };
    let wait = Wait {
        title: "Mail that only a person can make sense of".to_owned(),
        href: "/mail/inbound".to_owned(),
        kind: "waiting",
        word: format!("{count} to look at"),
        note: None,
    };
    Ok(if count == 0 { Vec::new() } else { vec![wait] })
}
