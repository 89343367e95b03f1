//! Lines of a calendar: what may stand in them, and where they are folded.
//!
//! Words come from people, and a name with a quote or a line end in it would else break out of its field.

use crate::floor::one_line::one_line;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// Octets in a line, its end left out (RFC 5545, 3.1).
pub const MOST: usize = 75;

/// Not to stand raw in an address that is written as a URI.
const IN_AN_ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b',')
    .add(b':')
    .add(b';')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');
const IN_A_LINK: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');

/// A calendar while it is being written.
#[derive(Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// Adds one line, folded. What it holds is made safe already.
    pub fn put(&mut self, line: &str) {
        fold(&mut self.0, line);
    }

    /// Adds lines that are written and folded already.
    pub fn put_block(&mut self, block: &str) {
        self.0.push_str(block);
    }

    pub fn done(self) -> String {
        self.0
    }
}

/// A line goes on after a space, never inside a character, and leaves no space at its end: some mail hosts take those away.
fn fold(to: &mut String, line: &str) {
    let (mut start, mut room) = (to.len(), MOST);
    for character in line.chars() {
        if character.len_utf8() > room {
            let kept = to[start..].trim_end_matches(' ').len();
            let carried = if kept == 0 { String::new() } else { to.split_off(start + kept) };
            to.push_str("\r\n ");
            start = to.len();
            to.push_str(&carried);
            room = (MOST - 1).saturating_sub(carried.len());
        }
        to.push(character);
        room = room.saturating_sub(character.len_utf8());
    }
    to.push_str("\r\n");
}

/// What of some words a calendar can hold: each line end as `\n`, and no other control characters.
#[must_use]
pub fn plain(words: &str) -> String {
    let one = |character| match character {
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some('\t'),
        other if other.is_control() => None,
        other => Some(other),
    };
    words.replace("\r\n", "\n").chars().filter_map(one).collect()
}

/// Words as a TEXT value (RFC 5545, 3.3.11).
pub fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    for character in plain(words).chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\\' | ';' | ',' => out.extend(['\\', character]),
            other => out.push(other),
        }
    }
    out
}

/// A name as a CN can hold it: on one line, without a double quote (a single one stands for it), and without the signs that
/// some programs read as an escape.
#[must_use]
pub fn name(words: &str) -> String {
    let one = |character| match character {
        '"' => '\'',
        '\\' => '/',
        '^' => ' ',
        other => other,
    };
    let line: String = plain(words).chars().map(one).collect();
    one_line(&line)
}

/// `;CN="…"`, or nothing for a name without a letter.
pub fn cn(words: &str) -> String {
    let name = name(words);
    if name.is_empty() { name } else { format!(";CN=\"{name}\"") }
}

/// `mailto:` and an address that cannot break out of its line.
pub fn mailto(email: &str) -> String {
    format!("mailto:{}", utf8_percent_encode(email.trim(), IN_AN_ADDRESS))
}

/// A link that cannot break out of its line.
pub fn link(url: &str) -> String {
    utf8_percent_encode(url.trim(), IN_A_LINK).to_string()
}
