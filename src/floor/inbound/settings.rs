//! Where mail for us comes in: a mailbox that is read, a door at which a mail service calls, or neither.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use crate::floor::error::{Complaints, Error, Result};

const SHORTEST_KEY: usize = 32;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Empty: no mailbox is read.
    pub host: String,
    pub port: u16,
    pub tls: Tls,
    pub username: String,
    pub password: SecretString,
    pub mailbox: String,
    /// Certificates (PEM) that are trusted besides the usual ones. Empty for none.
    pub ca_file: String,
    /// Empty: nobody may call.
    pub webhook_key: SecretString,
    /// How long what came is kept, unless it waits for somebody.
    pub keep_days: u16,
}

/// How the line to the mailbox is kept from listeners.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// Not at all: only on this machine.
    None,
    /// Encrypted from the first byte.
    Tls,
}

impl Settings {
    /// What is wrong with what is set.
    pub fn complain(&self, complaints: &mut Complaints) {
        let near = ["localhost", "127.0.0.1", "::1"].contains(&self.host.as_str());
        if !self.host.is_empty() && self.tls == Tls::None && !near {
            complaints.add("inbound.tls", "inbound.tls: only a mailbox on this machine may be read without TLS");
        }
        if self.keep_days == 0 {
            complaints.add("inbound.keep_days", "inbound.keep_days: at least 1 is needed");
        }
        let key = self.webhook_key();
        if key.as_ref().is_some_and(|key| key.expose_secret().len() < SHORTEST_KEY) {
            complaints.add(
                "inbound.webhook_key",
                format!("inbound.webhook_key: give at least {SHORTEST_KEY} letters. `openssl rand -hex 32` makes some"),
            );
        }
    }

    /// The secret that is shared with whoever calls, from its text or from the file that it names.
    #[must_use]
    pub fn webhook_key(&self) -> Option<SecretString> {
        text_of(&self.webhook_key)
    }

    /// The mailbox's password.
    ///
    /// # Errors
    /// `Invalid`, where none is set.
    pub fn password(&self) -> Result<SecretString> {
        let missing = "inbound.password: put the mailbox's password here, or the name of a file that holds it";
        text_of(&self.password).ok_or_else(|| Error::invalid("inbound.password", missing))
    }
}

fn text_of(given: &SecretString) -> Option<SecretString> {
    let given = given.expose_secret().trim();
    let read = if given.is_empty() { None } else { std::fs::read_to_string(given).ok() };
    Some(read.as_deref().unwrap_or(given).trim()).filter(|text| !text.is_empty()).map(SecretString::from)
}

#[cfg(test)]
mod tests {
    use crate::floor::config::Settings;

    #[test]
    fn a_mailbox_elsewhere_is_never_read_in_the_clear() {
        let with = |host: &str, tls: &str| Settings::with(&format!("[inbound]\nhost = \"{host}\"\ntls = \"{tls}\"\n"));
        assert!(with("mail.council.example", "none").unwrap_err().to_string().contains("inbound.tls"));
        assert!(with("mail.council.example", "tls").is_ok() && with("127.0.0.1", "none").is_ok());
    }

    #[test]
    fn a_key_that_can_be_guessed_is_refused_and_none_prints() {
        let with =
            |key: &str| Settings::with(&format!("[inbound]\nwebhook_key = \"{key}\"\npassword = \"hunter22\"\n"));
        assert!(with("short").unwrap_err().to_string().contains("inbound.webhook_key"));
        let settings = with(&"k".repeat(32)).unwrap();
        let printed = format!("{settings:?}");
        assert!(!printed.contains("hunter22") && !printed.contains("kkkk"));
        assert!(Settings::with("").unwrap().inbound.webhook_key().is_none());
    }
}
