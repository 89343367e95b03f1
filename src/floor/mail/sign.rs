//! A mail's signature (DKIM), by which whoever gets it knows that it is the council's.
//!
//! lettre 0.11.23 signs right only as relaxed/relaxed, and must never sign Content-Type: of a multipart it does not find it.

use std::{fmt, fs, sync::OnceLock};

use base64::{Engine, prelude::BASE64_STANDARD};
use lettre::message::{
    dkim::{DkimCanonicalization, DkimCanonicalizationType::Relaxed, DkimConfig, DkimSigningAlgorithm, DkimSigningKey},
    header::HeaderName,
};
use secrecy::{ExposeSecret, SecretString};

use crate::floor::error::{Error, Result};

const SIGNED: [&str; 9] = [
    "From",
    "Subject",
    "To",
    "Date",
    "Message-ID",
    "Reply-To",
    "MIME-Version",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
];
/// What stands before the 32 bytes of an Ed25519 key in PKCS#8 (RFC 8410).
const ED25519: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/// The key, read once. It cannot be printed.
#[derive(Default)]
pub struct Signer(OnceLock<Option<DkimConfig>>);

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer(…)")
    }
}

impl Signer {
    pub(super) fn get(&self, domain: &str, selector: &str, key: &SecretString) -> Result<Option<&DkimConfig>> {
        if self.0.get().is_none() {
            let read = read(domain, selector, key)?;
            return Ok(self.0.get_or_init(|| read).as_ref());
        }
        Ok(self.0.get().and_then(Option::as_ref))
    }
}

fn read(domain: &str, selector: &str, key: &SecretString) -> Result<Option<DkimConfig>> {
    let key = key.expose_secret().trim();
    let given = [domain.is_empty(), selector.is_empty(), key.is_empty()];
    if given == [true; 3] {
        return Ok(None);
    }
    if given != [false; 3] {
        return Err(wrong("set mail.dkim_domain, mail.dkim_selector and mail.dkim_key together, or none of them"));
    }
    let pem = if key.contains("-----BEGIN") {
        key.to_owned()
    } else {
        fs::read_to_string(key)
            .map_err(|error| wrong(&format!("this names no file that can be read ({})", error.kind())))?
    };
    let headers = SIGNED.map(HeaderName::new_from_ascii_str).to_vec();
    let relaxed = DkimCanonicalization { header: Relaxed, body: Relaxed };
    Ok(Some(DkimConfig::new(selector.to_owned(), domain.to_owned(), parse(pem.trim())?, headers, relaxed)))
}

fn parse(pem: &str) -> Result<DkimSigningKey> {
    let unusable = || {
        wrong(
            "this is no key that can sign. `openssl genrsa -traditional 2048` makes one, or `openssl genpkey -algorithm ed25519`",
        )
    };
    if pem.starts_with("-----BEGIN RSA PRIVATE KEY-----") {
        return DkimSigningKey::new(pem, DkimSigningAlgorithm::Rsa).map_err(|_| unusable());
    }
    let body: String = pem.lines().filter(|line| !line.starts_with("-----")).map(str::trim).collect();
    let der = BASE64_STANDARD.decode(body).map_err(|_| unusable())?;
    match der.strip_prefix(&ED25519) {
        Some(seed) if seed.len() == 32 => {
            DkimSigningKey::new(&BASE64_STANDARD.encode(seed), DkimSigningAlgorithm::Ed25519).map_err(|_| unusable())
        }
        _ => Err(wrong(
            "an RSA key has to start with BEGIN RSA PRIVATE KEY: `openssl rsa -traditional` turns yours into that",
        )),
    }
}

fn wrong(what: &str) -> Error {
    Error::invalid("mail.dkim_key", format!("mail.dkim_key: {what}"))
}
