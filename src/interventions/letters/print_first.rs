//! Letters that are to be signed with a pen are printed before they are signed: all of a round that are ready.

use super::{
    carrier::Carrier,
    one_letter::OneLetter,
    print_letter::PrintLetter,
    state::{State, Step},
    store::{self, road::Changes},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        config::SignWith,
        db::Conn,
        error::{Error, Result},
        jobs,
    },
    trial::roster::governance,
};

/// Promises a print without a signature of every letter that is ready; gives how many.
///
/// # Errors
/// `NotAllowed`, where this installation signs on the screen alone; `TooLate`, where nothing is ready.
pub fn print_first(conn: &mut Conn, floor: &Floor, actor: &str, round_id: &str) -> Result<usize> {
    if !floor.settings.letters.sign_with.contains(&SignWith::Pen) {
        return Err(Error::NotAllowed("Letters are signed on the screen here, not with a pen.".into()));
    }
    governance::required(conn)?;
    let round = store::rounds::hold(conn, round_id)?;
    if Carrier::parse(&round.carrier) != Some(Carrier::PrintRoom) {
        return Err(Error::TooLate(
            "This round’s letters are printed by GOV.UK Notify, so they are signed on the screen.".into(),
        ));
    }
    let mut ready = store::road::of_round(conn, round_id)?;
    ready.retain(|letter| letter.state == State::Ready);
    if ready.is_empty() {
        return Err(Error::TooLate("No letter is waiting to be signed any more. Reload the page.".into()));
    }
    for letter in &ready {
        store::road::go(conn, letter, Step::PrintFirst, &Changes::default())?;
        jobs::enqueue::<PrintLetter>(conn, floor, &OneLetter { letter_id: letter.id.clone() })?;
    }
    let act = Act::new(actor, "round.printed_first", round_id).because(format!("letters {}", ready.len()));
    audit::write(conn, floor.clock.now(), &act)?;
    Ok(ready.len())
}
