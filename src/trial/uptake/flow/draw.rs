//! The flow as a drawing: boxes from the top down, an arm a column, that read without colour and without the page around them.

use serde::Serialize;
use tera::Context;

use super::{
    Arm, Flow,
    written::{Line, many},
};
use crate::floor::{error::Result, web::Templates};

const LINE: usize = 20;
const BOX: usize = 260;
const GAP: usize = 24;
const PAD: usize = 14;
/// How many letters a line of a box holds, in a wide font of the size that it has.
const WIDE: usize = 30;

/// A box with its lines; those that are reasons are set in.
#[derive(Debug, Serialize)]
struct Drawn {
    x: usize,
    y: usize,
    height: usize,
    lines: Vec<(usize, bool, String)>,
}

/// From the middle of one box's foot to the middle of another's head.
#[derive(Debug, Serialize)]
struct Arrow {
    path: String,
}

/// The drawing as SVG, with a title and a description of its own.
pub fn to_svg(templates: &Templates, flow: &Flow) -> Result<String> {
    let mut drawing = Drawing { flow, boxes: Vec::new(), arrows: Vec::new() };
    let (width, height) = drawing.lay_out();
    let mut context = Context::new();
    context.insert("title", &title(flow));
    context.insert("about", &about(flow));
    context.insert("boxes", &drawing.boxes);
    context.insert("arrows", &drawing.arrows);
    context.insert("box", &BOX);
    context.insert("width", &width);
    context.insert("height", &height);
    templates.render("uptake/flow.svg", &context)
}

/// What the drawing is of.
#[must_use]
pub fn title(flow: &Flow) -> String {
    let of = if flow.of.is_empty() { String::new() } else { format!(", as to {}", flow.of) };
    format!("Flow of participants in {}{of}, randomised by {}", flow.trial, flow.unit)
}

/// The drawing in a sentence.
#[must_use]
pub fn about(flow: &Flow) -> String {
    let many = |arm: &Arm| match arm.people {
        Some(people) => format!("{people} to {}", arm.name),
        None => format!("{} to {}", many(arm.units, &flow.unit), arm.name),
    };
    let arms = flow.arms.iter().map(many).collect::<Vec<_>>();
    format!("{} people were randomised: {}.", flow.randomised.people, arms.join(", "))
}

struct Drawing<'a> {
    flow: &'a Flow,
    boxes: Vec<Drawn>,
    arrows: Vec<Arrow>,
}

impl Drawing<'_> {
    /// Lays every box and arrow; how wide and how high it all is.
    fn lay_out(&mut self) -> (usize, usize) {
        let flow = self.flow;
        let columns = flow.arms.len().max(2);
        let width = columns * (BOX + GAP) - GAP + 2;
        let middle = (width - BOX) / 2;
        let mut y = 1;
        if let Some(assessed) = flow.looked_at() {
            let foot = self.put(middle, y, vec![self.drawn(&assessed)]);
            let lines = flow.left_out().iter().map(|line| self.drawn(line)).collect();
            let side = self.put(width - BOX - 1, foot + GAP, lines);
            y = side + GAP;
            self.arrow(middle + BOX / 2, foot, middle + BOX / 2, y);
        }
        let mut foot = self.put(middle, y, vec![self.drawn(&flow.drawn())]);
        let top = foot + 2 * GAP;
        let from = (middle + BOX / 2, foot);
        for (nth, arm) in flow.arms.iter().enumerate() {
            let x = 1 + nth * (BOX + GAP);
            self.bend(from, (x + BOX / 2, top));
            foot = foot.max(self.column(arm, x, top));
        }
        (width, foot + 2)
    }

    /// An arm's boxes, one under the other; where the last one ends.
    fn column(&mut self, arm: &Arm, x: usize, y: usize) -> usize {
        let mut foot = y;
        for (nth, lines) in self.flow.of_arm(arm).iter().enumerate() {
            let mut drawn: Vec<(bool, String)> = lines.iter().map(|line| self.drawn(line)).collect();
            if nth == 0 {
                drawn.insert(0, (false, arm.name.clone()));
            } else {
                self.arrow(x + BOX / 2, foot, x + BOX / 2, foot + GAP);
                foot += GAP;
            }
            foot = self.put(x, foot, drawn);
        }
        foot
    }

    /// A line in the words of a box, and whether it is set in. Of an outcome, those without data stand under those with.
    fn drawn(&self, line: &Line) -> (bool, String) {
        let unit = &self.flow.unit;
        let no_data = line.whole && !line.outcome.is_empty();
        let says = if no_data { "no data" } else { line.says.as_str() };
        let text = match (line.people, line.units) {
            (None, Some(units)) => format!("{says}: {}", many(units, unit)),
            (people, _) => format!("{says}: {}{}", people.unwrap_or_default(), line.in_units(unit)),
        };
        (line.reason || no_data, text)
    }

    /// A box at a place; where it ends.
    fn put(&mut self, x: usize, y: usize, lines: Vec<(bool, String)>) -> usize {
        let broken = lines.into_iter().flat_map(|(reason, text)| {
            let lines = broken(&text, if reason { WIDE - 3 } else { WIDE });
            lines.into_iter().map(move |line| (reason, line)).collect::<Vec<_>>()
        });
        let lines: Vec<(usize, bool, String)> =
            broken.enumerate().map(|(nth, (reason, line))| (y + PAD + LINE * nth + LINE / 2, reason, line)).collect();
        let height = lines.len() * LINE + PAD;
        self.boxes.push(Drawn { x, y, height, lines });
        y + height
    }

    fn arrow(&mut self, x: usize, from: usize, to_x: usize, to: usize) {
        self.arrows.push(Arrow { path: format!("M{x} {from}L{to_x} {to}") });
    }

    /// Down, across and down.
    fn bend(&mut self, (x, y): (usize, usize), (to_x, to_y): (usize, usize)) {
        self.arrows.push(Arrow { path: format!("M{x} {y}v{GAP}H{to_x}V{to_y}") });
    }
}

