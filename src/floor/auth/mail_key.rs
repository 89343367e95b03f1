//! The job that mails a sign-in key. It holds the key's id only; the link is computed when the mail is written.

use serde::{Deserialize, Serialize};

use super::{KEY_MINUTES, store};
use crate::floor::{
    Floor,
    db::Conn,
    error::Result,
    jobs::{Claim, Ending, Work},
    mail::{self, Letter, Outcome},
};

/// What the link's key is for.
pub(super) const PURPOSE: &str = "sign-in";
const TEMPLATE: &str = "sign_in_key";

#[derive(Debug, Clone, Copy)]
pub struct MailKey;

#[derive(Debug, Serialize, Deserialize)]
pub struct Job {
    pub key_id: String,
}

/// What the mail needs to know.
#[derive(Debug)]
pub struct Ready {
    key_id: String,
    email: String,
    name: String,
}

impl Work for MailKey {
    const KIND: &'static str = "auth.mail_key";
    type Job = Job;
    type Guard = ();
    type Ready = Ready;
    type Done = Outcome;

    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), job: &Job) -> Result<Claim<Ready>> {
        let Some(key) = store::find_key(conn, &job.key_id)? else {
            return Ok(Claim::NotNeeded("the account is closed".into()));
        };
        if key.used_at.is_some() || key.expires_at <= floor.clock.now() {
            return Ok(Claim::NotNeeded("the key is used or too old".into()));
        }
        let account = store::account(conn, &key.account_id)?;
        Ok(Claim::Ready(Ready { key_id: key.id, email: account.email, name: account.name }))
    }

    fn work(&self, floor: &Floor, job_id: &str, ready: Ready) -> Result<Outcome> {
        mail::deliver(floor, job_id, TEMPLATE, &ready.email, &words(floor, &ready))
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Ready)>) -> Vec<Result<Outcome>> {
        let letter = |(job_id, ready): (String, Ready)| {
            let words = words(floor, &ready);
            Letter::new(job_id, TEMPLATE, ready.email, words)
        };
        mail::deliver_all(floor, batch.into_iter().map(letter).collect())
    }

    fn only_tells(&self) -> bool {
        true
    }

    fn settle(&self, _: &Floor, _: &mut Conn, done: Outcome) -> Result<Ending> {
        Ok(done.ending())
    }
}

fn words(floor: &Floor, ready: &Ready) -> serde_json::Value {
    serde_json::json!({
        "name": ready.name,
        "link": super::link(floor, PURPOSE, &ready.key_id, 0),
        "minutes": KEY_MINUTES,
    })
}
