//! The forms of a Round as a drawing: a row for each statement, and in it a bar with its number for each of the five answers, so
//! that it reads without colour.

use serde::Serialize;
use tera::Context;

use super::{figures::Distribution, instrument::Kind};
use crate::floor::{error::Result, web::Templates};

const COLUMN: f64 = 128.0;
/// The longest bar; its number stands behind it.
const BAR: f64 = 88.0;
const ROW: usize = 62;
const HEADING: usize = 34;

#[derive(Debug, Serialize)]
struct Row {
    words: String,
    y: usize,
    bars: Vec<Bar>,
}

#[derive(Debug, Serialize)]
struct Bar {
    x: f64,
    width: f64,
    count: usize,
}

/// The questions of one kind, drawn; `None` where nothing of them is shown.
pub fn to_svg(templates: &Templates, questions: &[Distribution], kind: Kind, title: &str) -> Result<Option<String>> {
    let (rows, columns) = lay_out(questions, kind);
    if rows.is_empty() {
        return Ok(None);
    }
    let height = HEADING + ROW * rows.len();
    let mut context = Context::new();
    context.insert("title", title);
    context.insert("about", &about(rows.len()));
    context.insert("columns", &columns);
    context.insert("rows", &rows);
    context.insert("height", &height);
    templates.render("rounds/answers.svg", &context).map(Some)
}

/// The drawing in a sentence.
#[must_use]
pub fn about(rows: usize) -> String {
    let of = if rows == 1 { "one question".to_owned() } else { format!("{rows} statements") };
    format!("For {of}, how many chose each of five answers, from the least to the most.")
}

fn lay_out(questions: &[Distribution], kind: Kind) -> (Vec<Row>, Vec<(f64, String)>) {
    let drawn: Vec<&Distribution> =
        questions.iter().filter(|one| one.kind == kind && one.answered().is_some_and(|all| all > 0)).collect();
    let across = |index: usize| f64::from(u16::try_from(index).unwrap_or_default()) * COLUMN;
    let words = drawn.first().map(|one| one.answers.iter().map(|(words, _)| words.clone()).collect::<Vec<_>>());
    let columns = words.unwrap_or_default().into_iter().enumerate().map(|(at, words)| (across(at), words)).collect();
    let rows = drawn.iter().enumerate().map(|(at, one)| {
        let all = one.answered().unwrap_or_default();
        let bar = |(at, (_, count)): (usize, &(String, Option<usize>))| {
            let count = count.unwrap_or_default();
            Bar { x: across(at), width: along(count, all), count }
        };
        Row {
            words: one.question.clone(),
            y: HEADING + ROW * at,
            bars: one.answers.iter().enumerate().map(bar).collect(),
        }
    });
    (rows.collect(), columns)
}

fn along(count: usize, all: usize) -> f64 {
    let of = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    (of(count) / of(all.max(1)) * BAR * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share_and_bears_its_number() {
        let answers = [0, 0, 2, 0, 6].iter().map(|n| ("Step".to_owned(), Some(*n))).collect();
        let one = Distribution { question: "Q".into(), kind: Kind::Rating, answers };
        let (rows, columns) = lay_out(std::slice::from_ref(&one), Kind::Rating);
        assert_eq!(columns.len(), 5);
        assert_eq!((rows[0].bars[2].width, rows[0].bars[2].count), (22.0, 2));
        assert!(lay_out(&[one], Kind::Agreement).0.is_empty());
    }
}
