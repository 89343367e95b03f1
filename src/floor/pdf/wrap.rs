//! Words into lines. Lines break at spaces alone; only a word wider than a whole line is cut, so nothing is ever clipped.

use super::face::Face;

/// `text` as lines no wider than `limit_mm` at `size_pt`, without the space each break took. Empty text has no lines.
pub fn wrap<'t>(face: &Face, text: &'t str, size_pt: f32, limit_mm: f32) -> Vec<&'t str> {
    let limit = face.units_in(limit_mm, size_pt);
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = first_line(face, rest, limit);
        lines.push(line);
        rest = after;
    }
    lines
}

/// The widest beginning of `text` that fits, and what is left after it and its space.
fn first_line<'t>(face: &Face, text: &'t str, limit: u32) -> (&'t str, &'t str) {
    let (mut used, mut last_space) = (0, None);
    for (at, character) in text.char_indices() {
        if character == ' ' {
            last_space = Some(at);
        }
        used += face.units_of(character);
        if used > limit && character != ' ' {
            return match last_space {
                Some(space) => (&text[..space], &text[space + 1..]),
                // At least one character a line, or a limit of nothing would never end.
                None => text.split_at(if at == 0 { character.len_utf8() } else { at }),
            };
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::wrap;
    use crate::floor::pdf::face::tests::open_sans;
    use proptest::prelude::*;

    #[test]
    fn a_line_breaks_at_a_space_and_loses_only_the_space() {
        let lines = wrap(&open_sans(), "Thank you for everything you did this winter", 11.0, 40.0);
        assert!(lines.len() > 1);
        assert_eq!(lines.join(" "), "Thank you for everything you did this winter");
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut_rather_than_clipped() {
        let word = "W".repeat(80);
        let lines = wrap(&open_sans(), &word, 11.0, 60.0);
        assert!(lines.len() > 1);
        assert_eq!(lines.concat(), word);
    }

    proptest! {
        #[test]
        fn every_line_fits_and_no_character_is_lost(text in "[a-zA-ZŵêÅ’ -]{0,200}", limit in 20f32..150.0) {
            let face = open_sans();
            let text = crate::floor::pdf::text::tidy(&text);
            let lines = wrap(&face, &text, 11.0, limit);
            for line in &lines {
                prop_assert!(face.width_mm(line, 11.0) <= limit + 0.01);
            }
            let kept: String = lines.concat().chars().filter(|c| *c != ' ').collect();
            let typed: String = text.chars().filter(|c| *c != ' ').collect();
            prop_assert_eq!(kept, typed);
        }
    }
}