/// A text in lines of so many letters, broken between words.
fn broken(text: &str, wide: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ') {
        let fits =
            lines.last().is_some_and(|line| line.is_empty() || line.chars().count() + word.chars().count() < wide);
        match lines.last_mut().filter(|_| fits) {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => line.extend([" ", word]),
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::trial::uptake::flow::{Analysed, Count, Inside, Sites};

    #[test]
    fn no_box_lies_on_another_and_no_line_is_cut() {
        let inside = Inside {
            received: Count { units: 3, people: 180 },
            did_not: Count { units: 1, people: 15 },
            not_received: [("lines were asked for, no letter was made".to_owned(), 9), ("left".to_owned(), 6)].into(),
            sites: Some(Sites { stayed: Count { units: 2, people: 130 }, withdrew: Count { units: 1, people: 65 } }),
            followed_up: Count { units: 3, people: 189 },
            not_followed_up: Count { units: 0, people: 6 },
            lost: 6,
            outcomes: vec![Analysed {
                outcome: "absence".into(),
                title: "Working days lost to sickness".into(),
                analysed: Count { units: 3, people: 190 },
                no_data: Count { units: 0, people: 5 },
            }],
            ..Inside::default()
        };
        let arm = |name: &str, inside: Option<Inside>| {
            let people = inside.as_ref().map(|_| 195);
            Arm { name: name.into(), served: true, units: 3, people, inside }
        };
        let flow = Flow {
            trial: "Letters".into(),
            of: String::new(),
            unit: "team".into(),
            as_of: NaiveDate::default(),
            assessed: Some(405),
            excluded: [("has left".to_owned(), 10), ("is not to be written to at home".to_owned(), 5)].into(),
            units_assessed: Some(4),
            units_left_out: Some(1),
            randomised: Count { units: 3, people: 390 },
            arms: vec![arm("letter", Some(inside.clone())), arm("comparison", Some(inside)), arm("waiting", None)],
            notes: Vec::new(),
            checks: Vec::new(),
        };
        let mut drawing = Drawing { flow: &flow, boxes: Vec::new(), arrows: Vec::new() };
        let (width, height) = drawing.lay_out();
        for (nth, one) in drawing.boxes.iter().enumerate() {
            assert!(one.x + BOX < width && one.y + one.height < height);
            assert!(one.lines.iter().all(|(_, _, line)| line.chars().count() <= WIDE));
            for other in &drawing.boxes[nth + 1..] {
                let apart = one.x + BOX <= other.x || other.x + BOX <= one.x;
                assert!(apart || one.y + one.height < other.y || other.y + other.height < one.y, "{one:?} {other:?}");
            }
        }
        let svg = to_svg(&Templates::load().unwrap(), &flow).unwrap();
        assert!(svg.contains("Assessed: 405 in 4 teams") && svg.contains("Not randomised: 15, with 1<"), "{svg}");
        assert!(svg.contains("Randomised: 390 in 3 teams") && svg.contains("is not to be written to at"), "{svg}");
        assert!(
            svg.contains(">Did not: 15, with 1 whole team<") && svg.contains(">no data: 5, with 0 whole<"),
            "{svg}"
        );
    }
}
