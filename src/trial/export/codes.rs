//! Codes that stand for places: one for each authority, site, team, stratum and occasion, which tells nothing of its name. A code is of the
//! name alone, so that it stays the same when there are more names.

use std::collections::{BTreeMap, BTreeSet};

use crate::floor::seal::Secrets;

/// How many bytes of a hash a code has: of a hundred thousand names, hardly ever two alike.
const LENGTH: usize = 6;

/// The codes of one kind of thing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Codes(BTreeMap<String, String>);

impl Codes {
    /// `start` is a letter that tells kinds apart. What follows is a keyed hash, in which nobody looks a name up.
    #[must_use]
    pub fn of(secrets: &Secrets, trial_id: &str, start: char, names: BTreeSet<String>) -> Self {
        let kind = start.to_string();
        let code = |name: String| {
            let hash = secrets.mac("export.code", &[trial_id.as_bytes(), kind.as_bytes(), name.as_bytes()]);
            (name, format!("{start}{}", hex::encode(&hash[..LENGTH])))
        };
        Self(names.into_iter().filter(|name| !name.is_empty()).map(code).collect())
    }

    /// '' for what has none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_stays_when_there_are_more_names() {
        let secrets = Secrets::new([7; 32], &[[8; 32]]);
        let of = |names: &[&str]| Codes::of(&secrets, "t1", 'E', names.iter().map(|name| (*name).to_owned()).collect());
        let (few, more) = (of(&["b", "d"]), of(&["a", "b", "c", "d", "e"]));
        assert!(["b", "d"].iter().all(|name| few.get(name) == more.get(name) && few.get(name).len() == 13));
    }

    #[test]
    fn codes_repeat_and_follow_no_alphabet() {
        let names: BTreeSet<String> = (0..20).map(|n| format!("Site {n:02}")).collect();
        let of = |trial: &str| Codes::of(&Secrets::new([7; 32], &[[8; 32]]), trial, 'S', names.clone());
        let in_order: Vec<String> = names.iter().map(|name| of("t1").get(name).to_owned()).collect();
        assert_eq!(of("t1"), of("t1"));
        let apart: BTreeSet<&String> = in_order.iter().collect();
        assert!(apart.len() == 20 && !in_order.is_sorted(), "{in_order:?}");
        assert_ne!(of("t1"), of("t2"), "two trials are not laid beside each other");
        assert_eq!(of("t1").get(""), "");
    }
}
