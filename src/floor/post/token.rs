//! The token that lets one request in: it says whose service asks and when, signed with the key's secret. Notify takes it
//! within 30 seconds of that, so each request has its own, and one that lay about while a machine slept is refused.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use sha2::Sha256;

use super::key::Key;
use crate::floor::{
    clock::Moment,
    error::{Error, Result},
};

/// A JWT for a request that goes out at `now`.
pub fn token(key: &Key, now: Moment) -> Result<SecretString> {
    let head = URL_SAFE_NO_PAD.encode(json!({ "typ": "JWT", "alg": "HS256" }).to_string());
    let claims = json!({ "iss": key.service_id, "iat": now.and_utc().timestamp() }).to_string();
    let signed = format!("{head}.{}", URL_SAFE_NO_PAD.encode(claims));
    let secret = key.secret.expose_secret().as_bytes();
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(secret).map_err(Error::broken)?;
    mac.update(signed.as_bytes());
    let seal = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
    Ok(SecretString::from(format!("{signed}.{seal}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    /// Worked out by another hand: `printf %s HEAD.CLAIMS | openssl dgst -sha256 -hmac SECRET`.
    #[test]
    fn a_token_says_whose_and_when_and_is_signed() {
        let key = "test-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0";
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap().naive_utc();
        let token = token(&Key::parse(key).unwrap(), now).unwrap();
        let parts: Vec<&str> = token.expose_secret().split('.').collect();
        let [head, claims, seal] = parts[..] else { panic!("three parts") };
        let read = |part: &str| String::from_utf8(URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap();
        assert_eq!(read(head), r#"{"typ":"JWT","alg":"HS256"}"#);
        assert_eq!(read(claims), r#"{"iss":"26785a09-ab16-4eb0-8407-a37497a57506","iat":1800000000}"#);
        assert_eq!(seal, "-n3V_jCNxY5fq4QekNxz4hhweZ__onjr4g_Bkz1F98s");
    }
}
