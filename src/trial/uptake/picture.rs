//! The funnel as a drawing: bars under the heading of whom they are a share of, each with its figures in words, so that
//! it reads without colour and without the page around it.

use serde::Serialize;
use tera::Context;

use super::{
    event::Denominator,
    funnel::{Figure, Funnel},
    report::{Report, percent},
};
use crate::floor::{error::Result, web::Templates};

const ROW: usize = 30;
const HEADING: usize = 44;
const BAR: f64 = 300.0;

/// Figures that are shares of the same people.
#[derive(Debug, Serialize)]
struct Section {
    words: String,
    y: usize,
    bars: Vec<Bar>,
}

#[derive(Debug, Serialize)]
struct Bar {
    label: String,
    figures: String,
    y: usize,
    /// Of [`BAR`]; `None` for a plain count, which has no bar.
    width: Option<f64>,
    /// Where a share that was reached before would end, and whose it was.
    line: Option<f64>,
    line_says: &'static str,
}

/// The drawing as SVG, with a title and a description of its own.
pub fn to_svg(templates: &Templates, report: &Report) -> Result<String> {
    let (sections, height) = lay_out(&report.funnel);
    let mut context = Context::new();
    context.insert("title", &title(report));
    context.insert("about", &about(report));
    context.insert("sections", &sections);
    context.insert("height", &height);
    context.insert("beaten", &report.funnel.figures.iter().any(|figure| figure.to_beat.is_some()));
    templates.render("uptake/funnel.svg", &context)
}

/// What the drawing is of.
#[must_use]
pub fn title(report: &Report) -> String {
    format!("Uptake of {}, randomised by {}", report.trial, report.unit)
}

/// The drawing in a sentence.
#[must_use]
pub fn about(report: &Report) -> String {
    let funnel = &report.funnel;
    let count = |key| funnel.count(key);
    format!(
        "Of {} {} {} were {}; of these {} {}.",
        count("in_trial"),
        report.reached.of,
        count("allocated"),
        report.reached.allocated,
        count(report.reached.key),
        report.reached.done
    )
}

fn lay_out(funnel: &Funnel) -> (Vec<Section>, usize) {
    let mut sections: Vec<(Denominator, Section)> = Vec::new();
    let mut y = 0;
    for figure in &funnel.figures {
        if sections.last().is_none_or(|(of, _)| *of != figure.of) {
            sections.push((figure.of, Section { words: heading(figure), y: y + HEADING - 14, bars: Vec::new() }));
            y += HEADING;
        }
        if let Some((_, section)) = sections.last_mut() {
            section.bars.push(bar(figure, y));
        }
        y += ROW;
    }
    (sections.into_iter().map(|(_, section)| section).collect(), y + 10)
}

fn heading(figure: &Figure) -> String {
    match figure.of {
        Denominator::None => "Counts".to_owned(),
        of => format!("Of {} {}", figure.whole, of.words()),
    }
}

fn bar(figure: &Figure, y: usize) -> Bar {
    let figures = match figure.share() {
        Some(share) => format!("{} of {} ({})", figure.count, figure.whole, percent(Some(share))),
        None => figure.count.to_string(),
    };
    Bar {
        label: figure.label.clone(),
        figures,
        y,
        width: figure.share().map(along),
        line: figure.to_beat.map(|beat| along(beat.share)),
        line_says: figure.to_beat.map_or("", |beat| beat.says),
    }
}

/// How far along a bar a share goes.
fn along(share: f64) -> f64 {
    (share.min(1.0) * BAR * 10.0).round() / 10.0
}
