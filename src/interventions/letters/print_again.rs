//! A letter is printed again under the signature it bears: for an address that was mended, or a sheet that was spoilt. The
//! signature covers the words, which are the same; the file is another, and both are on record.

use super::{
    hold::Reason,
    one_letter::OneLetter,
    print_letter::PrintLetter,
    round::Round,
    state::Step,
    store::{self, road::Changes},
};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::{Error, Result},
    jobs,
};

/// Promises another print, and takes the letter out of the pack it was in.
///
/// # Errors
/// `Missing`, where it is no letter of the round; `TooLate`, where it is not printed yet, is posted, or was signed with a pen.
pub fn print_again(
    conn: &mut Conn,
    floor: &Floor,
    actor: &str,
    round: &Round,
    letter_id: &str,
    why: &Reason,
) -> Result<()> {
    let letter = store::road::one(conn, letter_id)?;
    if letter.round_id != round.id {
        return Err(Error::Missing("This letter"));
    }
    let signature = letter.signature_id.as_deref().map(|id| store::signatures::one(conn, id)).transpose()?;
    if signature.is_some_and(|signature| signature.on_paper()) {
        return Err(Error::TooLate(
            "This letter was signed with a pen, so another sheet has no signature. Withdraw it, or post it as it is."
                .into(),
        ));
    }
    let changes = Changes { pack_id: Some(None), place: Some(None), ..Changes::default() };
    store::road::go(conn, &letter, Step::PrintAgain, &changes)?;
    let from =
        letter.pack_id.as_ref().map(|pack| format!("from pack {pack}, place {}: ", letter.place.unwrap_or_default()));
    let detail = format!("{}{}", from.unwrap_or_default(), why.text());
    audit::write(conn, floor.clock.now(), &Act::new(actor, "letter.print_again", &letter.id).because(detail))?;
    jobs::enqueue::<PrintLetter>(conn, floor, &OneLetter { letter_id: letter.id })
}
