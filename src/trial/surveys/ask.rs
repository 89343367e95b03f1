//! A question is asked of everyone of an authority who is in the trial, whatever their arm: so many at a time, each part in a
//! transaction of its own, so that a large authority keeps nobody else waiting.

use serde::{Deserialize, Serialize};

use super::{
    ask_mail::{AskMail, Job},
    question::Question,
    store,
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::Result,
        jobs::{self, Claim, Ending, Work},
    },
    trial::{
        allocation::{receives::enrolled, stored::List},
        roster::people,
    },
};

/// As many people as one part looks at.
const PART: i64 = 500;

/// Promises the mails of one part, and the part after it.
#[derive(Debug, Clone, Copy)]
pub struct AskPart;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Part {
    question_id: String,
    /// The id of the last person of the part before; empty for the first.
    after: String,
}

impl Part {
    fn promise(self, conn: &mut Conn, floor: &Floor) -> Result<()> {
        let key = format!("{}:{}:{}", AskPart::KIND, self.question_id, self.after);
        jobs::enqueue_once::<AskPart>(conn, floor, &key, &self, floor.clock.now()).map(drop)
    }
}

/// Promises a mail to each, once ever; `false` where that was done.
pub fn ask(conn: &mut Conn, floor: &Floor, question: &Question) -> Result<bool> {
    let now = floor.clock.now();
    if !store::mark_asked(conn, &question.id, now)? || List::live(conn, &question.trial_id)?.is_none() {
        return Ok(false);
    }
    Part { question_id: question.id.clone(), after: String::new() }.promise(conn, floor)?;
    Ok(true)
}

impl Work for AskPart {
    const KIND: &'static str = "surveys.ask_part";
    type Job = Part;
    type Guard = ();
    type Ready = ();
    type Done = ();

    /// All that there is to do is promise, and a promise that was made is not made again.
    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), part: &Part) -> Result<Claim<()>> {
        let (question, now) = (Question::find(conn, &part.question_id)?, floor.clock.now());
        let people = people::some_after(conn, &question.authority_id, &part.after, PART)?;
        for (person_id, _) in people.iter().filter(|(_, has_email)| *has_email) {
            if enrolled(conn, person_id, &question.trial_id, now)? {
                let job = Job { question_id: question.id.clone(), person_id: person_id.clone() };
                jobs::enqueue_once::<AskMail>(conn, floor, &job.what(), &job, now)?;
            }
        }
        if let Some((last, _)) = people.last() {
            Part { after: last.clone(), ..part.clone() }.promise(conn, floor)?;
        }
        Ok(Claim::Ready(()))
    }

    fn work(&self, _: &Floor, _: &str, (): ()) -> Result<()> {
        Ok(())
    }

    fn settle(&self, _: &Floor, _: &mut Conn, (): ()) -> Result<Ending> {
        Ok(Ending::Done)
    }

    fn batch(&self) -> i64 {
        1
    }

    fn only_tells(&self) -> bool {
        true
    }
}
