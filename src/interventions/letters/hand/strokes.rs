//! A signature drawn on a screen: the strokes of a finger, a pen or a mouse, on a pad of fixed size.

use serde::{Deserialize, Serialize};

use crate::floor::error::{Error, Result};

/// The pad that strokes are drawn on, in its own units; the page's script uses the same.
pub const PAD: (u16, u16) = (1000, 300);
/// More strokes or points than a signature has.
const MOST_STROKES: usize = 200;
const MOST_POINTS: usize = 5_000;
/// A dot is no signature: the least that the strokes have to span, in the pad's units.
const LEAST: u16 = 60;

/// Strokes, each the points it passes through, on the pad.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Strokes(Vec<Vec<(u16, u16)>>);

impl Strokes {
    /// Reads `[[[x, y], …], …]`, as the page's script sends it.
    ///
    /// # Errors
    /// A sentence for the field it came from, where nothing or next to nothing was drawn, or far too much.
    pub fn parse(text: &str) -> Result<Self> {
        let again = |why: &str| Error::invalid("drawn", why);
        if text.trim().is_empty() {
            return Err(again("Draw your signature, or choose to type your name instead."));
        }
        let Ok(Self(mut strokes)) = serde_json::from_str::<Self>(text) else {
            return Err(again("The drawing did not come through. Draw it again, or type your name instead."));
        };
        strokes.retain(|stroke| !stroke.is_empty());
        let points = || strokes.iter().flatten();
        if strokes.len() > MOST_STROKES || points().count() > MOST_POINTS {
            return Err(again("That is more than a signature. Start again, or type your name instead."));
        }
        if points().any(|(x, y)| *x > PAD.0 || *y > PAD.1) {
            return Err(again("The drawing ran off the pad. Start again, or type your name instead."));
        }
        let strokes = Self(strokes);
        let (left, top, right, bottom) = strokes.extent();
        if right.saturating_sub(left).max(bottom.saturating_sub(top)) < LEAST {
            return Err(again("That is too small to read as a signature. Draw it larger, or type your name instead."));
        }
        Ok(strokes)
    }

    /// As `parse` reads it.
    pub fn json(&self) -> String {
        // Numbers in lists cannot fail to be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Left, top, right and bottom of all that was drawn.
    pub fn extent(&self) -> (u16, u16, u16, u16) {
        self.0.iter().flatten().fold((PAD.0, PAD.1, 0, 0), |(left, top, right, bottom), &(x, y)| {
            (left.min(x), top.min(y), right.max(x), bottom.max(y))
        })
    }

    /// The strokes at a place on paper, scaled to fit into `width` by `height` millimetres from its left bottom corner.
    pub fn on_paper(&self, left: f32, baseline: f32, width: f32, height: f32) -> Vec<Vec<(f32, f32)>> {
        let (x0, y0, x1, y1) = self.extent();
        let scale = (width / f32::from((x1 - x0).max(1))).min(height / f32::from((y1 - y0).max(1)));
        let place = |&(x, y): &(u16, u16)| (left + f32::from(x - x0) * scale, baseline - f32::from(y1 - y) * scale);
        self.0.iter().map(|stroke| stroke.iter().map(place).collect()).collect()
    }

    /// The `d` of an SVG path on the pad.
    pub fn svg_path(&self) -> String {
        let stroke = |stroke: &Vec<(u16, u16)>| {
            let mut points = stroke.iter().map(|(x, y)| format!("{x} {y}"));
            let first = points.next().unwrap_or_default();
            // A dot is a line that goes nowhere.
            let rest: Vec<String> = points.collect();
            format!("M{first}L{}", if rest.is_empty() { first.clone() } else { rest.join(" ") })
        };
        self.0.iter().map(stroke).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_no_signature_is_refused_with_a_way_out() {
        let far = format!("[[{}]]", vec!["[1,1]"; MOST_POINTS + 1].join(","));
        for typed in ["", "scribble", "[]", "[[]]", "[[[5,5]]]", "[[[0,0],[1001,5]]]", "[[[-1,0],[400,5]]]", &far] {
            let said = Strokes::parse(typed).unwrap_err().to_string();
            assert!(said.contains("instead"), "{typed:.20}: {said}");
        }
    }

    #[test]
    fn a_dot_within_a_signature_is_drawn() {
        let strokes = Strokes::parse("[[[10,20],[300,40]],[[150,5]]]").unwrap();
        assert_eq!(strokes.svg_path(), "M10 20L300 40M150 5L150 5");
        assert_eq!(Strokes::parse(&strokes.json()).unwrap(), strokes);
    }

    proptest! {
        #[test]
        fn strokes_stay_within_the_room_they_are_given(
            strokes in prop::collection::vec(prop::collection::vec((0..=PAD.0, 0..=PAD.1), 1..20), 1..6)
        ) {
            let text = serde_json::to_string(&strokes).unwrap();
            if let Ok(strokes) = Strokes::parse(&text) {
                for (x, y) in strokes.on_paper(25.0, 200.0, 70.0, 16.0).concat() {
                    prop_assert!((24.999..=95.001).contains(&x) && (183.999..=200.001).contains(&y), "{x}, {y}");
                }
            }
        }
    }
}
