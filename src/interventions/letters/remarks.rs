//! What a manager's line is read for, besides its length: words that stop it, and words that are worth another look. Each
//! remark says how to mend it. The lists are in `config/letters/remarks.toml`.

use std::sync::LazyLock;

use serde::Deserialize;
use strsim::sorensen_dice;

use crate::floor::pdf::text::tidy;

/// Lines that share more than this of their letter pairs are nearly the same.
const NEARLY: f64 = 0.9;
/// Fewer words than this say little.
const THIN: usize = 4;
/// A line with this many words beyond a stock phrase says something of its own.
const OWN_WORDS: usize = 4;
/// As many figures in a row look like the number of a case.
const CASE_FIGURES: usize = 5;

#[derive(Debug, Deserialize)]
struct Lists {
    placeholders: Vec<String>,
    profanity: Vec<String>,
    generic: Vec<String>,
    health: Vec<String>,
    capitals: Vec<String>,
}

static LISTS: LazyLock<Option<Lists>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../config/letters/remarks.toml")).ok());

/// One of the two lines about somebody else on the same page.
#[derive(Debug, Clone, Copy)]
pub struct Other<'a> {
    /// What that person is called.
    pub name: &'a str,
    pub line: &'a str,
}

/// What keeps a line out of a letter until it is mended, in sentences that follow the name of the line.
pub fn stops(line: &str) -> Vec<String> {
    let (Some(lists), words) = (LISTS.as_ref(), words(line)) else { return Vec::new() };
    let mut stops = Vec::new();
    if line.contains(['[', ']', '{', '}', '<', '>']) || found_in(&lists.placeholders, &words).is_some() {
        stops.push("still has a gap to fill. Put the word in, or take the mark away.".to_owned());
    }
    if let Some(found) = found_in(&lists.profanity, &words) {
        stops.push(format!("has a word that a letter does not print: “{found}”. Say it another way."));
    }
    if let Some(number) = case_number(line) {
        stops.push(format!("has what looks like the number of a case: “{number}”. Leave it out."));
    }
    stops
}

/// What is worth another look, in sentences that follow the name of the line. `about` holds the names of the person and of
/// whoever and whatever else may be named; `others` is what is written about the rest of the team.
pub fn looks(line: &str, about: &[&str], others: &[Other<'_>]) -> Vec<String> {
    let (Some(lists), words) = (LISTS.as_ref(), words(line)) else { return Vec::new() };
    if words.is_empty() {
        return Vec::new();
    }
    let mut looks = Vec::new();
    if words.len() < THIN {
        looks.push("is very short. What did they do, and whom did it help?".to_owned());
    } else if let Some(found) = found_in(&lists.generic, &words)
        && words.len() - found.split(' ').count() < OWN_WORDS
    {
        looks.push(format!("could be about anyone: “{found}”. Say what only they did."));
    }
    if let Some(found) = found_in(&lists.health, &words) {
        looks
            .push(format!("may touch on health or time off: “{found}”. A family may open the letter; leave that out."));
    }
    looks.extend(alike(line, about, others));
    looks.extend(named(line, about, others, &lists.capitals));
    looks
}

/// Said of the first of the others whose line is the same, or nearly.
fn alike(line: &str, about: &[&str], others: &[Other<'_>]) -> Option<String> {
    let names: Vec<String> =
        about.iter().copied().chain(others.iter().map(|other| other.name)).flat_map(words).collect();
    let plain = |line: &str| words(line).into_iter().filter(|word| !names.contains(word)).collect::<Vec<_>>().join(" ");
    let this = plain(line);
    others.iter().find_map(|other| {
        let that = plain(other.line);
        let alike = if this.is_empty() { 0.0 } else { sorensen_dice(&this, &that) };
        let how = if this == that { "the same" } else { "nearly the same" };
        (alike > NEARLY)
            .then(|| format!("is {how} as a line about {}. People do compare; give each their own.", other.name))
    })
}

/// Names that had better not be there: a colleague's, or what may be a child's.
fn named(line: &str, about: &[&str], others: &[Other<'_>], capitals: &[String]) -> Vec<String> {
    let known: Vec<String> = about.iter().copied().flat_map(words).collect();
    let colleagues: Vec<String> = others.iter().map(|other| other.name).flat_map(words).collect();
    let mut looks = Vec::new();
    let (mut begins, mut said) = (true, Vec::new());
    for typed in line.split_whitespace() {
        let word = typed.trim_matches(|c: char| !c.is_alphanumeric());
        let plain = word.to_lowercase().replace('’', "'");
        let plain = plain.strip_suffix("'s").unwrap_or(&plain).to_owned();
        let capital = word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase);
        if capital && !known.contains(&plain) && !said.contains(&plain) {
            if colleagues.contains(&plain) {
                looks.push(format!("names {word}, who is in your team too. Is this the right letter?"));
                said.push(plain);
            } else if !begins && !capitals.contains(&plain) {
                looks.push(format!(
                    "has “{word}”, which looks like a name. Leave out the names of children and families."
                ));
                said.push(plain);
            }
        }
        begins = typed.ends_with(['.', '!', '?', ':']);
    }
    looks
}

/// The longest entry of a list that is among the words, without its mark.
fn found_in<'l>(list: &'l [String], words: &[String]) -> Option<&'l str> {
    let found = list.iter().filter_map(|entry| match entry.strip_suffix('-') {
        Some(beginning) => words.iter().any(|word| word.starts_with(beginning)).then_some(beginning),
        None => {
            let wanted: Vec<&str> = entry.split(' ').collect();
            words.windows(wanted.len()).any(|some| some == wanted).then_some(entry.as_str())
        }
    });
    found.max_by_key(|entry| entry.len())
}

