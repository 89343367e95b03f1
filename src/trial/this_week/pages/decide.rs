//! The lead's decision where a rule has bitten.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::{
    DECIDE,
    week::{Week, again, gather},
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Complaints, Result},
        web::{Form, Page, Visitor, done_or_again},
    },
    trial::{
        allocation::pages::reached,
        this_week::{decide as act_of, worry::Worries},
    },
};

/// POST /this-week/{trial}/decide
pub async fn decide(
    page: Page,
    floor: Data<Floor>,
    rooms: Data<Worries>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, trial_id, typed) = (floor.clone(), visitor.clone(), id.clone(), form.clone());
    let act = move |conn: &mut Conn| {
        let trial = reached(conn, &who, DECIDE, &trial_id)?;
        act_of::decide(conn, &inner, &who.account_id, &trial, &typed)
    };
    let inner = floor.clone();
    let about = move |conn: &mut Conn| gather(conn, &inner, &rooms, &visitor);
    let back = |complaints: &Complaints, week: &Week| again(page, week, (&form, complaints, &id));
    done_or_again(&floor, act, about, back, ("/this-week", "It is on record.")).await
}
