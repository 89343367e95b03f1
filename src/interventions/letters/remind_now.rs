//! The coordinator reminds somebody of their lines by a press, also after the day they were due: once a day at most.

use super::{
    line_mail::{LineMail, Note, Says},
    mailing::Post,
    remind::owing,
    remind_manager::REMINDED,
    store::rounds::Round,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        clock::london_date,
        db::Conn,
        error::{Error, Result},
        jobs,
    },
    trial::allocation::end::still_on,
};

/// Promises a mail to whoever has a manager's page in hand.
///
/// # Errors
/// `TooLate`, where nothing is owed on that page, or a reminder went or was promised today already.
pub fn remind_now(conn: &mut Conn, floor: &Floor, actor: &str, round: &Round, manager_id: &str) -> Result<()> {
    still_on(conn, &round.trial_id)?;
    let (now, today) = (floor.clock.now(), floor.clock.today());
    let posts: Vec<Post> = owing(conn, round)?.into_iter().filter(|post| post.manager_id == manager_id).collect();
    if round.asked_at.is_none() || posts.is_empty() {
        return Err(Error::TooLate("Nothing is owed on this page any more.".into()));
    }
    let mut promised = 0;
    for post in posts {
        let row = post.row();
        let history = audit::history(conn, &row)?;
        let reminded = history.iter().any(|entry| entry.act == REMINDED && london_date(entry.at) == today);
        let key = format!("letters.remind_now:{row}:{today}");
        let note = Note { post, says: Says::StillWaiting };
        if !reminded && jobs::enqueue_once::<LineMail>(conn, floor, &key, &note, now)? {
            audit::write(conn, now, &Act::new(actor, "lines.reminder_asked", &row))?;
            promised += 1;
        }
    }
    if promised == 0 {
        return Err(Error::TooLate("They have had a reminder today. Another can go tomorrow.".into()));
    }
    Ok(())
}
