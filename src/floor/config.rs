//! Settings: the defaults, then `hearten.toml`, then the environment. Unknown keys are refused; secrets cannot be printed.

mod sign_with;

use std::path::Path;

use chrono::NaiveTime;

use ::config::{Config, ConfigError, Environment, File, FileFormat};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

pub use sign_with::SignWith;

use super::{
    error::{Complaints, Error, Result},
    inbound, mail, post,
    seal::Secrets,
};

mod availability;
mod surveys;
mod tokens;

pub use availability::{Availability, SchoolHoliday};
pub use surveys::{Source, Surveys};
pub use tokens::Tokens;

const DEFAULTS: &str = include_str!("../../config/default.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub web: Web,
    pub database: Database,
    pub files: Store,
    pub secrets: Keys,
    pub mail: mail::Settings,
    pub diary: Diary,
    pub inbound: inbound::Settings,
    pub letters: Letters,
    pub post: post::Settings,
    pub availability: Availability,
    pub contact: Contact,
    pub goals: Goals,
    pub rounds: Rounds,
    pub tokens: Tokens,
    pub reports: Reports,
    pub surveys: Surveys,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Web {
    pub listen: String,
    pub public_url: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// May hold a password.
    pub url: SecretString,
    pub connections: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Store {
    pub store: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    pub server_key: SecretString,
    pub vault_keys: Vec<SecretString>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letters {
    pub returns_days: u16,
    pub remind_days_before: Vec<u16>,
    pub sign_with: Vec<SignWith>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Diary {
    /// The mailbox that diary entries come from, and that answers to them go to.
    pub replies: String,
    /// Whether whoever may look into somebody's diary sees no more of an entry than that the time is taken.
    pub private: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goals {
    /// Words that a text for a worker does without.
    pub avoid: Vec<String>,
}

/// What Rounds are called.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rounds {
    /// The licensed name.
    pub called: String,
    /// A name that needs no licence.
    pub neutral: String,
    /// A file with the licensor's own form, for a site that has the right to it; empty for the neutral one.
    pub feedback: String,
}

/// What one person may be sent and asked in a week, and when. Times are on the wall in Europe/London.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    pub from: NaiveTime,
    pub until: NaiveTime,
    pub minutes_a_week: u16,
    pub messages_a_week: u16,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reports {
    pub smallest_group: u32,
    /// Said under every report; empty for nothing.
    pub note: String,
}

impl Settings {
    /// Reads `file` (when it is there) over the defaults, and the environment over both.
    pub fn load(file: &Path) -> Result<Self> {
        let environment = Environment::with_prefix("HEARTEN")
            .prefix_separator("__")
            .separator("__")
            .try_parsing(true)
            .list_separator(",")
            .with_list_parse_key("secrets.vault_keys")
            .with_list_parse_key("letters.sign_with");
        Self::read(
            Config::builder()
                .add_source(File::from_str(DEFAULTS, FileFormat::Toml))
                .add_source(File::from(file).format(FileFormat::Toml).required(false))
                .add_source(environment),
        )
    }

    /// The defaults with some TOML over them: for the demo and for tests.
    pub fn with(toml: &str) -> Result<Self> {
        Self::read(
            Config::builder()
                .add_source(File::from_str(DEFAULTS, FileFormat::Toml))
                .add_source(File::from_str(toml, FileFormat::Toml)),
        )
    }

    fn read(builder: ::config::ConfigBuilder<::config::builder::DefaultState>) -> Result<Self> {
        let settings: Self = builder.build().and_then(Config::try_deserialize).map_err(|error| told(&error))?;
        settings.check()?;
        Ok(settings)
    }

    fn check(&self) -> Result<()> {
        let mut complaints = Complaints::default();
        if !self.web.public_url.starts_with("http://") && !self.web.public_url.starts_with("https://") {
            complaints
                .add("web.public_url", "web.public_url: start it with https:// (or http:// on this machine only)");
        }
        if self.database.connections == 0 {
            complaints.add("database.connections", "database.connections: at least 1 is needed");
        }
        self.mail.complain(&mut complaints);
        let replies = self.diary.replies.parse::<lettre::Address>().ok();
        if replies
            .is_none_or(|address| address.user().len() > mail::keyed::LONGEST_NAME || address.user().contains('+'))
        {
            let longest = mail::keyed::LONGEST_NAME;
            complaints.add(
                "diary.replies",
                format!("diary.replies: write it as replies@example.org, with at most {longest} letters before the @ and no +"),
            );
        }
        self.availability.complain(&mut complaints);
        if self.contact.from >= self.contact.until {
            complaints.add("contact.until", "contact.until: name a time after contact.from");
        }
        self.inbound.complain(&mut complaints);
        self.tokens.complain(&mut complaints);
        self.surveys.complain(&mut complaints);
        if !self.letters.sign_with.iter().any(|way| matches!(way, SignWith::Typed | SignWith::Uploaded)) {
            complaints.add(
                "letters.sign_with",
                "letters.sign_with: name typed or uploaded, so that one way needs only a keyboard",
            );
        }
        complaints.or(())
    }

    /// The installation's keys, each from its digits or from the file it names.
    pub fn secrets(&self) -> Result<Secrets> {
        let server = key("secrets.server_key", &self.secrets.server_key)?;
        let vault = self.secrets.vault_keys.iter().map(|k| key("secrets.vault_keys", k)).collect::<Result<Vec<_>>>()?;
        if vault.is_empty() {
            return Err(Error::invalid(
                "secrets.vault_keys",
                "secrets.vault_keys: at least one key is needed. `openssl rand -hex 32` makes one",
            ));
        }
        Ok(Secrets::new(server, &vault))
    }
}

/// The crate's own errors name the key and the file it came from; the values they quote are left out.
fn told(error: &ConfigError) -> Error {
    Error::invalid("", error.to_string())
}

fn key(name: &'static str, given: &SecretString) -> Result<[u8; 32]> {
    let given = given.expose_secret().trim();
    let wrong = || {
        Error::invalid(
            name,
            format!(
                "{name}: give 64 hexadecimal digits, or the name of a file that holds them. `openssl rand -hex 32` makes some"
            ),
        )
    };
    if given.is_empty() {
        return Err(wrong());
    }
    let digits = match std::fs::read_to_string(given) {
        Ok(text) => text.trim().to_owned(),
        Err(_) => given.to_owned(),
    };
    hex::decode(digits).ok().and_then(|bytes| bytes.try_into().ok()).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_sound() {
        assert_eq!(Settings::with("").unwrap().letters.returns_days, 42);
    }

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        let error = Settings::with("[letters]\nreturn_days = 3\n").unwrap_err().to_string();
        assert!(error.contains("return_days"), "{error}");
    }

    #[test]
    fn a_wrong_type_names_its_key() {
        let error = Settings::with("[database]\nconnections = \"many\"\n").unwrap_err().to_string();
        assert!(error.contains("connections"), "{error}");
    }

    #[test]
    fn one_way_to_sign_needs_only_a_keyboard() {
        let error = Settings::with("[letters]\nsign_with = [\"drawn\", \"pen\"]\n").unwrap_err().to_string();
        assert!(error.contains("keyboard"), "{error}");
    }

    #[test]
    fn secrets_do_not_print() {
        let settings = Settings::with("[mail]\npassword = \"hunter22\"\n").unwrap();
        assert!(!format!("{settings:?}").contains("hunter22"));
    }

    #[test]
    fn a_key_comes_from_its_digits_or_a_file() {
        let digits = "ab".repeat(32);
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("key");
        std::fs::write(&path, format!("{digits}\n")).unwrap();
        let toml = |server: &str| format!("[secrets]\nserver_key = '{server}'\nvault_keys = ['{digits}']\n");
        assert!(Settings::with(&toml(&digits)).unwrap().secrets().is_ok());
        assert!(Settings::with(&toml(path.to_str().unwrap())).unwrap().secrets().is_ok());
        let error = Settings::with(&toml("short")).unwrap().secrets().unwrap_err().to_string();
        assert!(error.contains("secrets.server_key"), "{error}");
    }
}
