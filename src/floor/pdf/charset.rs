//! The characters a page can carry. The set is fixed, so that one font file serves every letter of every round, and no
//! letter betrays through its font which letters the other names held.

/// Inclusive ranges of code points: Basic Latin, Latin-1, Latin Extended-A, Vietnamese, Welsh, the Romanian comma
/// letters, and the marks that word processors type by themselves.
const RANGES: &[(u32, u32)] = &[
    (0x0020, 0x007E),
    (0x00A0, 0x017F),
    (0x01A0, 0x01A1),
    (0x01AF, 0x01B0),
    (0x0218, 0x021B),
    (0x1E80, 0x1E85),
    (0x1E9E, 0x1E9E),
    (0x1EA0, 0x1EF9),
    (0x2010, 0x2011),
    (0x2013, 0x2014),
    (0x2018, 0x201A),
    (0x201C, 0x201E),
    (0x2020, 0x2022),
    (0x2026, 0x2026),
    (0x20AC, 0x20AC),
    (0x2122, 0x2122),
];

/// Every character of the set, in code point order. What a font lacks of it is simply not carried.
pub fn letters() -> impl Iterator<Item = char> {
    RANGES.iter().flat_map(|&(first, last)| first..=last).filter_map(char::from_u32)
}

/// The characters for which another is drawn.
pub const STOOD_IN_FOR: [char; 6] = ['\u{2010}', '\u{2011}', '\u{2212}', '\u{00A0}', '\u{2007}', '\u{202F}'];

/// The character drawn for one that the font lacks but a reader would not miss: hyphens and spaces of other widths.
pub fn stand_in(character: char) -> Option<char> {
    match character {
        '\u{2010}' | '\u{2011}' | '\u{2212}' => Some('-'),
        '\u{00A0}' | '\u{2007}' | '\u{202F}' => Some(' '),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn the_set_covers_the_names_that_letters_are_written_to() {
        for character in "Siân Ŵyn Łukasz Nguyễn Øystein Şeyma Ștefan O’Flaherty Zoë Ẁ".chars() {
            assert!(letters().any(|c| c == character), "{character} is not in the set");
        }
    }

    #[test]
    fn the_set_is_in_order_and_holds_nothing_twice() {
        let all: Vec<char> = letters().collect();
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(all.len(), 440);
    }
}
