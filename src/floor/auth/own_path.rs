//! Where to go after signing in: a path of this house, never another host.

use std::fmt;

/// Begins with one slash and stays here. What does not becomes the first page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPath(String);

/// Longer than any page of ours with its filters.
const LONGEST: usize = 500;

impl OwnPath {
    pub fn parse(given: &str) -> Self {
        let mut chars = given.chars();
        let ours = chars.next() == Some('/')
            && !matches!(chars.next(), Some('/' | '\\'))
            && given.len() <= LONGEST
            && given.chars().all(|c| c.is_ascii_graphic() && c != '\\');
        Self(if ours { given.to_owned() } else { "/".to_owned() })
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The sign-in page that leads on to here.
    pub fn by_way_of_sign_in(&self) -> String {
        if self.0 == "/" {
            return "/sign-in".to_owned();
        }
        let to: String = form_urlencoded::byte_serialize(self.0.as_bytes()).collect();
        format!("/sign-in?to={to}")
    }
}

impl fmt::Display for OwnPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_our_own_pages_are_gone_back_to() {
        for own in ["/", "/letters/rounds", "/people?sort=name&page=2"] {
            assert_eq!(OwnPath::parse(own).as_str(), own);
        }
        for other in [
            "",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "javascript:x",
            "/a\r\nSet-Cookie: b",
            "/ a",
            "letters",
            "/a\\b",
        ] {
            assert_eq!(OwnPath::parse(other).as_str(), "/", "{other:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_given_the_way_back_stays_here(given in "\\PC*") {
            let path = OwnPath::parse(&given);
            prop_assert!(path.as_str().starts_with('/') && !path.as_str().starts_with("//") && !path.as_str().contains('\\'));
        }
    }
}
