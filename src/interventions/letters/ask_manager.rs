//! The mail that asks a manager for two lines about each of their people.

use super::mailing::{self, Post, Words};
use crate::floor::{
    Floor,
    db::Conn,
    error::Result,
    jobs::{Claim, Ending, Work},
    mail::{self, Letter, Outcome},
};

#[derive(Debug, Clone, Copy)]
pub struct AskMail;

impl Work for AskMail {
    const KIND: &'static str = "letters.ask_manager";
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
        mail::deliver(floor, job_id, "lines_asked", &to, &words)
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Self::Ready)>) -> Vec<Result<Outcome>> {
        let letters = batch.into_iter().map(|(job_id, (to, words))| Letter::new(job_id, "lines_asked", to, words));
        mail::deliver_all(floor, letters.collect())
    }

    fn only_tells(&self) -> bool {
        true
    }

    fn settle(&self, _: &Floor, _: &mut Conn, outcome: Outcome) -> Result<Ending> {
        Ok(outcome.ending())
    }
}
