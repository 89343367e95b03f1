//! Codes that stand for places: a number for each authority, site, team, stratum and occasion, in an order that tells nothing of their
//! names and is the same each time.

use std::collections::{BTreeMap, BTreeSet};

use crate::floor::seal::Secrets;

/// The codes of one kind of thing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Codes(BTreeMap<String, String>);

impl Codes {
    /// `start` is a letter that tells kinds apart. The order is that of a keyed hash, so that it is nobody's alphabet.
    #[must_use]
    pub fn of(secrets: &Secrets, trial_id: &str, start: char, names: BTreeSet<String>) -> Self {
        let kind = start.to_string();
        let hash = |name: &String| secrets.mac("export.code", &[trial_id.as_bytes(), kind.as_bytes(), name.as_bytes()]);
        let mut names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
        names.sort_by_cached_key(hash);
        let code = |(nth, name): (usize, String)| (name, format!("{start}{:03}", nth + 1));
        Self(names.into_iter().enumerate().map(code).collect())
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
    fn codes_repeat_and_follow_no_alphabet() {
        let names: BTreeSet<String> = (0..20).map(|n| format!("Site {n:02}")).collect();
        let of = |trial: &str| Codes::of(&Secrets::new([7; 32], &[[8; 32]]), trial, 'S', names.clone());
        let in_order: Vec<String> = names.iter().map(|name| of("t1").get(name).to_owned()).collect();
        assert_eq!(of("t1"), of("t1"));
        assert!(in_order.is_sorted_by(|a, b| a != b) && !in_order.is_sorted(), "{in_order:?}");
        assert_ne!(of("t1"), of("t2"), "two trials are not laid beside each other");
        assert_eq!(of("t1").get(""), "");
    }
}