fn case_number(line: &str) -> Option<&str> {
    let figures = |word: &&str| word.chars().filter(char::is_ascii_digit).count() >= CASE_FIGURES;
    line.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).find(figures)
}

/// Lower case, without marks but the apostrophe and the hyphen inside a word.
fn words(text: &str) -> Vec<String> {
    let tidied = tidy(text).to_lowercase().replace('’', "'");
    let parted = tidied.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-');
    parted.map(|word| word.trim_matches(['\'', '-']).to_owned()).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ABOUT: [&str; 3] = ["Siân Ŵyn", "Musa Khan", "Northmoor North Team"];

    fn others() -> [Other<'static>; 2] {
        let line = "You stayed late for two brothers on Friday.";
        [Other { name: "Annie Wójcik", line }, Other { name: "Ben Şen", line: "" }]
    }

    #[test]
    fn the_lists_are_there() {
        assert!(LISTS.is_some());
    }

    #[test]
    fn a_good_line_passes_without_a_word() {
        for line in [
            "Siân, you found the one relative whom everybody else had stopped looking for.",
            "Musa and I saw how you sat with that grandmother in Northmoor until she believed you.",
            "The MASH team ask for you by name. That says it all, Siân’s friends tell me.",
            "You noticed who had gone quiet at Christmas, and I won’t forget it.",
        ] {
            assert_eq!((stops(line), looks(line, &ABOUT, &others())), (vec![], vec![]), "{line}");
        }
    }

    #[test]
    fn what_stops_a_line_is_told() {
        for (line, says) in [
            ("Thank you, [name], for all of it.", "gap to fill"),
            ("Lorem ipsum dolor sit amet.", "gap to fill"),
            ("TBC by Friday at the latest, honestly.", "gap to fill"),
            ("You are shit-hot at court reports.", "does not print: “shit”"),
            ("Your work on LCS1234567 was superb to read.", "“LCS1234567”"),
        ] {
            assert!(stops(line).iter().any(|stop| stop.contains(says)), "{line}: {:?}", stops(line));
        }
    }

    #[test]
    fn what_is_worth_another_look_is_told() {
        for (line, says) in [
            ("Thank you.", "very short"),
            ("Keep up the good work, Siân!", "could be about anyone: “keep up the good work”"),
            ("You carried on although you were so poorly in May.", "“poorly”"),
            ("You stayed late for two brothers on Friday.", "the same as a line about Annie Wójcik"),
            ("You stayed late for two brothers on a Friday.", "nearly the same as a line about Annie Wójcik"),
            ("The way you covered for Ben’s visits was a gift.", "names Ben’s, who is in your team"),
            ("The way you spoke to little Connor changed his day.", "“Connor”, which looks like a name"),
        ] {
            let looks = looks(line, &ABOUT, &others());
            assert!(looks.iter().any(|look| look.contains(says)), "{line}: {looks:?}");
        }
    }

    #[test]
    fn a_stock_phrase_in_a_line_of_its_own_is_no_fault() {
        let line = "Thank you for all your hard work on the placement that nobody believed in.";
        assert_eq!(looks(line, &ABOUT, &[]), Vec::<String>::new());
    }

    #[test]
    fn the_same_line_with_another_name_in_it_is_the_same_line() {
        let other = Other { name: "Annie", line: "Annie, your reports sing to the court." };
        let looks = looks("Siân, your reports sing to the court.", &["Siân"], &[other]);
        assert!(looks.iter().any(|look| look.starts_with("is the same as a line about Annie")), "{looks:?}");
    }

    proptest! {
        #[test]
        fn any_line_can_be_read(line in any::<String>(), other in any::<String>()) {
            stops(&line);
            looks(&line, &["Siân"], &[Other { name: "Ben", line: &other }]);
        }
    }
}
