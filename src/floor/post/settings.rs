//! The carrier's settings. Both secrets come as text or as the name of a file that holds them, as all of ours do.

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::key::Key;
use crate::floor::error::{Error, Result};

const KEY: &str = "post.notify_key";
const TOKEN: &str = "post.callback_token";
const SHORTEST_TOKEN: usize = 10;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub notify_key: SecretString,
    pub notify_url: String,
    pub postage: Postage,
    pub callback_token: SecretString,
    /// The key is a test key: nothing is printed, so nothing counts as sent or posted.
    pub trial_run: bool,
}

/// How fast, and at what price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Postage {
    First,
    Second,
    Economy,
}

impl Postage {
    /// As the carrier and the database know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
            Self::Economy => "economy",
        }
    }
}

impl Settings {
    /// The carrier's key.
    ///
    /// # Errors
    /// `Invalid`, where it is missing or is no key.
    pub fn key(&self) -> Result<Key> {
        let given = text_of(&self.notify_key);
        if given.expose_secret().is_empty() {
            return Err(Error::invalid(
                KEY,
                format!(
                    "{KEY}: put the key here that GOV.UK Notify gave your council, or the name of a file that holds it"
                ),
            ));
        }
        Key::parse(given.expose_secret()).ok_or_else(|| {
            Error::invalid(KEY, format!("{KEY}: this is not a whole key. Copy all of it from API integration in GOV.UK Notify: it ends in two long ids with hyphens"))
        })
    }

    /// Whether what a caller offers is the token that was agreed, in constant time.
    ///
    /// # Errors
    /// `Later`, where none is set, so that the carrier calls again.
    pub fn token_fits(&self, offered: &str) -> Result<bool> {
        let agreed = text_of(&self.callback_token);
        if agreed.expose_secret().is_empty() {
            return Err(Error::later(format!("{TOKEN} is not set, and the carrier calls")));
        }
        let hashed = |text: &str| Sha256::digest(text.as_bytes());
        Ok(hashed(agreed.expose_secret()).ct_eq(&hashed(offered)).into())
    }

    /// What `hearten check-config` asks: all that is set is sound. Nothing set is sound too, for a house without a carrier.
    ///
    /// # Errors
    /// `Invalid`, which names the setting.
    pub fn check(&self) -> Result<()> {
        let address = self.notify_url.as_str();
        let near = ["http://127.0.0.1", "http://localhost"].iter().any(|start| address.starts_with(start));
        if !near && !address.starts_with("https://") {
            return Err(Error::invalid(
                "post.notify_url",
                "post.notify_url: start it with https://, since letters with home addresses go there",
            ));
        }
        let token = text_of(&self.callback_token);
        if !token.expose_secret().is_empty() && token.expose_secret().chars().count() < SHORTEST_TOKEN {
            return Err(Error::invalid(
                TOKEN,
                format!("{TOKEN}: give at least {SHORTEST_TOKEN} letters. `openssl rand -hex 32` makes some"),
            ));
        }
        if text_of(&self.notify_key).expose_secret().is_empty() { Ok(()) } else { self.key().map(drop) }
    }
}

fn text_of(given: &SecretString) -> SecretString {
    let given = given.expose_secret().trim();
    let read = if given.is_empty() { None } else { std::fs::read_to_string(given).ok() };
    SecretString::from(read.as_deref().unwrap_or(given).trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::floor::config;

    fn settings(toml: &str) -> Settings {
        config::Settings::with(&format!("[post]\n{toml}\n")).unwrap().post
    }

    #[test]
    fn a_house_without_a_carrier_is_sound_and_says_what_is_missing() {
        let none = settings("");
        assert!(none.check().is_ok());
        assert!(none.key().unwrap_err().to_string().starts_with("post.notify_key: put the key here"));
        assert!(matches!(none.token_fits("anything"), Err(Error::Later(_))));
    }

    #[test]
    fn each_setting_that_is_wrong_is_named_and_its_value_is_not_shown() {
        for (toml, name) in [
            ("notify_key = 'half-a-key'", "post.notify_key"),
            ("notify_url = 'http://notify.example'", "post.notify_url"),
            ("callback_token = 'short'", "post.callback_token"),
        ] {
            let told = settings(toml).check().unwrap_err().to_string();
            assert!(told.starts_with(name), "{told}");
            assert!(!told.contains("half-a-key") && !told.contains("'short'"), "{told}");
        }
    }

    #[test]
    fn a_token_may_lie_in_a_file_and_fits_only_itself() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("token");
        std::fs::write(&path, "a-token-of-ours\n").unwrap();
        let settings = settings(&format!("callback_token = '{}'", path.display()));
        assert!(settings.token_fits("a-token-of-ours").unwrap());
        assert!(!settings.token_fits("a-token-of-our").unwrap());
    }
}
