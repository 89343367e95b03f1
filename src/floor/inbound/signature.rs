//! What a caller shows that hands us mail: HMAC-SHA256 under the shared key over the time and the body, so that what was
//! overheard serves nobody later.

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

use crate::floor::clock::Moment;

/// How far a caller's clock may be from ours, in seconds.
const LEEWAY: i64 = 300;

/// Whether `signature`, in hexadecimal, is over `stamp` (seconds since 1970), a full stop and `body`, and `stamp` is within
/// five minutes of now. In constant time.
#[must_use]
pub fn fits(key: &SecretString, stamp: &str, body: &[u8], signature: &str, now: Moment) -> bool {
    let Ok(seconds) = stamp.parse::<i64>() else { return false };
    let is_fresh = now.and_utc().timestamp().checked_sub(seconds).is_some_and(|off| (-LEEWAY..=LEEWAY).contains(&off));
    let Ok(offered) = hex::decode(signature) else { return false };
    let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(key.expose_secret().as_bytes()) else { return false };
    mac.update(stamp.as_bytes());
    mac.update(b".");
    mac.update(body);
    is_fresh && mac.verify_slice(&offered).is_ok()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    /// Worked out by another hand: `printf '1800000000.Hello' | openssl dgst -sha256 -hmac KEY`.
    #[test]
    fn a_caller_signs_the_time_and_the_body() {
        let key = SecretString::from("0123456789abcdef0123456789abcdef");
        let signed = "3f943bd72d1c7db70cb815b111780225f4b73e7167f10ada84bac01bce9d8b85";
        let at = |seconds: i64| DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap().naive_utc();
        assert!(fits(&key, "1800000000", b"Hello", signed, at(0)));
        assert!(fits(&key, "1800000000", b"Hello", &signed.to_uppercase(), at(300)));
        assert!(!fits(&key, "1800000000", b"Hello", signed, at(301)), "too late");
        assert!(!fits(&key, "1800000000", b"Hello", signed, at(-301)), "too early");
        assert!(!fits(&key, "1800000001", b"Hello", signed, at(0)), "another time");
        assert!(!fits(&key, "1800000000", b"Hello!", signed, at(0)), "another body");
        assert!(!fits(&SecretString::from("k".repeat(32)), "1800000000", b"Hello", signed, at(0)), "another key");
        for (stamp, signature) in
            [("", signed), ("now", signed), ("1800000000", ""), ("1800000000", "zz"), ("-9223372036854775808", signed)]
        {
            assert!(!fits(&key, stamp, b"Hello", signature, at(0)));
        }
    }
}
