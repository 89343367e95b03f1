//! What a manager's line is read for, besides its length: words that stop it, and words that are worth another look. Each
//! remark says how to mend it. The lists are in `config/letters/remarks.toml`.

use std::sync::LazyLock;

use serde::Deserialize;
use strsim::sorensen_dice;

use super::marks::{address, case_number, masked, unfilled};
use crate::floor::pdf::text::tidy;

/// Lines that share more than this of their letter pairs are nearly the same.
const NEARLY: f64 = 0.9;
/// Fewer words than this say little.
const THIN: usize = 4;
/// A line with this many words beyond a stock phrase says something of its own.
const OWN_WORDS: usize = 4;

#[derive(Debug, Deserialize)]
struct Lists {
    placeholders: Vec<String>,
    profanity: Vec<String>,
    generic: Vec<String>,
    health: Vec<String>,
    capitals: Vec<String>,
    beginnings: Vec<String>,
    before_names: Vec<String>,
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
    if unfilled(line) || found_in(&lists.placeholders, &words).is_some() {
        stops.push("still has a gap to fill. Put the word in, or take the mark away.".to_owned());
    }
    if let Some(found) = found_in(&lists.profanity, &words) {
        stops.push(format!("has a word that a letter does not print: “{found}”. Say it another way."));
    } else if let Some(found) = masked(line) {
        stops.push(format!("has a word with marks in it: “{found}”. Say it another way."));
    }
    if let Some(found) = address(line) {
        stops.push(format!("has an address in it: “{found}”. Leave it out."));
    }
    if let Some(number) = case_number(line) {
        stops.push(format!("has what looks like the number of a case: “{number}”. Leave it out."));
    }
    stops
}

/// What is worth another look, in sentences that follow the name of the line. `about` holds the names of the person and of
/// whoever and whatever else may be named; `others` is what is written about the rest of the team, and `elsewhere` what the
/// rest of the round holds, each as [`plain`] gives it.
pub fn looks(line: &str, about: &[&str], others: &[Other<'_>], elsewhere: &[String]) -> Vec<String> {
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
    looks.extend(alike(line, about, others, elsewhere));
    looks.extend(named(line, about, others, lists));
    looks
}

/// Said of the first of the others whose line is the same, or nearly.
fn alike(line: &str, about: &[&str], others: &[Other<'_>], elsewhere: &[String]) -> Option<String> {
    let names: Vec<&str> = about.iter().copied().chain(others.iter().map(|other| other.name)).collect();
    let this = plain(line, &names);
    let of_team = others.iter().find_map(|other| {
        let that = plain(other.line, &names);
        let how = if this == that { "the same" } else { "nearly the same" };
        nearly(&this, &that)
            .then(|| format!("is {how} as a line about {}. People do compare; give each their own.", other.name))
    });
    of_team.or_else(|| {
        let found = elsewhere.iter().any(|that| nearly(&this, that));
        found.then(|| {
            "is much the same as a line about somebody in another team. People do compare; make it their own.".into()
        })
    })
}

/// A line as it is compared with others: without the names in it, so that the same words about somebody else are the same.
pub fn plain(line: &str, names: &[&str]) -> String {
    let names: Vec<String> = names.iter().copied().flat_map(words).collect();
    words(line).into_iter().filter(|word| !names.contains(word)).collect::<Vec<_>>().join(" ")
}

/// Whether two plain lines are the same or nearly. Few lines are of like length, and only those are looked at closely.
fn nearly(this: &str, that: &str) -> bool {
    let (this_long, that_long) = (this.len() as f64, that.len() as f64);
    let like = 2.0 * this_long.min(that_long) / (this_long + that_long) > NEARLY - 0.05;
    !this.is_empty() && like && sorensen_dice(this, that) > NEARLY
}

/// Names that had better not be there: a colleague's, or what may be a child's.
fn named(line: &str, about: &[&str], others: &[Other<'_>], lists: &Lists) -> Vec<String> {
    let known: Vec<String> = about.iter().copied().flat_map(words).collect();
    let colleagues: Vec<String> = others.iter().map(|other| other.name).flat_map(words).collect();
    let mut looks = Vec::new();
    let (mut begins, mut before, mut said) = (true, String::new(), Vec::new());
    for typed in line.split_whitespace() {
        let word = typed.trim_matches(|c: char| !c.is_alphanumeric());
        let plain = word.to_lowercase().replace('’', "'");
        let whole = plain.strip_suffix("'s").unwrap_or(&plain).to_owned();
        let (owns, plain) = (whole != plain, whole);
        let capital = word.starts_with(char::is_uppercase);
        let spelt = word.chars().skip(1).any(char::is_lowercase) && plain.chars().count() > 1;
        // ‘Connor’s face’ begins with a name; ‘child K’ and ‘Mrs. Jones’ hold one.
        let may_begin = !begins || (owns && !lists.beginnings.contains(&plain));
        let led = capital && lists.before_names.contains(&before);
        before.clone_from(&plain);
        if capital && (spelt || led) && !known.contains(&plain) && !said.contains(&plain) {
            if spelt && colleagues.contains(&plain) {
                looks.push(format!("names {word}, who is in your team too. Is this the right letter?"));
                said.push(plain);
            } else if (led || may_begin) && !lists.capitals.contains(&plain) {
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

/// Lower case, without marks but the apostrophe and the hyphen inside a word.
fn words(text: &str) -> Vec<String> {
    let tidied = tidy(text).to_lowercase().replace('’', "'");
    let parted = tidied.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-');
    parted.map(|word| word.trim_matches(['\'', '-']).to_owned()).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests;
