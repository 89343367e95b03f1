//! The mail that asks a manager to look at the proposed half hours of their team, and its reminders.

use super::mailing::{self, Page, TimesAsked};
use crate::floor::{
    Floor,
    db::Conn,
    error::Result,
    jobs::{Claim, Ending, Work, only},
    mail::{self, Letter, Outcome},
};

#[derive(Debug, Clone, Copy)]
pub struct AskTimes;

impl Work for AskTimes {
    const KIND: &'static str = "goals.ask_manager";
    type Job = Page;
    type Guard = ();
    type Ready = (String, TimesAsked);
    type Done = Outcome;

    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), job: &Page) -> Result<Claim<Self::Ready>> {
        Ok(match mailing::to_manager(conn, floor, job)? {
            Ok(ready) => Claim::Ready(ready),
            Err(why) => Claim::NotNeeded(why),
        })
    }

    fn work(&self, floor: &Floor, job_id: &str, ready: Self::Ready) -> Result<Self::Done> {
        only(self.work_batch(floor, vec![(job_id.to_owned(), ready)]))
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Self::Ready)>) -> Vec<Result<Outcome>> {
        let letters = batch.into_iter().map(|(job_id, (to, words))| Letter::new(job_id, "times_asked", to, words));
        mail::deliver_all(floor, letters.collect())
    }

    fn settle(&self, _: &Floor, _: &mut Conn, outcome: Outcome) -> Result<Ending> {
        Ok(outcome.ending())
    }
}
