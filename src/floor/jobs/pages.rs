//! What is stuck, and what raised an alarm: the coordinator tries again, lets go with a reason, or has seen it.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::store;
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::{Complaints, Error, Result},
    web::{Form, Page, Role, Visitor, done_or_again, see_other},
};

/// Who looks after what is stuck.
pub const MEND: &[Role] = &[Role::Coordinator, Role::ProgrammeLead, Role::Administrator];

pub async fn stuck(page: Page, floor: Data<Floor>) -> Result<HttpResponse> {
    shown(page, &floor.db.reading(found).await?)
}

type Found = (Vec<store::Listed>, Vec<store::Alarm>);

fn found(conn: &mut Conn) -> Result<Found> {
    Ok((store::stuck(conn)?, store::unseen_alarms(conn)?))
}

fn shown(page: Page, (stuck, alarms): &Found) -> Result<HttpResponse> {
    page.put("stuck", stuck).put("alarms", alarms).show("jobs/stuck.html", "What is stuck")
}

pub async fn try_again(floor: Data<Floor>, visitor: Visitor, id: Path<String>, _: Form) -> Result<HttpResponse> {
    let on = Floor::clone(&floor);
    floor
        .db
        .writing(move |conn| {
            store::try_again(conn, &on, &id)?;
            audit::write(conn, on.clock.now(), &Act::new(&visitor.account_id, "job.tried_again", &id))
        })
        .await?;
    Ok(see_other("/stuck", "It will be tried again within a minute."))
}

pub async fn let_go(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    let (on, sent, job) = (Floor::clone(&floor), form.clone(), id.clone());
    let act = move |conn: &mut Conn| {
        let reason = reason(&sent)?;
        store::let_go(conn, &on, &job, &reason)?;
        audit::write(conn, on.clock.now(), &Act::new(&visitor.account_id, "job.let_go", &job).because(reason))
    };
    let again = |complaints: &Complaints, found: &Found| shown(page.again_of(&form, complaints, &id), found);
    done_or_again(&floor, act, found, again, ("/stuck", "Let go.")).await
}

pub async fn see_alarm(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    let (on, sent, alarm) = (Floor::clone(&floor), form.clone(), id.clone());
    let act = move |conn: &mut Conn| {
        let reason = reason(&sent)?;
        store::see_alarm(conn, &on, &alarm, &visitor.account_id)?;
        audit::write(conn, on.clock.now(), &Act::new(&visitor.account_id, "alarm.seen", &alarm).because(reason))
    };
    let again = |complaints: &Complaints, found: &Found| shown(page.again_of(&form, complaints, &id), found);
    done_or_again(&floor, act, found, again, ("/stuck", "Noted.")).await
}

/// What becomes part of the record, so it is asked for.
///
/// # Errors
/// `Invalid`, where the field `reason` is empty or too long.
pub fn reason(form: &Form) -> Result<String> {
    let reason = form.text("reason").trim();
    if reason.is_empty() || reason.chars().count() > 500 {
        return Err(Error::invalid("reason", "Say why, in up to 500 letters. It is kept with the record."));
    }
    Ok(reason.to_owned())
}
