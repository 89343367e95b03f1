//! A form that does something: what it asks is done, or its page comes back with what is to be mended.

use actix_web::HttpResponse;

use super::see_other;
use crate::floor::{
    Floor,
    db::Conn,
    error::{Complaints, Error, Result},
};

/// Does `act` and goes on to a page that says so; or, where there is something to mend, shows the form again, with what
/// `about` reads. What an act wrote before it complained is taken back.
pub async fn done_or_again<T: Send + 'static>(
    floor: &Floor,
    act: impl FnOnce(&mut Conn) -> Result<()> + Send + 'static,
    about: impl FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    again: impl FnOnce(&Complaints, &T) -> Result<HttpResponse>,
    (home, said): (&str, &str),
) -> Result<HttpResponse> {
    match floor.db.writing(act).await {
        Err(Error::Invalid(complaints)) => again(&complaints, &floor.db.reading(about).await?),
        done => done.map(|()| see_other(home, said)),
    }
}
