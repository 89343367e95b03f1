//! The mail that asks a manager to look at the proposed half hours of their team, and its reminders.

use super::mailing::{self, Page, TimesAsked};
use crate::floor::{
    Floor,
    db::Conn,
    error::Result,
    jobs::{Claim, Ending, Work},
    mail::{self, Outcome},
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

    fn work(&self, floor: &Floor, job_id: &str, (to, words): Self::Ready) -> Result<Outcome> {
        mail::deliver(floor, job_id, "times_asked", &to, &words)
    }

    fn settle(&self, _: &Floor, _: &mut Conn, outcome: Outcome) -> Result<Ending> {
        Ok(outcome.ending())
    }
}
