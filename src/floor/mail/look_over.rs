//! A mail that carries a diary entry is gone over before it is kept, beside the last one that left about the same entry: what
//! would hide its buttons, double it or move it by an hour does not leave.

use super::{Diary, Mail, parcel, plan::Place, store};
use crate::floor::{
    Floor,
    calendar::{Envelope, lint},
    error::{Error, Result},
};

/// # Errors
/// `Invalid`, with each mistake in a sentence that names nobody: trying again would not mend it.
pub fn look_over(floor: &Floor, place: &Place, mail: &Mail, bytes: &[u8]) -> Result<()> {
    let Some(diary) = &mail.extras.diary else { return Ok(()) };
    let to = parcel::address(&mail.to)?;
    let envelope = Envelope {
        to: to.as_ref(),
        organisers_host: floor.settings.diary.replies.rsplit_once('@').map_or("", |(_, host)| host),
        attachment_expected: floor.settings.mail.attach_invites,
    };
    let before = before(floor, place, diary)?;
    let faults = lint(bytes, &envelope, before.as_deref());
    if faults.is_empty() {
        return Ok(());
    }
    let told: Vec<String> = faults.iter().map(|fault| format!("{} (rule {})", fault.says, fault.rule)).collect();
    Err(Error::invalid("diary", format!("The diary entry is not sound, so it was not sent: {}.", told.join("; "))))
}

/// The bytes of the last mail that left for them about the entry. A first invitation has none, and asks for none.
fn before(floor: &Floor, place: &Place, diary: &Diary) -> Result<Option<Vec<u8>>> {
    let is_first = place.sequence == 0 && diary.method == "REQUEST";
    let Some(uid) = diary.line("UID").filter(|_| !is_first) else { return Ok(None) };
    let Some((id, sealed)) = floor.db.read(|conn| store::last_of_entry(conn, &uid, &place.addressee))? else {
        return Ok(None);
    };
    parcel::open(floor, &id, &sealed).map(|(_, bytes)| Some(bytes))
}
