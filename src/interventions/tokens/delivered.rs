//! It is delivered: somebody types what came, a machine or any other token.

use chrono::NaiveDate;

use super::{
    placement::{Act, Here},
    step::{LONGEST, Said, step},
    store,
};
use crate::floor::{
    Floor,
    db::Conn,
    error::{Complaints, Error, Result},
    web::Form,
};

/// What came, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    kind: String,
    drinks: bool,
    said: Said,
}

impl Delivered {
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form, today: NaiveDate) -> Result<Self> {
        let mut complaints = Complaints::default();
        let kind = form.line("kind");
        if kind.is_empty() || kind.chars().count() > LONGEST {
            complaints.add("kind", "Say what stands there, for example “coffee machine” or “biscuit tin”.");
        }
        let drinks = form.text("drinks");
        if !matches!(drinks, "yes" | "no") {
            complaints.add("drinks", "Say whether people drink it: it cannot be changed later.");
        }
        let said = Said::read(form, ("delivered_on", "none"), today, &mut complaints);
        let said = complaints.or(said)?.ok_or_else(|| Error::broken("a day was read and lost"))?;
        Ok(Self { kind, drinks: drinks == "yes", said })
    }
}

/// Puts it on record.
///
/// # Errors
/// Those of [`step`].
pub fn delivered(conn: &mut Conn, floor: &Floor, actor: &str, here: &Here, came: &Delivered) -> Result<()> {
    step(conn, floor, actor, here, Act::Deliver, "delivered_on", &came.said)?;
    store::placements::set_kind(conn, &here.placement.id, &came.kind, came.drinks)
}
