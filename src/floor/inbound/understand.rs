//! Makes of a mail that came what there is to make: read with no transaction open, applied in the one that settles.

use serde::{Deserialize, Serialize};

use super::{
    apply::apply,
    diary::Diary,
    ingest::seal_context,
    read::{Read, read},
    store::mails,
};
use crate::floor::{
    Floor,
    clock::Moment,
    db::Conn,
    error::Result,
    jobs::{Claim, Ending, Work},
};

/// Reads what came. `app.rs` says whose diaries there are.
#[derive(Debug, Clone, Default)]
pub struct Understand {
    diaries: Vec<Diary>,
}

impl Understand {
    #[must_use]
    pub fn new(diaries: Vec<Diary>) -> Self {
        Self { diaries }
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub struct ToRead {
    pub mail_id: String,
}

/// A mail as it came, opened.
#[derive(Debug)]
pub struct Opened {
    id: String,
    came_at: Moment,
    raw: Vec<u8>,
}

/// And read.
#[derive(Debug)]
pub struct Understood {
    id: String,
    came_at: Moment,
    read: Read,
}

impl Work for Understand {
    const KIND: &'static str = "inbound.understand";
    type Job = ToRead;
    type Guard = ();
    type Ready = Opened;
    type Done = Understood;

    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), job: &ToRead) -> Result<Claim<Opened>> {
        let kept = mails::one(conn, &job.mail_id)?;
        let Some(sealed) = kept.sealed.filter(|_| kept.read_at.is_none()) else {
            return Ok(Claim::NotNeeded("it was read already".into()));
        };
        let raw = floor.secrets.open(&seal_context(&kept.id), &sealed)?;
        Ok(Claim::Ready(Opened { id: kept.id, came_at: kept.came_at, raw }))
    }

    fn work(&self, _: &Floor, _: &str, mail: Opened) -> Result<Understood> {
        Ok(Understood { read: read(&mail.raw), id: mail.id, came_at: mail.came_at })
    }

    fn settle(&self, floor: &Floor, conn: &mut Conn, mail: Understood) -> Result<Ending> {
        if !mails::begin(conn, &mail.id, floor.clock.now())? {
            return Ok(Ending::NotNeeded("it was read already".into()));
        }
        let outcome = apply(conn, floor, &self.diaries, &mail.read, mail.came_at)?;
        mails::settle(conn, &mail.id, &outcome)?;
        tracing::debug!(mail = %mail.id, state = outcome.state.name(), "a mail was read");
        Ok(Ending::Done)
    }
}
