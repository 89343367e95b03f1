//! A mail ready for a tray: its bytes, sealed once and sent unchanged at every try, and its envelope.

use base64::{Engine, prelude::BASE64_STANDARD};
use lettre::{Address, message::Mailbox};
use mail_parser::{MessageParser, MimeHeaders};
use serde::Deserialize;

use super::{Diary, Extras, Mail, bounce, keyed::keyed};
use crate::floor::{
    Floor,
    error::{Error, Result},
};

/// What a tray takes.
#[derive(Debug, Clone)]
pub struct Parcel {
    pub mail: Mail,
    pub bytes: Vec<u8>,
    pub to: Address,
    /// Where it comes back to: MAIL FROM.
    pub from: Address,
}

impl Parcel {
    /// `own_id` is the mail's own UUID, which its return address bears.
    pub fn new(floor: &Floor, own_id: &str, mail: Mail, bytes: Vec<u8>) -> Result<Self> {
        let settings = &floor.settings.mail;
        let from = if settings.bounces.is_empty() {
            settings.sender()?.email
        } else {
            keyed(&floor.secrets, &settings.bounces, bounce::PURPOSE, own_id)?.parse().map_err(Error::broken)?
        };
        Ok(Self { to: address(&mail.to)?, from, mail, bytes })
    }

    pub fn domain(&self) -> String {
        domain_of(&self.to)
    }
}

/// Of a mailbox (`Name <address>`), the address.
pub fn address(mailbox: &str) -> Result<Address> {
    let parsed = mailbox.parse::<Mailbox>();
    parsed
        .map(|mailbox| mailbox.email)
        .map_err(|_| Error::invalid("email", "That e-mail address cannot be written to."))
}

pub fn domain_of(address: &Address) -> String {
    address.domain().to_lowercase()
}

/// The keyed hash of an address, by which it is known again and not read.
pub fn hashed(floor: &Floor, address: &Address) -> String {
    let text: &str = address.as_ref();
    hex::encode(&floor.secrets.mac("mail/address", &[text.to_lowercase().as_bytes()])[..16])
}

/// As mails were sealed before: words beside bytes.
#[derive(Deserialize)]
struct Former {
    mail: Mail,
    eml: String,
}

pub fn seal(floor: &Floor, id: &str, bytes: &[u8]) -> Result<Vec<u8>> {
    floor.secrets.seal(&floor.ids, &context_of(id), bytes)
}

/// The mail and its bytes.
pub fn open(floor: &Floor, id: &str, sealed: &[u8]) -> Result<(Mail, Vec<u8>)> {
    let bytes = floor.secrets.open(&context_of(id), sealed)?;
    if bytes.starts_with(b"{") {
        let former: Former = serde_json::from_slice(&bytes)?;
        return Ok((former.mail, BASE64_STANDARD.decode(former.eml).map_err(Error::broken)?));
    }
    Ok((words_of(&bytes)?, bytes))
}

fn context_of(id: &str) -> String {
    format!("mail:{id}")
}

/// Reads a mail of ours back.
fn words_of(bytes: &[u8]) -> Result<Mail> {
    let parsed =
        MessageParser::default().parse(bytes).ok_or_else(|| Error::broken("a kept mail that does not read"))?;
    let header = |name: &str| parsed.header_raw(name).map(|value| value.trim().to_owned());
    let diary = parsed.parts.iter().find(|part| part.is_content_type("text", "calendar")).map(|part| Diary {
        method: part.content_type().and_then(|kind| kind.attribute("method")).unwrap_or_default().to_owned(),
        ics: String::from_utf8_lossy(part.contents()).into_owned(),
    });
    let bare = |link: String| link.trim_start_matches('<').trim_end_matches('>').to_owned();
    Ok(Mail {
        message_id: header("Message-ID").unwrap_or_default(),
        to: header("To").unwrap_or_default(),
        subject: parsed.subject().unwrap_or_default().to_owned(),
        text: parsed.body_text(0).unwrap_or_default().replace("\r\n", "\n"),
        html: parsed.body_html(0).unwrap_or_default().replace("\r\n", "\n"),
        extras: Extras {
            diary,
            answers_to: header("Reply-To"),
            stop: header("List-Unsubscribe").map(bare),
            until: None,
        },
    })
}
