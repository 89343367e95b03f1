//! A code that is printed for people to type: twelve signs that nobody mixes up, in three groups, worth 60 bits.

use super::error::{Error, Result};

/// No l and no o, no 0 and no 1.
const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// How many signs there are, and bytes that a code is made of.
pub const LENGTH: usize = 12;
const GROUP: usize = 4;

/// It does not print itself into a log.
#[derive(Clone, PartialEq, Eq)]
pub struct ShortCode(String);

impl std::fmt::Debug for ShortCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(…)")
    }
}

impl ShortCode {
    /// A sign for each byte, by its last five bits.
    #[must_use]
    pub fn of(bytes: [u8; LENGTH]) -> Self {
        Self(bytes.iter().map(|byte| char::from(SIGNS[usize::from(byte % 32)])).collect())
    }

    /// Reads what was typed, with capitals, spaces and dashes as they come.
    ///
    /// # Errors
    /// `Missing`, where it is no code.
    pub fn parse(typed: &str) -> Result<Self> {
        let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let fits = plain.len() == LENGTH && plain.bytes().all(|sign| SIGNS.contains(&sign));
        if fits { Ok(Self(plain)) } else { Err(Error::Missing("that link")) }
    }

    /// As it is printed.
    #[must_use]
    pub fn shown(&self) -> String {
        let groups: Vec<&str> = (0..LENGTH / GROUP).map(|at| &self.0[at * GROUP..(at + 1) * GROUP]).collect();
        groups.join("-")
    }

    /// Its signs without the dashes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Whether the last part of a path has the shape of a code as it is printed.
#[must_use]
pub fn is_shown(last: &str) -> bool {
    let groups: Vec<&str> = last.split('-').collect();
    let fits = |group: &&str| group.len() == GROUP && group.bytes().all(|sign| SIGNS.contains(&sign));
    groups.len() == LENGTH / GROUP && groups.iter().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_however_it_is_typed_and_nothing_else_is() {
        let code = ShortCode::of(*b"\x00\x01\xff\x20\x1f\x7f\x80\x33\x44\x55\x66\x77");
        let shown = code.shown();
        assert_eq!(shown.len(), 14);
        assert!(is_shown(&shown) && !is_shown(&shown[1..]) && !is_shown("sign-in"));
        for typed in [shown.clone(), shown.to_uppercase(), shown.replace('-', " "), shown.replace('-', "")] {
            assert_eq!(ShortCode::parse(&typed).unwrap(), code);
        }
        for wrong in ["", "abcd-efgh-ijk", "abcd-efgh-ijkm-n", "abcd-efgh-ijko", "abcd-efgh-ijk1", "ábcd-efgh-ijkm"] {
            assert!(ShortCode::parse(wrong).is_err(), "{wrong}");
        }
        assert_eq!(format!("{code:?}"), "Code(…)");
    }
}
