//! A question is asked of everyone of an authority who is in the trial, whatever their arm.

use super::{
    ask_mail::{AskMail, Job},
    question::Question,
    store,
};
use crate::{
    floor::{Floor, db::Conn, error::Result, jobs},
    trial::{
        allocation::{receives::enrolled, stored::List},
        roster::people,
    },
};

/// Promises a mail to each, once; how many.
pub fn ask(conn: &mut Conn, floor: &Floor, question: &Question) -> Result<usize> {
    let now = floor.clock.now();
    if !store::mark_asked(conn, &question.id, now)? || List::live(conn, &question.trial_id)?.is_none() {
        return Ok(0);
    }
    let mut asked = 0;
    for person in people::in_authority(conn, &question.authority_id)? {
        if person.email.is_some() && enrolled(conn, &person.id, &question.trial_id, now)? {
            let job = Job { question_id: question.id.clone(), person_id: person.id.clone() };
            jobs::enqueue_once::<AskMail>(conn, floor, &job.what(), &job, now)?;
            asked += 1;
        }
    }
    Ok(asked)
}
