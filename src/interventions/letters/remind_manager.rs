//! The mail that reminds a manager of the lines still owed. It asks again at the last moment, so that reminders stop once done.

use super::mailing::{self, Post, Words};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::Result,
    jobs::{Claim, Ending, Work},
    mail::{self, Letter, Outcome},
};

/// On record for each reminder that was sent; its subject is the row of the manager's link.
pub const REMINDED: &str = "lines.reminded";

#[derive(Debug, Clone, Copy)]
pub struct RemindMail;

impl Work for RemindMail {
    const KIND: &'static str = "letters.remind_manager";
    type Job = Post;
    type Guard = ();
    type Ready = (Post, String, Words);
    type Done = (Post, Outcome);

    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), job: &Post) -> Result<Claim<Self::Ready>> {
        Ok(match mailing::address(conn, floor, job)? {
            Ok((_, words)) if words.overdue => Claim::NotNeeded("the day by which lines were due has passed".into()),
            Ok((to, words)) => Claim::Ready((job.clone(), to, words)),
            Err(why) => Claim::NotNeeded(why),
        })
    }

    fn work(&self, floor: &Floor, job_id: &str, (post, to, words): Self::Ready) -> Result<Self::Done> {
        Ok((post, mail::deliver(floor, job_id, "lines_reminder", &to, &words)?))
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Self::Ready)>) -> Vec<Result<Self::Done>> {
        let (posts, letters): (Vec<Post>, Vec<_>) = batch
            .into_iter()
            .map(|(job_id, (post, to, words))| (post, Letter::new(job_id, "lines_reminder", to, words)))
            .unzip();
        let outcomes = mail::deliver_all(floor, letters);
        posts.into_iter().zip(outcomes).map(|(post, outcome)| Ok((post, outcome?))).collect()
    }

    fn settle(&self, floor: &Floor, conn: &mut Conn, (post, outcome): Self::Done) -> Result<Ending> {
        if outcome == Outcome::Sent {
            audit::write(conn, floor.clock.now(), &Act::new("worker", REMINDED, &post.row()))?;
        }
        Ok(outcome.ending())
    }
}
