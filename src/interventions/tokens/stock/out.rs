//! Something is used up, from a day until a delivery brings more of it.

use chrono::NaiveDate;

use super::What;
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Complaints, Error, Result},
        web::Form,
    },
    interventions::tokens::{
        placement::{Here, State},
        record::record,
        step::{By, CODE, past_day},
        store::{self, stock::StockOut},
    },
    trial::uptake::event::Event,
};

/// Reads what was used up of a token that people drink or do not, and from which day.
///
/// # Errors
/// A complaint for each field that is not as it should be.
pub fn parse(form: &Form, drinks: bool, today: NaiveDate) -> Result<(What, NaiveDate)> {
    let (mut complaints, what) =
        (Complaints::default(), What::parse(form.text("what")).filter(|what| What::of(drinks).contains(what)));
    if what.is_none() {
        complaints.add("what", "Choose what was used up.");
    }
    let on = past_day(form, "out_since", today, &mut complaints);
    complaints.or(what.zip(on))?.ok_or_else(|| Error::broken("a choice was read and lost"))
}

/// The coordinator says that something is used up.
///
/// # Errors
/// `Invalid`, where that is on record; `TooLate`, where nothing stands there.
pub fn say(conn: &mut Conn, floor: &Floor, actor: &str, here: &Here, (what, on): (What, NaiveDate)) -> Result<()> {
    let here = here.held(conn)?;
    if matches!(here.placement.state, State::Planned | State::TakenAway) {
        return Err(Error::TooLate("Nothing stands there that could be used up.".into()));
    }
    if is_out(conn, &here, what)? {
        return Err(Error::invalid("what", "That is on record already. A delivery ends it."));
    }
    let now = floor.clock.now();
    begin(conn, &floor.ids.next(), &here, By { who: actor, at: now }, (what, on))?;
    audit::write(conn, now, &Act::new(actor, "tokens.stock_out", &here.placement.id).because(what.name()))
}

fn is_out(conn: &mut Conn, here: &Here, what: What) -> Result<bool> {
    let gaps = store::stock::stock_outs(conn, &here.placement.id)?;
    Ok(gaps.iter().any(|gap| gap.until_on.is_none() && gap.what == what))
}

/// Puts it on record under this id, unless it is there.
pub(in crate::interventions::tokens) fn begin(
    conn: &mut Conn,
    id: &str,
    here: &Here,
    by: By<'_>,
    (what, on): (What, NaiveDate),
) -> Result<()> {
    if is_out(conn, here, what)? {
        return Ok(());
    }
    let gap = StockOut {
        id: id.to_owned(),
        placement_id: here.placement.id.clone(),
        what,
        from_on: on,
        until_on: None,
        noted_by: by.who.to_owned(),
        noted_at: by.at,
    };
    store::stock::add_stock_out(conn, &gap)?;
    record(conn, by.at, here, Event::TokenStockOut, (id, on), what.name()).map(drop)
}

/// It is there again from a day on.
pub(super) fn end(conn: &mut Conn, by: By<'_>, here: &Here, gap: &StockOut, on: NaiveDate) -> Result<()> {
    store::stock::end_stock_out(conn, &gap.id, on)?;
    record(conn, by.at, here, Event::TokenStockBack, (&gap.id, on), gap.what.name()).map(drop)
}

/// What was told by the code, that nothing is left, was not so: no day goes without.
pub(in crate::interventions::tokens) fn take_back(conn: &mut Conn, by: By<'_>, here: &Here) -> Result<()> {
    for gap in store::stock::stock_outs(conn, &here.placement.id)? {
        if gap.until_on.is_none() && gap.what == What::Everything && gap.noted_by == CODE {
            end(conn, by, here, &gap, gap.from_on)?;
        }
    }
    Ok(())
}
