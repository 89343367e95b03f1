//! By what somebody is known again in mail that is kept: their addresses, their names, and the rows that are about them. A
//! copy of what is held, and erasure, look for these.

use crate::floor::one_line::one_line;

/// What points at one person. It does not print itself into a log.
#[derive(Clone, Default)]
pub struct Whose {
    /// E-mail addresses, in small letters.
    addresses: Vec<String>,
    /// Names in full, in small letters, a space between.
    names: Vec<String>,
    /// Ids of rows, as links and diary entries bear them.
    rows: Vec<String>,
}

impl std::fmt::Debug for Whose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Whose(…)")
    }
}

impl Whose {
    /// `names` are in full: a first name alone is many people's, and is passed over.
    #[must_use]
    pub fn new(addresses: &[String], names: &[String], rows: Vec<String>) -> Self {
        let mut names: Vec<String> = names.iter().map(|name| plain(name)).filter(|name| name.contains(' ')).collect();
        let mut addresses: Vec<String> = addresses.iter().map(|address| plain(address)).collect();
        for all in [&mut names, &mut addresses] {
            all.retain(|one| !one.is_empty());
            all.sort();
            all.dedup();
        }
        Self { addresses, names, rows }
    }

    #[must_use]
    pub fn addresses(&self) -> &[String] {
        &self.addresses
    }

    #[must_use]
    pub fn rows(&self) -> &[String] {
        &self.rows
    }

    /// Whether a text names them, writes their address, or is about a row of theirs.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        // A calendar's long lines are folded, in the middle of a word.
        let unfolded = text.replace("\r\n ", "").replace("\r\n\t", "");
        self.stands_in(&plain(text)) || self.stands_in(&plain(&unfolded))
    }

    fn stands_in(&self, plain: &str) -> bool {
        let by_itself = |one: &String| stands_by_itself(plain, one);
        self.addresses.iter().chain(&self.names).any(by_itself)
            || self.rows.iter().any(|row| plain.contains(row.as_str()))
    }
}

/// Small letters, one space between words.
fn plain(text: &str) -> String {
    one_line(text).to_lowercase()
}

/// Whether `what` is there, and not as a part of a longer word or address.
fn stands_by_itself(text: &str, what: &str) -> bool {
    text.match_indices(what).any(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + what.len()..].chars().next());
        before.is_none_or(|c| !c.is_alphanumeric() && !".+_-".contains(c))
            && after.is_none_or(|c| !c.is_alphanumeric() && c != '-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn annie() -> Whose {
        let names = ["Anna Wójcik", "Annie Wójcik", "Annie"].map(String::from);
        Whose::new(&["W1@x.example".to_owned()], &names, vec!["01-row".to_owned()])
    }

    #[test]
    fn a_person_is_known_by_address_name_and_row_however_they_are_written() {
        for text in [
            "ATTENDEE:mailto:w1@x.\r\n example",
            "To: <W1@X.EXAMPLE>",
            "anna\r\nWÓJCIK would like to move",
            "https://hearten.example/goals/half/01-row/key",
            "Write to w1@x.example.",
        ] {
            assert!(annie().is_in(text), "{text}");
        }
    }

    #[test]
    fn somebody_else_is_not_taken_for_them() {
        for text in ["ew1@x.example", "Annie", "Joanna Wójcik", "Anna Wójcik-Lee", "x.w1@x.example", "w1@x.example2"]
        {
            assert!(!annie().is_in(text), "{text}");
        }
        assert!(!Whose::default().is_in(""), "nobody is nowhere");
    }
}
