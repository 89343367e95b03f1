//! Server keys: what proves that a row or a link is ours (HMAC), and what keeps an address shut (XChaCha20-Poly1305).

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::{
    error::{Error, Result},
    ids::Ids,
};

const KEY_ID_LEN: usize = 8;
const NONCE_LEN: usize = 24;

/// The keys of this installation. They cannot be printed.
#[derive(Clone)]
pub struct Secrets {
    server: [u8; 32],
    /// Newest first: the first seals, any opens.
    vault: Vec<(String, [u8; 32])>,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

impl Secrets {
    /// `server` signs rows, lists and links; each of `vault`, newest first, seals addresses and the files that bear them.
    pub fn new(server: [u8; 32], vault: &[[u8; 32]]) -> Self {
        let vault = vault.iter().map(|key| (key_id(key), *key)).collect();
        Self { server, vault }
    }

    /// HMAC-SHA-256 over a purpose and its parts, each with its length, so that no two lists of parts read alike.
    pub fn mac(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        // An HMAC takes a key of any length, so the error arm cannot be reached; a zero key would fail every check.
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.server)
            .unwrap_or_else(|_| <Hmac<Sha256> as KeyInit>::new(&Default::default()));
        for part in std::iter::once(purpose.as_bytes()).chain(parts.iter().copied()) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// The key of a personal link: HMAC(server key, purpose, row, generation), 128 bits as hex. Nothing secret is stored.
    pub fn link_key(&self, purpose: &str, row: &str, generation: i32) -> String {
        let mac = self.mac(purpose, &[row.as_bytes(), &generation.to_be_bytes()]);
        hex::encode(&mac[..16])
    }

    /// Whether `offered` is the key of this link, in constant time.
    pub fn link_key_fits(&self, purpose: &str, row: &str, generation: i32, offered: &str) -> bool {
        let expected = self.link_key(purpose, row, generation);
        expected.as_bytes().ct_eq(offered.as_bytes()).into()
    }

    /// Seals `plain` so that it opens only beside the same `context` (for an address, whose it is).
    pub fn seal(&self, ids: &Ids, context: &str, plain: &[u8]) -> Result<Vec<u8>> {
        let Some((key_id, key)) = self.vault.first() else {
            return Err(Error::broken("no vault key is set"));
        };
        let nonce: [u8; NONCE_LEN] = ids.bytes();
        let payload = Payload { msg: plain, aad: context.as_bytes() };
        let sealed = XChaCha20Poly1305::new(key.into())
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| Error::broken("sealing failed"))?;
        Ok([key_id.as_bytes(), &nonce, &sealed].concat())
    }

    /// Opens what `seal` shut. Wrong key, wrong context and a changed byte all read the same.
    pub fn open(&self, context: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let refused = || Error::broken("a sealed value did not open");
        let (key_id, rest) = sealed.split_at_checked(KEY_ID_LEN).ok_or_else(refused)?;
        let (nonce, body) = rest.split_at_checked(NONCE_LEN).ok_or_else(refused)?;
        let nonce: [u8; NONCE_LEN] = nonce.try_into().map_err(|_| refused())?;
        let (_, key) = self.vault.iter().find(|(id, _)| id.as_bytes() == key_id).ok_or_else(refused)?;
        XChaCha20Poly1305::new(key.into())
            .decrypt(&XNonce::from(nonce), Payload { msg: body, aad: context.as_bytes() })
            .map_err(|_| refused())
    }

    /// Whether this names a key that is not among ours: then it may be sound, though it does not open.
    pub fn is_under_another_key(&self, sealed: &[u8]) -> bool {
        let named = sealed.split_at_checked(KEY_ID_LEN).map(|(id, _)| id);
        let ours = |id: &[u8]| self.vault.iter().any(|(our, _)| our.as_bytes() == id);
        named.is_some_and(|id| id.iter().all(u8::is_ascii_hexdigit) && !ours(id))
    }
}

/// The SHA-256 of some bytes, as hex.
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

fn key_id(key: &[u8; 32]) -> String {
    sha256(key)[..KEY_ID_LEN].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::floor::clock::Clock;

    fn ids() -> Ids {
        Ids::seeded(Clock::machine(), 1)
    }

    #[test]
    fn a_sealed_value_opens_only_in_its_own_context() {
        let secrets = Secrets::new([1; 32], &[[2; 32]]);
        let sealed = secrets.seal(&ids(), "address:ann", b"1 High Street").unwrap();
        assert_eq!(secrets.open("address:ann", &sealed).unwrap(), b"1 High Street");
        assert!(secrets.open("address:bob", &sealed).is_err());
        assert!(!sealed.windows(4).any(|w| w == b"High"));
    }

    #[test]
    fn an_older_key_still_opens_after_rotation() {
        let before = Secrets::new([1; 32], &[[2; 32]]);
        let sealed = before.seal(&ids(), "c", b"plain").unwrap();
        let after = Secrets::new([1; 32], &[[3; 32], [2; 32]]);
        assert_eq!(after.open("c", &sealed).unwrap(), b"plain");
        assert!(Secrets::new([1; 32], &[[3; 32]]).open("c", &sealed).is_err());
    }

    #[test]
    fn parts_do_not_run_together() {
        let secrets = Secrets::new([1; 32], &[]);
        assert_ne!(secrets.mac("p", &[b"ab", b"c"]), secrets.mac("p", &[b"a", b"bc"]));
        assert!(secrets.link_key_fits("lines", "r", 1, &secrets.link_key("lines", "r", 1)));
        assert!(!secrets.link_key_fits("lines", "r", 2, &secrets.link_key("lines", "r", 1)));
    }
}
