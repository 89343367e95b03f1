//! The mails about lines that somebody's press sends: that a page was handed on, that it still waits, that there is more
//! time. Each is the same whatever the arms of those on the page, and none goes to somebody who owes nothing any more.

use serde::{Deserialize, Serialize};

use super::{
    mailing::{self, Post, Words},
    remind_manager::REMINDED,
};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::Result,
    jobs::{Claim, Ending, Work},
    mail::{self, Outcome},
};

#[derive(Debug, Clone, Copy)]
pub struct LineMail;

/// What a mail says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// To the one who writes now.
    HandedOn,
    StillWaiting,
    MoreTime,
}

/// A mail to whoever has a page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Note {
    pub post: Post,
    pub says: Says,
}

impl Says {
    fn template(self) -> &'static str {
        match self {
            Self::HandedOn => "lines_handed",
            Self::StillWaiting => "lines_reminder",
            Self::MoreTime => "lines_later",
        }
    }
}

impl Work for LineMail {
    const KIND: &'static str = "letters.line_mail";
    type Job = Note;
    type Guard = ();
    type Ready = (Note, String, Words);
    type Done = (Note, Outcome);

    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), job: &Note) -> Result<Claim<Self::Ready>> {
        Ok(match mailing::address(conn, floor, &job.post)? {
            Ok((to, words)) => Claim::Ready((job.clone(), to, words)),
            Err(why) => Claim::NotNeeded(why),
        })
    }

    fn work(&self, floor: &Floor, job_id: &str, (note, to, words): Self::Ready) -> Result<Self::Done> {
        let outcome = mail::deliver(floor, job_id, note.says.template(), &to, &words)?;
        Ok((note, outcome))
    }

    fn settle(&self, floor: &Floor, conn: &mut Conn, (note, outcome): Self::Done) -> Result<Ending> {
        if outcome == Outcome::Sent && note.says == Says::StillWaiting {
            audit::write(conn, floor.clock.now(), &Act::new("worker", REMINDED, &note.post.row()))?;
        }
        Ok(outcome.ending())
    }
}
