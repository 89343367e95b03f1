//! What was typed into a field of one line.

/// Text on one line, its spaces single.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
