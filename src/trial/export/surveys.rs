//! What people answered under their trial ids, in surveys that have closed: the codes of each question, and the scores.

use super::{
    file::{DataFile, Kind, Variable},
    source::Source,
};
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::surveys::{
        instrument::{Instrument, TEXT},
        score::{Outcome, score},
        sheet::{Sheet, saved},
        wave::{Mode, Wave},
    },
};

/// A survey with what was asked and what came of it, by trial id.
struct Closed {
    wave: Wave,
    asked: Vec<Instrument>,
    sheets: Vec<(String, Sheet)>,
}

/// Answers, scores, the questions with what their codes mean, and which of them a score is made of; none, where there are no such surveys.
pub fn surveys(conn: &mut Conn, floor: &Floor, source: &Source) -> Result<Vec<DataFile>> {
    let mut closed = Vec::new();
    for wave in Wave::of_trial(conn, &source.trial.id)? {
        if wave.mode == Mode::Named && wave.has_closed(source.now) {
            let here: std::collections::BTreeSet<&String> = source.called.values().collect();
            let mut sheets = saved::sent(conn, floor, &wave)?;
            sheets.retain(|(called, _)| here.contains(called));
            sheets.sort();
            closed.push(Closed { asked: wave.asked(conn)?, wave, sheets });
        }
    }
    if closed.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![answers(&closed), scores(&closed), items(&closed), scales(&closed)])
}

fn text(name: &'static str, label: &'static str) -> Variable {
    Variable::new(name, Kind::Text, label)
}

fn own(texts: [&str; 4]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

fn answers(closed: &[Closed]) -> DataFile {
    let mut rows = Vec::new();
    for Closed { wave, asked, sheets } in closed {
        for (called, sheet) in sheets {
            for instrument in asked {
                let answers = sheet.answers(instrument);
                for item in instrument.items.iter().filter(|item| item.answers != TEXT) {
                    let code = answers.get(&item.id).map_or_else(String::new, |code| code.to_string());
                    rows.push([own([called, &wave.name, &instrument.id, &item.id]), vec![code]].concat());
                }
            }
        }
    }
    let variables = vec![
        text("trial_id", "Stands for the person in all files"),
        text("wave", "The survey"),
        text("instrument", "The instrument"),
        text("item", "The question; see survey_items"),
        Variable::new("code", Kind::Integer, "What was answered, as coded; see survey_items").missing("not answered"),
    ];
    DataFile {
        name: "survey_answers",
        about: "a question that a person was asked in a survey that they sent",
        variables,
        rows,
    }
}

fn scores(closed: &[Closed]) -> DataFile {
    let mut rows = Vec::new();
    for Closed { wave, asked, sheets } in closed {
        for (called, sheet) in sheets {
            for instrument in asked {
                for one in score(instrument, &sheet.answers(instrument)) {
                    let (value, missing) = match one.outcome {
                        Outcome::Value(value) => (format!("{value:.4}"), String::new()),
                        Outcome::Missing(items) => (String::new(), items.join(" ")),
                    };
                    rows.push(
                        [own([called, &wave.name, &instrument.id, &one.scale.id]), vec![value, missing]].concat(),
                    );
                }
            }
        }
    }
    let variables = vec![
        text("trial_id", "Stands for the person in all files"),
        text("wave", "The survey"),
        text("instrument", "The instrument"),
        text("scale", "The scale of the instrument"),
        Variable::new("score", Kind::Number, "The score").missing("too few of its items were answered"),
        text("unanswered", "Items of the scale that were not answered").missing("none that mattered"),
    ];
    DataFile { name: "survey_scores", about: "a scale of a person who sent a survey", variables, rows }
}

fn scales(closed: &[Closed]) -> DataFile {
    let mut rows = Vec::new();
    for Closed { wave, asked, .. } in closed {
        for instrument in asked {
            for scale in &instrument.scales {
                rows.extend(scale.items.iter().map(|item| own([&wave.name, &instrument.id, &scale.id, item])));
            }
        }
    }
    let variables = vec![
        text("wave", "The survey"),
        text("instrument", "The instrument"),
        text("scale", "The scale of the instrument"),
        text("item", "A question that its score is made of"),
    ];
    DataFile { name: "survey_scales", about: "a question that a score is made of", variables, rows }
}

/// Wording goes along only where its licence lets it be passed on.
fn items(closed: &[Closed]) -> DataFile {
    let mut rows = Vec::new();
    for Closed { wave, asked, .. } in closed {
        for instrument in asked {
            let ships = instrument.licence.ships;
            for item in instrument.items.iter().filter(|item| item.answers != TEXT) {
                let choices = instrument.choices(&item.id);
                for code in instrument.codes(item) {
                    let label = choices.iter().find(|(known, _)| known == code).map_or("", |(_, words)| words.as_str());
                    let (words, label) = if ships { (instrument.words(&item.id), label) } else { ("", "") };
                    let reversed = u8::from(item.reversed).to_string();
                    let [wave, id, version, item] = [&wave.name, &instrument.id, &instrument.version, &item.id];
                    let of = own([wave, id, version, item]);
                    rows.push([of, vec![reversed, words.to_owned(), code.to_string(), label.to_owned()]].concat());
                }
            }
        }
    }
    let variables = vec![
        text("wave", "The survey"),
        text("instrument", "The instrument"),
        text("version", "The version of the instrument"),
        text("item", "The question"),
        Variable::new("reversed", Kind::Coded, "Scored from the other end").yes_or_no(),
        text("wording", "The question in its words").missing("its licence does not let it be passed on"),
        Variable::new("code", Kind::Integer, "A code that can be answered"),
        text("label", "The code in its words").missing("its licence does not let it be passed on"),
    ];
    DataFile { name: "survey_items", about: "a code with which a question can be answered", variables, rows }
}
