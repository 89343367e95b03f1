//! Where the personal link of whoever signs lands. Opening it changes nothing; the button opens a session for the one page, to read
//! the letters. Signing them asks for a fresh key.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use crate::{
    floor::{
        Floor, auth,
        error::Result,
        web::{Form, Page, Role, Visitor},
    },
    interventions::letters::ask_leader::{PURPOSE, ToSign},
    trial::roster::let_in::let_in,
};

/// GET /letters/sign/{row}/{key}
pub async fn show_sign_link(floor: Data<Floor>, path: Path<(String, String)>, page: Page) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    let (inner, to_sign) = (floor.clone(), ToSign::opened(&floor, &row, &key)?);
    let (round, signer) = floor.db.reading(move |conn| to_sign.signer(conn, &inner)).await?;
    let page = page.put("name", signer.names.known_as()).put("authority", &signer.authority);
    let page = page.put("post_on", &round.post_on).put("action", &format!("/{PURPOSE}/{row}/{key}"));
    page.show("letters/sign_link.html", "Letters to read and sign")
}

/// POST /letters/sign/{row}/{key}
pub async fn open_sign_link(
    floor: Data<Floor>,
    path: Path<(String, String)>,
    visitor: Option<Visitor>,
    _form: Form,
) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    let to_sign = ToSign::opened(&floor, &row, &key)?;
    let (inner, scope) = (floor.clone(), to_sign.page());
    let account = move |conn: &mut _| {
        let (round, signer) = to_sign.signer(conn, &inner)?;
        let_in(conn, &inner, &signer, Role::SeniorLeader, &round.authority_id)
    };
    auth::enter_scoped(&floor, visitor, scope, account).await
}
