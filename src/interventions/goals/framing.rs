//! What a text that a worker sees is read for: words that sound like one more thing to get through, and sentences that are hard
//! to read. In the first trials 'programme' and 'module' did their harm before anybody had read on.

use unicode_segmentation::UnicodeSegmentation;

/// A text is read for its level from this many words on.
const ENOUGH_WORDS: usize = 12;
/// The oldest reading age that passes.
const OLDEST: f64 = 13.0;

/// What had better be said another way, in sentences. `avoid` are words, each with all its endings.
#[must_use]
pub fn remarks(text: &str, avoid: &[String]) -> Vec<String> {
    let words: Vec<String> = text.unicode_words().map(str::to_lowercase).collect();
    let mut remarks = Vec::new();
    for heavy in avoid {
        if let Some(found) = words.iter().find(|word| is_form_of(word, heavy)) {
            remarks.push(format!("“{found}” sounds like one more thing to get through. Say it another way."));
        }
    }
    let age = reading_age(text);
    if words.len() >= ENOUGH_WORDS && age > OLDEST {
        remarks.push(format!("This reads like something for people of {age:.0} and over. Shorter sentences help."));
    }
    remarks
}

/// 'tasks' of 'task', 'completed' of 'complete', and no 'taskmaster' or 'mustard'.
fn is_form_of(word: &str, of: &str) -> bool {
    let of = of.to_lowercase();
    word == of || word.strip_prefix(of.trim_end_matches('e')).is_some_and(|end| ENDINGS.contains(&end))
}

const ENDINGS: [&str; 6] = ["e", "s", "es", "ed", "ing", "ion"];

/// The age at which a text is read with ease: the Flesch-Kincaid grade and five years (Kincaid and others, Derivation of new
/// readability formulas for Navy enlisted personnel, 1975).
#[must_use]
pub fn reading_age(text: &str) -> f64 {
    let words: Vec<&str> = text.unicode_words().collect();
    let sentences = text.unicode_sentences().filter(|sentence| sentence.unicode_words().next().is_some()).count();
    if words.is_empty() {
        return 5.0;
    }
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let (words, sentences, syllables) = (words.len() as f64, sentences.max(1) as f64, syllables as f64);
    0.39 * words / sentences + 11.8 * syllables / words - 15.59 + 5.0
}

/// Groups of vowels, less a silent e at the end; one at the least.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let vowel = |c: char| "aeiouyàâäéèêëîïôöûüŵŷ".contains(c);
    let mut count = 0;
    let mut before = false;
    for c in word.chars() {
        count += usize::from(vowel(c) && !before);
        before = vowel(c);
    }
    if word.ends_with('e') && !word.ends_with("le") && count > 1 {
        count -= 1;
    }
    count.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{floor::config::Settings, interventions::goals::course::Course};

    fn avoid() -> Vec<String> {
        Settings::with("").unwrap().goals.avoid
    }

    #[test]
    fn heavy_words_are_found_with_their_endings_and_nothing_else() {
        let said = |text: &str| remarks(text, &avoid()).len();
        assert_eq!(["Complete the first module.", "A task", "You MUST come", "completing it"].map(said), [2, 1, 1, 1]);
        assert_eq!(["Mustard with that?", "A taskmaster", "Half an hour for you"].map(said), [0, 0, 0]);
    }

    #[test]
    fn long_words_in_long_sentences_are_hard() {
        let hard = "Participation in organisational wellbeing initiatives necessitates considerable prioritisation of \
                    individually determined developmental objectives alongside operational responsibilities.";
        assert!(reading_age(hard) > 20.0, "{}", reading_age(hard));
        let easy = "What would you like a little more of? Pick one small thing. Write it down.";
        assert!(reading_age(easy) < 9.0, "{}", reading_age(easy));
        assert_eq!(remarks(hard, &[]).len(), 1);
    }

    #[test]
    fn every_course_that_ships_passes() {
        for course in Course::all() {
            for (key, text) in course.texts() {
                assert_eq!(remarks(&text, &avoid()), Vec::<String>::new(), "{key}: {text}");
            }
        }
    }

    #[test]
    fn every_mail_to_a_worker_that_ships_passes() {
        for (name, text) in [
            ("goals_welcome", include_str!("../../../templates/mail/goals_welcome/text.txt")),
            ("goals_invite", include_str!("../../../templates/mail/goals_invite/text.txt")),
            ("goals_again", include_str!("../../../templates/mail/goals_again/text.txt")),
            ("goals_cancelled", include_str!("../../../templates/mail/goals_cancelled/text.txt")),
            ("question_asked", include_str!("../../../templates/mail/question_asked/text.txt")),
        ] {
            assert_eq!(remarks(text, &avoid()), Vec::<String>::new(), "{name}");
        }
    }
}
