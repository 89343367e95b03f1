//! The mail to somebody whom a manager's page was handed on to. It is the same whatever the arms of those on the page.

use super::mailing::{self, Post, Words};
use crate::floor::{
    Floor,
    db::Conn,
    error::Result,
    jobs::{Claim, Ending, Work},
    mail::{self, Outcome},
};

#[derive(Debug, Clone, Copy)]
pub struct HandedMail;

impl Work for HandedMail {
    const KIND: &'static str = "letters.handed_on";
    type Job = Post;
    type Guard = ();
    type Ready = (String, Words);
    type Done = Outcome;

    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), job: &Post) -> Result<Claim<Self::Ready>> {
        Ok(match mailing::address(conn, floor, job)? {
            Ok(ready) => Claim::Ready(ready),
            Err(why) => Claim::NotNeeded(why),
        })
    }

    fn work(&self, floor: &Floor, job_id: &str, (to, words): Self::Ready) -> Result<Outcome> {
        mail::deliver(floor, job_id, "lines_handed", &to, &words)
    }

    fn settle(&self, _: &Floor, _: &mut Conn, outcome: Outcome) -> Result<Ending> {
        Ok(outcome.ending())
    }
}
