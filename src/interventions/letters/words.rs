//! The words that every letter of a round shares, as a coordinator types them: in English, and in Welsh where the round has
//! them. A person whose record asks for Welsh gets the Welsh ones, or else the English.

use super::{
    hand::Hand,
    letter::{Language, Wording},
    print::{Stationery, Unprintable},
    store::rounds::Round,
};
use crate::floor::{
    error::{Complaints, Error, Result},
    web::Form,
};

/// Paragraphs of opening and closing are parted by an empty line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub opening: String,
    pub closing: String,
    pub sign_off: String,
    pub signatory_title: String,
}

/// Each field with the most characters it takes, and what is asked for.
const FIELDS: [(&str, usize, &str); 4] = [
    ("opening", 5_000, "Write the words before the manager’s two lines."),
    ("closing", 5_000, "Write the words after the manager’s two lines."),
    ("sign_off", 120, "Write the words above the signature, such as “With thanks,”."),
    ("signatory_title", 120, "Give the title that prints under the name."),
];

impl Words {
    /// Reads what was typed, with a complaint for each field that is not as it should be. `None`, where nothing was typed in
    /// Welsh; there it is all four or none.
    pub fn parse(form: &Form, language: Language, complaints: &mut Complaints) -> Option<Self> {
        let texts = FIELDS.map(|(name, ..)| tidy(form.text(&field(name, language))));
        let welsh = language == Language::Welsh;
        if welsh && texts.iter().all(String::is_empty) {
            return None;
        }
        for ((name, longest, ask), text) in FIELDS.iter().zip(&texts) {
            if text.is_empty() || text.chars().count() > *longest {
                let all = if welsh { " In Welsh it is all four of these, or none." } else { "" };
                complaints.add(field(name, language), format!("{ask}{all}"));
            }
        }
        let [opening, closing, sign_off, signatory_title] = texts;
        Some(Self { opening, closing, sign_off, signatory_title })
    }

    /// The English words of a round.
    pub fn of(round: &Round) -> Self {
        Self {
            opening: round.opening.clone(),
            closing: round.closing.clone(),
            sign_off: round.sign_off.clone(),
            signatory_title: round.signatory_title.clone(),
        }
    }

    /// As letters of one authority and signatory say them.
    pub fn wording(&self, language: Language, authority: &str, signatory: &str) -> Wording {
        let (title, greeting) = match language {
            Language::English => ("A letter of thanks", "Dear {name},"),
            Language::Welsh => ("Llythyr o ddiolch", "Annwyl {name},"),
        };
        Wording {
            language,
            title: title.into(),
            authority: authority.into(),
            sender: Vec::new(),
            greeting: greeting.into(),
            opening: paragraphs(&self.opening),
            closing: paragraphs(&self.closing),
            sign_off: self.sign_off.clone(),
            signatory: signatory.into(),
            signatory_title: self.signatory_title.clone(),
        }
    }

    /// Whether they print, leave room on one page, and in large print on two.
    pub fn fit(&self, language: Language, authority: &str, signatory: &str, complaints: &mut Complaints) -> Result<()> {
        let wording = self.wording(language, authority, signatory);
        let faults = match Stationery::new(&wording, Some(&Hand::typed(signatory))) {
            Ok(stationery) => stationery.fault_in_large_print().into_iter().collect(),
            Err(Unprintable::Faults(faults)) => faults,
            Err(other) => return Err(Error::broken(other)),
        };
        faults.iter().for_each(|fault| complaints.add(field("opening", language), fault.to_string()));
        Ok(())
    }
}

/// What a form calls a field in a language.
fn field(name: &str, language: Language) -> String {
    match language {
        Language::English => name.to_owned(),
        Language::Welsh => format!("{name}_{}", language.tag()),
    }
}

/// Parted by empty lines; a single line end is a space.
fn paragraphs(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for line in text.lines().map(str::trim) {
        match (line, found.last_mut()) {
            ("", _) => found.push(String::new()),
            (line, Some(last)) if !last.is_empty() => *last = format!("{last} {line}"),
            (line, Some(last)) => last.push_str(line),
            (_, None) => {}
        }
    }
    found.retain(|paragraph| !paragraph.is_empty());
    found
}

/// Without space round it, and without what no database keeps.
pub(super) fn tidy(text: &str) -> String {
    text.replace('\0', "").replace("\r\n", "\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_part_paragraphs_and_line_ends_do_not() {
        assert_eq!(paragraphs("One\ntwo\n\n \nThree\n"), ["One two", "Three"]);
        assert!(paragraphs(" \n\n").is_empty());
    }

    #[test]
    fn welsh_words_are_all_there_or_none() {
        let welsh = |fields: &[(&str, &str)]| {
            let fields = fields.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned()));
            let mut complaints = Complaints::default();
            let words = Words::parse(&Form::of(fields.collect()), Language::Welsh, &mut complaints);
            (words, complaints.to_string())
        };
        assert_eq!(welsh(&[("opening", "Only in English"), ("opening_cy", " ")]), (None, String::new()));
        let (_, said) = welsh(&[("opening_cy", "Diolch"), ("closing_cy", "Hwyl"), ("sign_off_cy", "Cofion,")]);
        assert!(said.contains("title") && said.contains("all four"), "{said}");
    }
}
