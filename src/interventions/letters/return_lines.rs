//! The mail that asks a manager for other lines about somebody, when the ones they gave came back.

use serde::Serialize;

use super::{
    mailing::{Post, reachable},
    state::Lines,
    store,
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::Result,
        jobs::{Claim, Ending, Work},
        mail::{self, Outcome},
    },
    trial::roster::people,
};

#[derive(Debug, Clone, Copy)]
pub struct ReturnLines;

/// What the mail says. It names nobody but the manager: the page shows whose lines are open.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    name: String,
    authority: String,
    link: String,
}

impl Work for ReturnLines {
    const KIND: &'static str = "letters.return_lines";
    type Job = Post;
    type Guard = ();
    type Ready = (String, Words);
    type Done = Outcome;

    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), post: &Post) -> Result<Claim<Self::Ready>> {
        let manager = people::person(conn, post.person_id())?;
        let Some(email) = manager.email.clone().filter(|_| reachable(&manager, floor.clock.today())) else {
            return Ok(Claim::NotNeeded("the manager has left or has no e-mail address".into()));
        };
        let lines = store::lines::of_manager(conn, &post.round_id, &post.manager_id)?;
        if !lines.iter().any(|two| two.lines == Lines::Asked) {
            return Ok(Claim::NotNeeded("nothing is owed any more".into()));
        }
        let name = manager.names.known_as().to_owned();
        Ok(Claim::Ready((email, Words { name, authority: manager.authority, link: post.link(floor) })))
    }

    fn work(&self, floor: &Floor, job_id: &str, (to, words): Self::Ready) -> Result<Outcome> {
        mail::deliver(floor, job_id, "lines_returned", &to, &words)
    }

    fn settle(&self, _: &Floor, _: &mut Conn, outcome: Outcome) -> Result<Ending> {
        Ok(outcome.ending())
    }
}
