//! The settings of mail out, and what is wrong with them.

use std::time::Duration;

use lettre::message::{Mailbox, dkim::DkimConfig};
use secrecy::SecretString;
use serde::Deserialize;

use super::{keyed::LONGEST_NAME, sign::Signer};
use crate::floor::error::{Complaints, Error, Result};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub tray: TrayKind,
    pub from: String,
    /// The mailbox for what comes back; empty where that is `from`.
    pub bounces: String,
    pub attach_invites: bool,
    pub host: String,
    pub port: u16,
    pub tls: Tls,
    pub username: String,
    pub password: SecretString,
    pub ca_file: String,
    pub connections: usize,
    pub patience_seconds: u64,
    pub per_domain_per_minute: u32,
    pub per_domain_connections: usize,
    pub dkim_domain: String,
    pub dkim_selector: String,
    pub dkim_key: SecretString,
    pub folder: String,
    #[serde(skip)]
    pub(super) signer: Signer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TrayKind {
    Smtp,
    Folder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    None,
    Starttls,
    Tls,
}

impl Settings {
    /// What can be told without opening a file.
    pub fn complain(&self, complaints: &mut Complaints) {
        if self.from.parse::<Mailbox>().is_err() {
            complaints.add("mail.from", "mail.from: write it as Name <address@example.org>");
        }
        let name = self.bounces.split_once('@').map_or("", |(name, _)| name);
        let sound =
            self.bounces.parse::<lettre::Address>().is_ok() && name.len() <= LONGEST_NAME && !name.contains('+');
        if !self.bounces.is_empty() && !sound {
            complaints.add(
                "mail.bounces",
                format!("mail.bounces: write it as bounce@bounces.example.org, with at most {LONGEST_NAME} letters before the @ and no +"),
            );
        }
        for (key, number) in [
            ("mail.connections", self.connections as u64),
            ("mail.patience_seconds", self.patience_seconds),
            ("mail.per_domain_connections", self.per_domain_connections as u64),
        ] {
            if number == 0 {
                complaints.add(key, format!("{key}: at least 1 is needed"));
            }
        }
        if self.patience_seconds > 120 {
            complaints.add(
                "mail.patience_seconds",
                "mail.patience_seconds: at most 120, so that a job is not taken for lost meanwhile",
            );
        }
    }

    /// What `hearten check-config` asks besides: the files and keys that are named can be read.
    ///
    /// # Errors
    /// `Invalid`, which names the setting.
    pub fn check(&self) -> Result<()> {
        self.signs()?;
        if !self.ca_file.is_empty() {
            super::trust::certificates(&self.ca_file)?;
        }
        Ok(())
    }

    /// With what mail is signed; `None` where it is not.
    ///
    /// # Errors
    /// `Invalid`, where the key cannot be used or one of the three settings is missing.
    pub fn signs(&self) -> Result<Option<&DkimConfig>> {
        self.signer.get(&self.dkim_domain, &self.dkim_selector, &self.dkim_key)
    }

    /// How long a mail host has for one mail.
    pub fn patience(&self) -> Duration {
        Duration::from_secs(self.patience_seconds)
    }

    /// Whom mail comes from.
    pub fn sender(&self) -> Result<Mailbox> {
        self.from.parse().map_err(Error::broken)
    }
}

#[cfg(test)]
mod tests {
    use crate::floor::config::Settings;

    #[test]
    fn each_setting_that_is_wrong_is_named() {
        for (toml, name) in [
            ("from = 'nobody'", "mail.from"),
            ("bounces = 'nowhere'", "mail.bounces"),
            ("bounces = 'a-very-long-name@example.org'", "mail.bounces"),
            ("bounces = 'a+b@example.org'", "mail.bounces"),
            ("connections = 0", "mail.connections"),
            ("patience_seconds = 0", "mail.patience_seconds"),
            ("patience_seconds = 600", "mail.patience_seconds"),
            ("per_domain_connections = 0", "mail.per_domain_connections"),
        ] {
            let told = Settings::with(&format!("[mail]\n{toml}\n")).unwrap_err().to_string();
            assert!(told.starts_with(name), "{toml}: {told}");
        }
    }
}
