//! What the marks and figures of a line give away: a gap that is still to fill, a masked swear word, the number of a case,
//! an address. Each gives back what it found.

/// As many figures in one word look like the number of a case.
const CASE_FIGURES: usize = 5;
/// Fewer do beside letters, as in a number with its system's name, or after a word such as “case”.
const FEW_FIGURES: usize = 3;
/// As many figures do when they are parted by spaces, as in the number of a patient.
const PARTED_FIGURES: usize = 7;
/// Words that a number follows.
const BEFORE_NUMBERS: [&str; 5] = ["case", "id", "number", "ref", "reference"];

/// Whether a mark stands where words are still to come.
pub fn unfilled(line: &str) -> bool {
    let brackets = line.contains(['[', ']', '{', '}', '<', '>']);
    let runs = ["__", "???", "***", "##"].iter().any(|run| line.contains(run));
    brackets || runs || bare_words(line).any(|word| word.len() > 2 && word.chars().all(|c| matches!(c, 'x' | 'X')))
}

/// A word with a star inside or at its end; one that begins with a figure is a rating.
pub fn masked(line: &str) -> Option<&str> {
    let masked = |word: &&str| word.starts_with(char::is_alphabetic) && word.contains('*');
    line.split_whitespace().map(|word| word.trim_matches(['.', ',', '!', '?', ';', ':'])).find(masked)
}

/// An e-mail address or a link.
pub fn address(line: &str) -> Option<&str> {
    let mail = |word: &str| word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    bare_words(line).find(|word| mail(word) || word.starts_with("www.") || word.contains("://"))
}

/// What looks like the number of a case, a patient or a telephone.
pub fn case_number(line: &str) -> Option<&str> {
    if let Some(found) = parted(line) {
        return Some(found);
    }
    let mut before = "";
    for word in bare_words(line) {
        let count = figures(word);
        let letters = word.chars().take_while(|c| c.is_alphabetic()).count();
        let follows = BEFORE_NUMBERS.contains(&before.to_lowercase().as_str());
        if count >= CASE_FIGURES || (count >= FEW_FIGURES && (letters > 1 || (follows && letters == 0))) {
            return Some(word);
        }
        before = word;
    }
    None
}

/// Words that are all figures, one after another.
fn parted(line: &str) -> Option<&str> {
    let (mut from, mut count) = (None, 0);
    for word in bare_words(line) {
        if !word.is_empty() && figures(word) == word.len() {
            let start = *from.get_or_insert_with(|| place(line, word));
            count += word.len();
            if count >= PARTED_FIGURES && count > word.len() {
                let rest = &line[start..];
                let end = rest.find(|c: char| !c.is_ascii_digit() && c != ' ').unwrap_or(rest.len());
                return Some(rest[..end].trim_end());
            }
        } else {
            (from, count) = (None, 0);
        }
    }
    None
}

/// Where a piece of the line begins in it.
fn place(line: &str, piece: &str) -> usize {
    piece.as_ptr() as usize - line.as_ptr() as usize
}

fn figures(word: &str) -> usize {
    word.chars().filter(char::is_ascii_digit).count()
}

fn bare_words(line: &str) -> impl Iterator<Item = &str> {
    line.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_of_cases_are_found_and_other_numbers_are_not() {
        for (line, found) in [
            ("on 1234567", Some("1234567")),
            ("the EHM-447 plan", Some("EHM-447")),
            ("ref 447", Some("447")),
            ("call 0161 496 0000, please", Some("0161 496 0000")),
            ("born 12/03/2015", Some("12/03/2015")),
            ("in 2026 and 2027", None),
            ("Year 11, twice in 2026", None),
            ("at 12 30 on the 9th", None),
            ("your 100 cases", None),
            ("on the A1081", None),
        ] {
            assert_eq!(case_number(line), found, "{line}");
        }
    }

    #[test]
    fn gaps_masks_and_addresses_are_found_and_plain_marks_are_not() {
        for line in ["Dear ___", "what???", "XXX", "<name>", "# # ##"] {
            assert!(unfilled(line), "{line}");
        }
        for line in ["You listened... and how!", "What? Yes.", "with love xx", "Max and Xena"] {
            assert!(!unfilled(line), "{line}");
        }
        assert_eq!((masked("a b*stard, really"), masked("a 5* day")), (Some("b*stard"), None));
        assert_eq!((address("see www.x.example."), address("@ court, as ever")), (Some("www.x.example"), None));
    }

    proptest! {
        #[test]
        fn any_line_can_be_searched(line in any::<String>()) {
            let found = [masked(&line), address(&line), case_number(&line)];
            prop_assert!(found.iter().flatten().all(|piece| line.contains(piece)), "{}", unfilled(&line));
        }

        #[test]
        fn lines_of_spaces_and_figures_can_be_searched(line in "[0-9 ,a-c]{0,30}") {
            case_number(&line);
        }
    }
}
