//! A picture of bars, each with its figures in words, so that it reads without colour and without the page around it.

use serde::Serialize;
use tera::Context;

use crate::floor::{error::Result, web::Templates};

/// Of one bar with its words above it: narrow enough to be read on a phone.
const ROW: usize = 48;
/// The longest bar.
const LONGEST: f64 = 360.0;

/// A picture and its figures.
#[derive(Debug, Clone)]
pub struct Picture {
    /// In addresses and files.
    pub name: &'static str,
    pub title: String,
    /// In a sentence or two.
    pub about: String,
    /// Of values.
    pub unit: &'static str,
    /// Headings of the table behind it, and whether each is of numbers.
    pub columns: [(&'static str, bool); 2],
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    pub label: String,
    /// `None` where it is hidden, or not known.
    pub value: Option<i64>,
    /// In words, beside the bar.
    pub figures: String,
    pub mark: Option<Mark>,
}

/// A line across a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    pub at: i64,
    pub says: &'static str,
}

#[derive(Debug, Serialize)]
struct Drawn<'a> {
    label: &'a str,
    figures: &'a str,
    y: usize,
    width: Option<f64>,
    mark: Option<f64>,
    mark_says: &'static str,
}

impl Picture {
    /// The table behind it.
    pub fn rows(&self) -> impl Iterator<Item = [&str; 2]> {
        self.bars.iter().map(|bar| [bar.label.as_str(), bar.figures.as_str()])
    }

    /// As SVG, with a title and a description of its own.
    pub fn to_svg(&self, templates: &Templates) -> Result<String> {
        let values = self.bars.iter().flat_map(|bar| [bar.value, bar.mark.map(|mark| mark.at)]).flatten();
        let most = values.max().unwrap_or_default().max(1);
        let along = |value: i64| (value as f64 / most as f64 * LONGEST * 10.0).round() / 10.0;
        let drawn = self.bars.iter().enumerate().map(|(nth, bar)| Drawn {
            label: &bar.label,
            figures: &bar.figures,
            y: nth * ROW,
            width: bar.value.map(along),
            mark: bar.mark.map(|mark| along(mark.at)),
            mark_says: bar.mark.map_or("", |mark| mark.says),
        });
        let mut context = Context::new();
        context.insert("name", self.name);
        context.insert("title", &self.title);
        context.insert("about", &self.about);
        context.insert("height", &(self.bars.len().max(1) * ROW + 10));
        context.insert("bars", &drawn.collect::<Vec<_>>());
        templates.render("rounds/bars.svg", &context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(bars: Vec<Bar>) -> String {
        let columns = [("Round", false), ("Came", true)];
        let picture = Picture {
            name: "attendance",
            title: "A <year>".into(),
            about: "Two".into(),
            unit: "people",
            columns,
            bars,
        };
        picture.to_svg(&Templates::load().unwrap()).unwrap()
    }

    #[test]
    fn the_longest_bar_fills_the_room_and_each_says_its_figures() {
        let mark = Some(Mark { at: 60, says: "places" });
        let svg = picture(vec![
            Bar { label: "1: 18 March 2027".into(), value: Some(30), figures: "30 of 60 places".into(), mark },
            Bar { label: "Managers".into(), value: None, figures: "hidden, too few people".into(), mark: None },
        ]);
        assert!(svg.contains("width=\"180.0\"") && svg.contains("M360.0 18"), "{svg}");
        assert!(svg.contains("30 of 60 places") && svg.contains("hidden, too few people"), "{svg}");
        assert!(svg.contains("A &lt;year&gt;"), "{svg}");
    }

    #[test]
    fn a_picture_of_nothing_is_still_one() {
        assert!(picture(Vec::new()).contains("Nothing to show yet"));
    }
}
