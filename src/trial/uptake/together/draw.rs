//! The roads of several trials as one drawing, in columns, or each as a drawing of its own. Bars stand under whom they are a share of,
//! with their figures in words, so that it reads without colour.

use serde::Serialize;
use tera::Context;

use super::{Line, OfTrial, Together};
use crate::{
    floor::{error::Result, web::Templates},
    trial::uptake::{event::Denominator, picture::about, report::percent},
};

/// How wide a panel is, and what lies between two.
const WIDE: usize = 440;
const GAP: usize = 48;
const TITLE: usize = 54;
const HEADING: usize = 34;
/// A bar with its label, and what is read under some.
const ROW: usize = 42;
const UNDER: usize = 18;

#[derive(Debug, Serialize)]
struct Panel {
    x: usize,
    y: usize,
    /// '' where it stands under a heading of its own.
    title: String,
    about: String,
    headings: Vec<(usize, String)>,
    bars: Vec<Bar>,
}

#[derive(Debug, Serialize)]
struct Bar {
    y: usize,
    label: String,
    figures: String,
    /// Of [`WIDE`].
    width: f64,
    /// Whether it is of something else than those allocated, such as days.
    dose: bool,
    /// What is read under it.
    step: String,
    /// Where a share that was reached before would end, and whose it was.
    line: Option<f64>,
    line_says: &'static str,
}

/// Every trial in one drawing, two beside each other.
pub fn to_svg(templates: &Templates, together: &Together) -> Result<String> {
    let (mut panels, mut heights) = (Vec::new(), [0, 0]);
    let drawn: Vec<&OfTrial> = together.trials.iter().filter(|one| one.is_drawn()).collect();
    for (nth, one) in drawn.iter().enumerate() {
        let column = nth % heights.len();
        // Two that stand beside each other begin at one height.
        if column == 0 {
            heights = [heights[0].max(heights[1]); 2];
        }
        let (panel, height) = panel(one, true, column * (WIDE + GAP), heights[column]);
        heights[column] += height + GAP;
        panels.push(panel);
    }
    let columns = drawn.len().min(heights.len());
    let width = columns * WIDE + columns.saturating_sub(1) * GAP;
    let says: Vec<String> = drawn.iter().map(|one| format!("{}: {}", one.report.trial, about(&one.report))).collect();
    let height = heights[0].max(heights[1]).saturating_sub(GAP);
    svg(templates, "all", ("Uptake of every intervention", &says.join(" ")), (width, height), &panels)
}

/// One trial's drawing, without its title; `id` tells its parts from those of others on the same page.
pub fn one_svg(templates: &Templates, one: &OfTrial, id: &str) -> Result<String> {
    let (panel, height) = panel(one, false, 0, 0);
    let title = format!("Uptake of {}", one.report.trial);
    svg(templates, id, (&title, &about(&one.report)), (WIDE, height), &[panel])
}

fn svg(
    templates: &Templates,
    id: &str,
    (title, about): (&str, &str),
    (width, height): (usize, usize),
    panels: &[Panel],
) -> Result<String> {
    let mut context = Context::new();
    context.insert("id", id);
    context.insert("title", title);
    context.insert("about", about);
    context.insert("width", &width);
    context.insert("height", &height);
    context.insert("wide", &WIDE);
    context.insert("panels", panels);
    templates.render("uptake/together.svg", &context)
}

/// A panel and how high it is.
fn panel(one: &OfTrial, titled: bool, x: usize, top: usize) -> (Panel, usize) {
    let (mut headings, mut bars, mut y) = (Vec::new(), Vec::new(), if titled { TITLE } else { 0 });
    let mut of = None;
    for line in one.lines() {
        if of != Some(line.of) {
            y += HEADING;
            headings.push((y - 12, heading(&line)));
            of = Some(line.of);
        }
        let bar = bar(&line, y);
        y += if bar.step.is_empty() && bar.line.is_none() { ROW } else { ROW + UNDER };
        bars.push(bar);
    }
    let title = if titled { one.report.trial.clone() } else { String::new() };
    (Panel { x, y: top, title, about: one.about(), headings, bars }, y)
}

fn heading(line: &Line) -> String {
    match line.of {
        Denominator::None => "Counts".to_owned(),
        of => format!("Of {} {}", line.whole, of.words()),
    }
}

fn bar(line: &Line, y: usize) -> Bar {
    let figures = match line.share {
        Some(share) => format!("{} of {} ({})", line.count, line.whole, percent(Some(share))),
        None => line.count.to_string(),
    };
    let step =
        line.step.map_or_else(String::new, |step| format!("{} of those at the step before", percent(Some(step))));
    Bar {
        y,
        label: line.label.clone(),
        figures,
        width: along(line.share.unwrap_or_default()),
        dose: is_dose(line.of),
        step,
        line: line.to_beat.map(|beat| along(beat.share)),
        line_says: line.to_beat.map_or("", |beat| beat.says),
    }
}

/// What is no share of people or buildings on a list.
const fn is_dose(of: Denominator) -> bool {
    matches!(of, Denominator::InDiary | Denominator::InvitedToRounds | Denominator::TokenDays | Denominator::Posted)
}

/// How far along a bar a share goes.
fn along(share: f64) -> f64 {
    (share.min(1.0) * WIDE as f64 * 10.0).round() / 10.0
}
