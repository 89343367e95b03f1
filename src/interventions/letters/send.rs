//! The press that hands a round's printed letters to the carrier. It stores a reference for each and promises the work; when
//! their day has come, the letters leave one by one.

use super::{
    carrier::Carrier,
    look_for::LookFor,
    one_letter::OneLetter,
    round::Round,
    send_letter::SendLetter,
    sending::{Stage, opens_at},
    state::State,
    store::{self, road::OnRoad, sendings::Sending},
};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::{Error, Result},
    jobs,
};

/// The printed letters of a round that are promised to no carrier yet.
pub fn to_send(conn: &mut Conn, round: &Round) -> Result<Vec<OnRoad>> {
    let mut found = Vec::new();
    for letter in store::road::of_round(conn, &round.id)? {
        if letter.state == State::Printed && !is_promised(conn, &letter)? {
            found.push(letter);
        }
    }
    Ok(found)
}

fn is_promised(conn: &mut Conn, letter: &OnRoad) -> Result<bool> {
    let newest = store::sendings::newest(conn, &letter.id)?;
    Ok(newest.map(|sending| sending.stage()).transpose()? == Some(Stage::Promised))
}

/// Promises each printed letter to the carrier. `count` is how many the check page showed.
///
/// # Errors
/// `TooLate`, where the round goes by the print room, or there are more or fewer letters than were shown; `Invalid`, where
/// the carrier's settings are missing.
pub fn send(conn: &mut Conn, floor: &Floor, actor: &str, round: &Round, count: usize) -> Result<()> {
    by_notify(round)?;
    floor.settings.post.key()?;
    store::rounds::hold(conn, &round.id)?;
    let letters = to_send(conn, round)?;
    if letters.is_empty() || letters.len() != count {
        return Err(Error::TooLate("The letters are not those you were shown. Go back and look once more.".into()));
    }
    let (now, postage) = (floor.clock.now(), floor.settings.post.postage.name());
    for letter in letters {
        let sending = Sending::promised(floor.ids.random(), &letter.id, postage, actor, now);
        store::sendings::add(conn, &sending)?;
        let key = format!("{}:{}", <SendLetter as jobs::Work>::KIND, sending.reference);
        let job = OneLetter { letter_id: letter.id };
        jobs::enqueue_once::<SendLetter>(conn, floor, &key, &job, opens_at(round).max(now))?;
    }
    let detail = format!("letters {count}, postage {postage}");
    audit::write(conn, now, &Act::new(actor, "round.sent_to_carrier", &round.id).because(detail))
}

/// # Errors
/// `TooLate`, where the round goes by the print room.
pub fn by_notify(round: &Round) -> Result<()> {
    match Carrier::parse(&round.carrier) {
        Some(Carrier::Notify) => Ok(()),
        _ => Err(Error::TooLate("The letters of this round go to the print room, in a pack.".into())),
    }
}

/// Tries again all of a round's letters that were stuck on their way to the carrier; gives how many.
pub fn try_all_again(conn: &mut Conn, floor: &Floor, round: &Round) -> Result<usize> {
    let mut tried = 0;
    let stuck = [jobs::stuck_of::<SendLetter>(conn)?, jobs::stuck_of::<LookFor>(conn)?];
    for (job, about) in stuck.into_iter().flatten() {
        if store::road::one(conn, &about.letter_id)?.round_id == round.id {
            jobs::try_again(conn, floor, &job.id)?;
            tried += 1;
        }
    }
    Ok(tried)
}
