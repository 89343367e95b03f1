//! What somebody types from a page: twelve signs that nobody mixes up, in three groups. Only its keyed hash is kept.

use crate::floor::{
    Floor,
    error::{Error, Result},
    ids::Ids,
    seal::Secrets,
};

/// What its hash is for. The word is the path, too.
pub const PAPER: &str = "paper";

/// No l and no o, no 0 and no 1.
const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
const LENGTH: usize = 12;
const GROUP: usize = 4;

/// 60 bits of chance. It does not print itself into a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(…)")
    }
}

impl Code {
    #[must_use]
    pub fn random(ids: &Ids) -> Self {
        let chance: [u8; LENGTH] = ids.bytes();
        Self(chance.iter().map(|byte| char::from(SIGNS[usize::from(byte % 32)])).collect())
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

    /// The address that is printed: as people type one, without what a browser adds by itself.
    #[must_use]
    pub fn address(&self, floor: &Floor) -> String {
        let house = &floor.settings.web.public_url;
        format!("{}/{PAPER}/{}", house.strip_prefix("https://").unwrap_or(house), self.shown())
    }

    /// What is kept of it.
    #[must_use]
    pub fn hash(&self, secrets: &Secrets) -> String {
        hex::encode(&secrets.mac("goals/paper", &[self.0.as_bytes()])[..16])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::floor::clock::Clock;

    #[test]
    fn a_code_is_read_back_however_it_is_typed_and_nothing_else_is() {
        let code = Code::random(&Ids::from_chance(Clock::machine()));
        let shown = code.shown();
        assert_eq!(shown.len(), 14);
        for typed in [shown.clone(), shown.to_uppercase(), shown.replace('-', " "), shown.replace('-', "")] {
            assert_eq!(Code::parse(&typed).unwrap(), code);
        }
        for wrong in ["", "abcd-efgh-ijk", "abcd-efgh-ijkm-n", "abcd-efgh-ijko", "abcd-efgh-ijk1", "ábcd-efgh-ijkm"] {
            assert!(Code::parse(wrong).is_err(), "{wrong}");
        }
        assert_eq!(format!("{code:?}"), "Code(…)");
    }
}
