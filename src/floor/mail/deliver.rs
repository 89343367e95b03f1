//! One promised mail on its way: rendered once, kept sealed, and the same bytes sent at every try.

use base64::{Engine, prelude::BASE64_STANDARD};
use lettre::message::Mailbox;
use serde::{Deserialize, Serialize};

use super::{Mail, eml::eml, render::render, store};
use crate::floor::{
    Floor,
    error::{Error, Result},
    jobs::Ending,
};

/// How a mail left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Sent,
    /// The host will not take this address, with its SMTP code; trying again would not help.
    Refused(String),
}

impl Outcome {
    /// What it is to the job that sent it: a refused address is an ending of its own, not stuck.
    pub fn ending(self) -> Ending {
        match self {
            Self::Sent => Ending::Done,
            Self::Refused(code) => Ending::NotNeeded(format!("bounced: the mail host refused the address ({code})")),
        }
    }
}

/// What is sealed: the words for people who look, the bytes for the host.
#[derive(Debug, Serialize, Deserialize)]
pub struct Written {
    pub mail: Mail,
    eml: String,
}

impl Written {
    pub fn open(floor: &Floor, id: &str, sealed: &[u8]) -> Result<Self> {
        Ok(serde_json::from_slice(&floor.secrets.open(&context_of(id), sealed)?)?)
    }

    fn seal(&self, floor: &Floor, id: &str) -> Result<Vec<u8>> {
        floor.secrets.seal(&floor.ids, &context_of(id), &serde_json::to_vec(self)?)
    }

    fn bytes(&self) -> Result<Vec<u8>> {
        BASE64_STANDARD.decode(&self.eml).map_err(Error::broken)
    }
}

/// Sends the mail of job `job_id`, and only once it has left says so. Call it from a job's `work`, with no transaction open.
///
/// `template` is a folder under `templates/mail/`. Until the first try the wording may still change; from then on the
/// bytes and the Message-ID stand, so that a mail host that got it twice can tell.
pub fn deliver(floor: &Floor, job_id: &str, template: &str, to: &str, context: &impl Serialize) -> Result<Outcome> {
    let (written, sent) = written(floor, job_id, template, to, context)?;
    if sent {
        return Ok(Outcome::Sent);
    }
    let outcome = floor.tray.put(&written.mail, &written.bytes()?)?;
    if outcome == Outcome::Sent {
        floor.db.write(|conn| store::mark_sent(conn, job_id, floor.clock.now()))?;
    }
    Ok(outcome)
}

/// The mail as it was first written, and whether it has left already.
fn written(floor: &Floor, job_id: &str, template: &str, to: &str, context: &impl Serialize) -> Result<(Written, bool)> {
    let found = |conn: &mut _| store::find(conn, job_id);
    if let Some(row) = floor.db.read(found)? {
        return Ok((Written::open(floor, job_id, &row.sealed)?, row.sent_at.is_some()));
    }
    let written = write(floor, job_id, template, to, context)?;
    let (sealed, id) = (written.seal(floor, job_id)?, &written.mail.message_id);
    let first = floor.db.write(|conn| store::keep(conn, job_id, template, id, &sealed, floor.clock.now()))?;
    if first {
        return Ok((written, false));
    }
    let row = floor.db.read(found)?.ok_or(Error::Missing("that mail"))?;
    Ok((Written::open(floor, job_id, &row.sealed)?, row.sent_at.is_some()))
}

fn write(floor: &Floor, job_id: &str, template: &str, to: &str, context: &impl Serialize) -> Result<Written> {
    let (from, home) = (&floor.settings.mail.from, &floor.settings.web.public_url);
    let domain = from.parse::<Mailbox>().map_err(Error::broken)?.email.domain().to_owned();
    let words = render(&floor.templates, template, home, context)?;
    let message_id = format!("<{job_id}@{domain}>");
    let mail = Mail { message_id, to: to.to_owned(), subject: words.subject, text: words.text, html: words.html };
    let bytes = eml(&mail, from, floor.clock.now())?;
    Ok(Written { mail, eml: BASE64_STANDARD.encode(bytes) })
}

fn context_of(id: &str) -> String {
    format!("mail:{id}")
}
