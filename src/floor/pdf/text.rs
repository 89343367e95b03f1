//! Text as it is printed: composed, with single spaces, and without the invisible marks that paste brings along.

use unicode_normalization::UnicodeNormalization;

/// The text composed (NFC), white space runs made one space, ends trimmed, invisible marks dropped. A no-break space stays.
pub fn tidy(text: &str) -> String {
    // Below the combining marks every character is composed already.
    if text.chars().all(|character| character < '\u{300}') { tidied(text.chars()) } else { tidied(text.nfc()) }
}

fn tidied(characters: impl Iterator<Item = char>) -> String {
    let mut tidied = String::new();
    let mut gap = false;
    for character in characters.filter(|&c| !is_invisible(c)) {
        if is_breaking_space(character) {
            gap = !tidied.is_empty();
            continue;
        }
        if gap {
            tidied.push(' ');
            gap = false;
        }
        tidied.push(character);
    }
    tidied
}

fn is_breaking_space(character: char) -> bool {
    character.is_whitespace() && !matches!(character, '\u{00A0}' | '\u{2007}' | '\u{202F}')
}

/// Soft hyphens, joiners, direction marks and byte order marks: nothing a reader would see.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::tidy;
    use proptest::prelude::*;

    #[test]
    fn a_name_typed_in_pieces_is_the_same_name() {
        assert_eq!(tidy("Sia\u{302}n  W\u{302}yn\n"), "Siân Ŵyn");
        assert_eq!(tidy("Nguye\u{302}\u{303}n"), "Nguyễn");
    }

    #[test]
    fn what_cannot_be_seen_is_dropped() {
        assert_eq!(tidy("\u{FEFF} won\u{AD}der\u{200B}ful \r\n"), "wonderful");
        assert_eq!(tidy("12\u{A0}May"), "12\u{A0}May");
    }

    proptest! {
        #[test]
        fn tidying_twice_changes_nothing(text in any::<String>()) {
            let once = tidy(&text);
            prop_assert_eq!(tidy(&once), once);
        }
    }
}
