//! The panel of a Round: three or four people of different professions, each with a short story of their own. Who they are is
//! for those who lead; what they say is kept nowhere.

use super::{
    leaders::typed_email,
    round::Round,
    store::{self, panel::Panellist},
};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::{Complaints, Error, Result},
    web::Form,
};

/// The longest name, in characters.
const LONGEST: usize = 120;
/// Three or four (Baker and others 2021; not confirmed).
pub const MOST: usize = 4;

/// Asks somebody onto the panel, as typed.
///
/// # Errors
/// A complaint for each field that is not as it should be; `Invalid` also for a fifth.
pub fn ask_onto(conn: &mut Conn, floor: &Floor, actor: &str, round: &Round, form: &Form) -> Result<()> {
    let mut complaints = Complaints::default();
    let mut line = |field: &str, says: &str| {
        let line = form.line(field);
        if line.is_empty() || line.chars().count() > LONGEST {
            complaints.add(field, says);
        }
        line
    };
    let (name, profession) =
        (line("name", "Give their name."), line("profession", "Say what they do, in a word or two."));
    let email = typed_email(form, &mut complaints);
    if store::panel::of_round(conn, &round.id)?.len() >= MOST {
        complaints.add("name", format!("A panel has {MOST} people at most. Take somebody off it first."));
    }
    let asked =
        complaints.or(Panellist { id: floor.ids.next(), round_id: round.id.clone(), name, profession, email })?;
    if !store::panel::add(conn, &asked)? {
        return Err(Error::invalid("name", "They are on the panel already."));
    }
    audit::write(conn, floor.clock.now(), &Act::new(actor, "rounds.panel_changed", &round.id))
}
